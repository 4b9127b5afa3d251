package io.jenkins.plugins.distcompile.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.distcompile.protocol.MessageCodec;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public class HandshakeTest {
    private static final PoolKey KEY = PoolKey.generate();
    private static final byte[] NONE = {};
    private static final Duration LONG = Duration.ofSeconds(20);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Transport[] pair;

    @Before
    public void connect() throws Exception {
        pair = StreamLinkTest.sockets();
    }

    @After
    public void stop() {
        pair[0].cut().run();
        pair[1].cut().run();
        threads.shutdownNow();
    }

    /** Names of the peers, or the reasons of failure, of client and helper. */
    private String[] meet(Credential client, byte[] clientBinding, Credential helper, byte[] helperBinding)
            throws Exception {
        return both(
                () -> Handshake.asClient(pair[0], "the client", client, clientBinding, LONG)
                        .name(),
                () -> Handshake.asHelper(pair[1], "the helper", helper, helperBinding, LONG)
                        .name());
    }

    private String[] both(Callable<String> client, Callable<String> helper) throws Exception {
        var a = threads.submit(() -> outcome(client));
        var b = threads.submit(() -> outcome(helper));
        return new String[] {a.get(30, TimeUnit.SECONDS), b.get(30, TimeUnit.SECONDS)};
    }

    private static String outcome(Callable<String> step) throws Exception {
        try {
            return step.call();
        } catch (HandshakeException e) {
            return "failed: " + e.getMessage();
        }
    }

    @Test
    public void whoHasTheKeyIsKnownByName() throws Exception {
        assertThat(meet(KEY, NONE, KEY, NONE)).containsExactly("the helper", "the client");
    }

    @Test
    public void noKeyMeetsNoKey() throws Exception {
        assertThat(meet(Credential.unkeyed(), NONE, Credential.unkeyed(), NONE))
                .containsExactly("the helper", "the client");
    }

    @Test
    public void anotherKeyIsRefusedOnBothSides() throws Exception {
        for (Credential other : new Credential[] {PoolKey.generate(), Credential.unkeyed()}) {
            pair = StreamLinkTest.sockets();
            assertThat(meet(other, NONE, KEY, NONE)).allMatch(reason -> reason.contains("wrong key"));
            pair = StreamLinkTest.sockets();
            assertThat(meet(KEY, NONE, other, NONE)).allMatch(reason -> reason.contains("wrong key"));
        }
    }

    @Test
    public void aProofOverAnotherCertificateIsRefused() throws Exception {
        assertThat(meet(KEY, new byte[32], KEY, Samples.random(32, 1)))
                .allMatch(reason -> reason.contains("wrong key"));
    }

    @Test
    public void aClientThatLiesAboutTheKeyIsFoundByTheHelper() throws Exception {
        // It takes the helper's proof unseen and sends one of its own making.
        String[] outcomes = both(
                () -> {
                    DataOutputStream out = new DataOutputStream(pair[0].out());
                    hello(out, 'c', MessageCodec.VERSION, 32);
                    Frames.writeHeader(out, Frames.PROOF, 32);
                    out.write(new byte[32]);
                    return answer(pair[0].in());
                },
                () -> Handshake.asHelper(pair[1], "h", KEY, NONE, LONG).name());
        assertThat(outcomes).containsExactly("wrong key", "failed: wrong key");
    }

    @Test
    public void aReflectedHelloIsNoHelper() throws Exception {
        String[] outcomes =
                both(() -> Handshake.asClient(pair[0], "c", KEY, NONE, LONG).name(), () -> {
                    byte[] same = new byte[5 + 7 + 32 + 1 + 1];
                    new DataInputStream(pair[1].in()).readFully(same);
                    pair[1].out().write(same);
                    return answer(pair[1].in());
                });
        assertThat(outcomes).containsExactly("failed: not a helper", "not a helper");
    }

    @Test
    public void anotherVersionIsNamed() throws Exception {
        String[] outcomes = both(
                () -> {
                    hello(new DataOutputStream(pair[0].out()), 'c', 513, 32);
                    return answer(pair[0].in());
                },
                () -> Handshake.asHelper(pair[1], "h", KEY, NONE, LONG).name());
        String reason = "speaks protocol version 513, this is " + MessageCodec.VERSION;
        assertThat(outcomes).containsExactly(reason, "failed: " + reason);
    }

    private static void hello(DataOutputStream out, char role, int version, int nonce) throws IOException {
        Frames.writeHeader(out, Frames.HELLO, 4 + 2 + 1 + nonce + 2);
        out.writeBytes("DCMP");
        out.writeShort(version);
        out.writeByte(role);
        out.write(Samples.random(nonce, 9));
        out.writeByte(1);
        out.writeByte('x');
        out.flush();
    }

    /** The text of the refusal that comes, after any other frames. */
    private static String answer(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        while (true) {
            long header = Frames.readHeader(in);
            byte[] payload = Frames.readPayload(in, (int) header);
            if (header >>> 32 == Frames.REFUSED) {
                return new String(payload, "UTF-8");
            }
        }
    }

    @Test
    public void garbageIsNotAHelperNorAClient() throws Exception {
        byte[][] table = {
            "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes("US-ASCII"),
            {Frames.HELLO, 0x7f, -1, -1, -1},
            {Frames.HELLO, 0, 0, 0, 5, 'D', 'C', 'M', 'P', 0},
            {Frames.MESSAGE, 0, 0, 0, 100},
            {Frames.PROOF, 0, 0, 0, 1, 0},
        };
        for (byte[] garbage : table) {
            pair = StreamLinkTest.sockets();
            pair[0].out().write(garbage);
            assertThatThrownBy(() -> Handshake.asHelper(pair[1], "h", KEY, NONE, LONG))
                    .hasMessage("not a client");
            pair = StreamLinkTest.sockets();
            pair[1].out().write(garbage);
            assertThatThrownBy(() -> Handshake.asClient(pair[0], "c", KEY, NONE, LONG))
                    .hasMessage("not a helper");
        }
    }

    @Test
    public void randomBytesOnlyEverFail() throws Exception {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 200; i++) {
            pair = StreamLinkTest.sockets();
            byte[] bytes = new byte[1 + random.nextInt(200)];
            random.nextBytes(bytes);
            if (random.nextBoolean()) {
                byte[] start = {Frames.HELLO, 0, 0, 0, 80, 'D', 'C', 'M', 'P', 0, 1};
                System.arraycopy(start, 0, bytes, 0, Math.min(bytes.length, start.length));
            }
            pair[0].out().write(bytes);
            pair[0].finish().close();
            assertThatThrownBy(() -> Handshake.asHelper(pair[1], "h", KEY, NONE, LONG))
                    .as("seed 11, case %s", i)
                    .isInstanceOf(HandshakeException.class);
            pair[0].cut().run();
        }
    }

    @Test
    public void aPeerThatSaysNothingIsGivenUp() {
        Duration brief = Duration.ofMillis(100);
        assertThatThrownBy(() -> Handshake.asClient(pair[0], "c", KEY, NONE, brief))
                .hasMessage("no proof within 100 ms");
    }

    @Test
    public void aPeerThatDripsBytesIsGivenUp() {
        // A stream that always has one more byte: no time-out of a single read would ever end it.
        InputStream dripping = new InputStream() {
            private final byte[] start = {Frames.HELLO, 0, 0, 15, 0};
            private int at;
            private volatile boolean cut;

            @Override
            public int read() throws IOException {
                if (cut) {
                    throw new IOException("cut");
                }
                if (at < start.length) {
                    return start[at++];
                }
                java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
                return 'D';
            }

            @Override
            public int read(byte[] b, int off, int len) throws IOException {
                b[off] = (byte) read();
                return 1;
            }

            @Override
            public void close() {
                cut = true;
            }
        };
        Transport transport = Transport.of(dripping, java.io.OutputStream.nullOutputStream());
        assertThatThrownBy(() -> Handshake.asHelper(transport, "h", KEY, NONE, Duration.ofMillis(200)))
                .hasMessage("no proof within 200 ms");
    }

    @Test
    public void namesAreShortAndPrintable() {
        for (String name : Arrays.asList("", "a\nb", "x".repeat(201))) {
            assertThatThrownBy(() -> Handshake.asClient(pair[0], name, KEY, NONE, LONG))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
