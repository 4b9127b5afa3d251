package io.jenkins.plugins.distcompile.farm;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.cli.control.AttachDoor;
import io.jenkins.plugins.distcompile.cli.control.Attachment;
import io.jenkins.plugins.distcompile.cli.control.ControlFolder;
import io.jenkins.plugins.distcompile.link.PoolKey;
import io.jenkins.plugins.distcompile.link.Transport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A real attach between its standard streams and a dispatcher's door. */
public class AttachTest {
    private static final int MEGABYTES = 64;

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private final CompletableFuture<Attachment> who = new CompletableFuture<>();
    private final CompletableFuture<Transport> streams = new CompletableFuture<>();
    private AttachDoor door;
    private Process attach;

    @Before
    public void start() throws Exception {
        ControlFolder folder = new ControlFolder(temporary.getRoot().toPath());
        PoolKey key = PoolKey.generate();
        key.write(folder.key());
        door = AttachDoor.open(
                key,
                (attachment, transport) -> {
                    who.complete(attachment);
                    streams.complete(transport);
                },
                System.err::println);
        folder.write(folder.dispatcher(), ("{\"port\":" + door.port() + "}").getBytes(StandardCharsets.US_ASCII));
        List<String> command = Cli.java();
        command.addAll(List.of(
                "attach",
                folder.path().toString(),
                "--agent",
                "näme",
                "--direct",
                "[fd00::1]:7,host:8",
                "--direct-only"));
        attach = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @After
    public void stop() {
        door.close();
        attach.destroyForcibly();
    }

    private Transport dispatcher() throws Exception {
        return streams.get(60, TimeUnit.SECONDS);
    }

    @Test
    public void whoReadsSlowlySlowsDownWhoWritesAndNoByteIsLost() throws Exception {
        Transport dispatcher = dispatcher();
        assertThat(who.join()).isEqualTo(new Attachment("näme", List.of("[fd00::1]:7", "host:8"), true));
        AtomicLong written = new AtomicLong();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(written));
        AtomicLong before = new AtomicLong(-1);
        // Stands still: what is on the way fills the system's buffers and attach's own.
        Awaitility.await()
                .pollInterval(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(60))
                .until(() -> written.get() > 0 && before.getAndSet(written.get()) == written.get());
        assertThat(written.get()).isLessThan(MEGABYTES / 2 << 20);

        SplittableRandom random = new SplittableRandom(1);
        byte[] expected = new byte[1 << 20];
        for (int i = 0; i < MEGABYTES; i++) {
            random.nextBytes(expected);
            assertThat(dispatcher.in().readNBytes(expected.length)).isEqualTo(expected);
        }
        writer.join();
    }

    private void write(AtomicLong written) {
        SplittableRandom random = new SplittableRandom(1);
        byte[] block = new byte[1 << 20];
        OutputStream out = attach.getOutputStream();
        try {
            for (int i = 0; i < MEGABYTES; i++) {
                random.nextBytes(block);
                for (int at = 0; at < block.length; at += 1 << 14) {
                    out.write(block, at, 1 << 14);
                    written.addAndGet(1 << 14);
                }
            }
            out.flush();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    public void theDispatchersEndIsTheStreamsEnd() throws Exception {
        dispatcher().out().write(7);
        dispatcher().finish().close();
        assertThat(attach.getInputStream().readAllBytes()).containsExactly(7);
        assertThat(attach.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(attach.exitValue()).isZero();
    }

    @Test
    public void theEndOfItsInputReachesTheDispatcherEvenIfThatSaysNothing() throws Exception {
        Transport dispatcher = dispatcher();
        attach.getOutputStream().write(7);
        attach.getOutputStream().close();
        assertThat(dispatcher.in().readAllBytes()).containsExactly(7);
        assertThat(attach.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(attach.exitValue()).isZero();
    }
}
