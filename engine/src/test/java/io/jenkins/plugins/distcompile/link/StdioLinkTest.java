package io.jenkins.plugins.distcompile.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** A link over standard input and output of a real process. */
public class StdioLinkTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private final Recorder recorder = new Recorder();
    private Process process;
    private Link link;

    @Before
    public void start() throws Exception {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EchoHelper.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Transport transport = Transport.ofProcess(process);
        Handshake.Peer peer = Handshake.asClient(transport, "client", Credential.unkeyed(), new byte[0], LONG);
        assertThat(peer.name()).isEqualTo("echo");
        link = StreamLink.open("echo (stdio)", transport, LinkSettings.DEFAULT).start(recorder);
    }

    @After
    public void stop() {
        process.destroyForcibly();
    }

    @Test
    public void messagesAndFilesGoThereAndBackAndTheProcessEndsWithTheLink() throws Exception {
        for (int i = 1; i <= 1000; i++) {
            link.send(Samples.probe(i));
        }
        List<byte[]> files = List.of(Samples.random(5_000_000, 1), new byte[0]);
        link.send(Samples.result(1, files), files);
        await().atMost(LONG).until(() -> recorder.got.size() == 1001);
        assertThat(recorder.messages()).contains(Samples.result(1, files), Samples.probe(1000));
        link.close("done");
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        await().until(() -> recorder.ends.size() == 1);
        assertThat(recorder.ends).containsExactly("done");
    }

    @Test
    public void aKilledProcessEndsTheLink() {
        process.destroyForcibly();
        await().atMost(LONG).until(() -> recorder.ends.size() == 1);
        assertThat(recorder.ends.get(0)).contains("echo (stdio)");
    }

    @Test
    public void aFrozenProcessDoesNotHoldUpClosing() throws Exception {
        signal("STOP");
        List<byte[]> files = List.of(new byte[5_000_000]);
        link.send(Samples.result(1, files), files);
        link.close("enough");
        await().atMost(LONG).until(() -> recorder.ends.size() == 1);
        assertThat(recorder.ends).containsExactly("enough");
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private void signal(String name) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }
}
