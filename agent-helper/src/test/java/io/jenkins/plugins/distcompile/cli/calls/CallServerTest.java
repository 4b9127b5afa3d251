package io.jenkins.plugins.distcompile.cli.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** The server's side of the socket, called by channels that behave as they like. */
public class CallServerTest {
    private static final int MOST_CALLERS = 3;
    private static final int MOST_HELD = 100_000;

    @Rule
    public final Timeout patience = Timeout.seconds(120);

    private record Called(Caller caller, byte[] call) {}

    private final BlockingQueue<Called> called = new ArrayBlockingQueue<>(100);
    private final List<SocketChannel> open = new ArrayList<>();
    private CallFolder folder;
    private CallServer server;

    @Before
    public void start() throws Exception {
        folder = CallFolder.make();
        server = CallServer.open(
                folder.socket(),
                (caller, call) -> called.add(new Called(caller, call)),
                new CallServer.Bounds(MOST_CALLERS, MOST_HELD));
    }

    @After
    public void stop() throws Exception {
        for (SocketChannel each : open) {
            each.close();
        }
        server.close();
        folder.close();
        assertThat(folder.path()).doesNotExist();
    }

    @Test
    public void aCallComesInPiecesAndItsAnswerAtOnce() throws Exception {
        SocketChannel launcher = connect();
        byte[] call = frame("hello");
        for (byte each : call) {
            launcher.write(ByteBuffer.wrap(new byte[] {each}));
        }
        Called taken = called.poll(60, TimeUnit.SECONDS);
        assertThat(taken.call()).asString(StandardCharsets.UTF_8).isEqualTo("hello");
        server.answer(taken.caller(), 4, "such words");
        assertThat(all(launcher)).isEqualTo("E(such words)X(4)");
    }

    @Test
    public void aLongAnswerReachesWhoeverReadsSlowly() throws Exception {
        SocketChannel launcher = call("x");
        String said = "long ".repeat(400_000);
        server.answer(called.poll(60, TimeUnit.SECONDS).caller(), 1, said);
        Called other = another();
        server.answer(other.caller(), 0, ""); // meanwhile others are served
        assertThat(all(open.get(1))).isEqualTo("X(0)");
        assertThat(all(launcher)).isEqualTo("E(" + said + ")X(1)");
    }

    private Called another() throws Exception {
        call("y");
        return called.poll(60, TimeUnit.SECONDS);
    }

    @Test
    public void whoComesWhenTooManyWaitIsToldSoAndIsServedLater() throws Exception {
        List<Called> waiting = new ArrayList<>();
        for (int i = 0; i < MOST_CALLERS; i++) {
            call("waits");
            waiting.add(called.poll(60, TimeUnit.SECONDS)); // one by one: the first is the first channel's
        }
        assertThat(all(call("one more"))).startsWith("N(more than 3 calls wait at once; start fewer jobs");
        server.refuse(waiting.get(0).caller(), "");
        assertThat(all(open.get(0))).isEqualTo("N()");
        call("room again");
        assertThat(called.poll(60, TimeUnit.SECONDS).call())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("room again");
    }

    @Test
    public void callsThatAreTooLargeTogetherAreRefused() throws Exception {
        SocketChannel launcher = connect();
        ByteBuffer half = ByteBuffer.allocate(5 + 2 * MOST_HELD);
        half.put((byte) 'C').putInt(3 * MOST_HELD).position(half.limit()).flip();
        try {
            while (half.hasRemaining()) {
                launcher.write(half);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("pipe"); // it has been refused already
        }
        assertThat(all(launcher)).startsWith("N(calls of more than");
    }

    @Test
    public void whatIsNoCallIsHungUpOn() throws Exception {
        SocketChannel launcher = connect();
        launcher.write(ByteBuffer.wrap("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        assertThat(all(launcher)).isEmpty();
        assertThat(called).isEmpty();
    }

    @Test
    public void whoWaitsWhenItClosesIsToldThatNothingComes() throws Exception {
        SocketChannel launcher = call("waits");
        called.poll(60, TimeUnit.SECONDS);
        server.close();
        assertThat(all(launcher)).isEqualTo("E(distcompile-cc: not compiled: 'distcompile run' has ended\n)X(1)");
    }

    @Test
    public void onlyTheOwnerCanEnterTheFolder() throws Exception {
        assertThat(Files.getPosixFilePermissions(folder.path())).hasSize(3).allMatch(each -> each.name()
                .startsWith("OWNER"));
    }

    private SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(folder.socket()));
        open.add(channel);
        return channel;
    }

    private SocketChannel call(String text) throws IOException {
        SocketChannel launcher = connect();
        try {
            launcher.write(ByteBuffer.wrap(frame(text)));
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("pipe"); // it has its answer already
        }
        return launcher;
    }

    private static byte[] frame(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(5 + payload.length)
                .put((byte) 'C')
                .putInt(payload.length)
                .put(payload)
                .array();
    }

    /** Every frame until the server hangs up, as {@code LETTER(payload)}. */
    private static String all(SocketChannel launcher) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteBuffer part = ByteBuffer.allocate(8192);
        try {
            while (launcher.read(part.clear()) >= 0) {
                bytes.write(part.array(), 0, part.position());
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("reset"); // what was sent meanwhile is lost; what came is here
        }
        ByteBuffer frames = ByteBuffer.wrap(bytes.toByteArray());
        StringBuilder text = new StringBuilder();
        while (frames.hasRemaining()) {
            text.append((char) frames.get());
            byte[] payload = new byte[frames.getInt()];
            frames.get(payload);
            text.append('(').append(new String(payload, StandardCharsets.UTF_8)).append(')');
        }
        return text.toString();
    }
}
