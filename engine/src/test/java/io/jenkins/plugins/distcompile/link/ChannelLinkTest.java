package io.jenkins.plugins.distcompile.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.distcompile.protocol.Message;
import io.jenkins.plugins.distcompile.protocol.MessageCodec;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Links without threads of their own, over real TLS, whose other end is played by hand; see {@link TlsLinkTest} for the rest. */
public class ChannelLinkTest {
    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static final PoolKey KEY = PoolKey.generate();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Recorder recorder = new Recorder();
    private final List<Socket> sockets = new ArrayList<>();
    private ServerSocket server;

    /** The helper's end. */
    private record Peer(Socket plain, TlsSocket tls, DataInputStream in, DataOutputStream out) {
        void message(long number, byte[] encoded) throws IOException {
            Frames.writeHeader(out, Frames.MESSAGE, 8 + encoded.length);
            out.writeLong(number);
            out.write(encoded);
            out.flush();
        }

        /** Waits until the other side has ended the connection, with or without TLS's own word on it. */
        void awaitEnd() {
            try {
                in.readAllBytes();
            } catch (IOException e) {
                assertThat(e).isInstanceOfAny(java.net.SocketException.class, javax.net.ssl.SSLException.class);
            }
        }
    }

    private record Ends(Link link, Peer peer) {}

    @Before
    public void listen() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    @After
    public void stop() throws IOException {
        server.close();
        sockets.forEach(Transport::closeQuietly);
    }

    private Ends connect(LinkSettings settings, Link.Receiver receiver) throws Exception {
        CompletableFuture<Peer> accepted = CompletableFuture.supplyAsync(this::accept);
        Opening opening = TlsConnector.connect("127.0.0.1", server.getLocalPort(), KEY, "client", TIMEOUT, settings);
        return new Ends(opening.start(receiver), accepted.get());
    }

    private Peer accept() {
        return accept(tls -> {});
    }

    private Peer accept(Consumer<SSLSocket> change) {
        try {
            Socket socket = server.accept();
            sockets.add(socket);
            TlsIdentity identity = TlsIdentity.in(FOLDER.getRoot().toPath().resolve("state"), 365);
            TlsSocket tls = TlsSocket.over(socket, identity.context(), false);
            change.accept(tls.tls());
            Handshake.asHelper(tls.transport(), "helper", KEY, identity.fingerprint(), TIMEOUT);
            return new Peer(
                    socket,
                    tls,
                    new DataInputStream(tls.transport().in()),
                    new DataOutputStream(tls.transport().out()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    public void onlyX25519IsOfferedAtFirstAndAPeerWithoutItIsAskedAgain() throws Exception {
        CompletableFuture<Throwable> first = new CompletableFuture<>();
        CompletableFuture<Peer> second = CompletableFuture.supplyAsync(() -> {
            try {
                accept(ChannelLinkTest::withoutX25519);
            } catch (UncheckedIOException e) {
                first.complete(e.getCause());
            }
            return accept(ChannelLinkTest::withoutX25519);
        });
        Opening opening = TlsConnector.connect("127.0.0.1", server.getLocalPort(), KEY, "client", TIMEOUT);
        assertThat(first.get()).isNotNull();
        second.get().message(0, MessageCodec.encode(new Message.Started(7, 1)));
        Link link = opening.start(recorder);
        await().until(() -> recorder.got.size() == 1);
        link.close();
    }

    /** As a machine is whose JDK, or whose policy, knows P-256 alone. */
    private static void withoutX25519(SSLSocket tls) {
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setAlgorithmConstraints(new AlgorithmConstraints() {
            @Override
            public boolean permits(Set<CryptoPrimitive> primitives, String algorithm, AlgorithmParameters p) {
                return !algorithm.equalsIgnoreCase("x25519");
            }

            @Override
            public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
                return true;
            }

            @Override
            public boolean permits(Set<CryptoPrimitive> primitives, String algorithm, Key key, AlgorithmParameters p) {
                return permits(primitives, algorithm, p);
            }
        });
        tls.setSSLParameters(parameters);
    }

    @Test
    public void whatComesByteByByteIsWholeInTheEnd() throws Exception {
        Ends ends = connect(LinkSettings.DEFAULT, recorder);
        byte[] encoded = MessageCodec.encode(new Message.Started(7, 1));
        DataOutputStream out = ends.peer().out();
        Frames.writeHeader(out, Frames.MESSAGE, 8 + encoded.length);
        out.writeLong(0);
        for (byte b : encoded) {
            out.write(b);
            out.flush();
        }
        await().until(() -> recorder.got.size() == 1);
        assertThat(recorder.messages()).containsExactly(new Message.Started(7, 1));
        ends.link().close();
    }

    @Test
    public void aPeerThatReadsLateGetsEverythingAndControlMessagesFirst() throws Exception {
        Ends ends = connect(LinkSettings.DEFAULT, recorder);
        List<byte[]> files = List.of(Samples.random(20 << 20, 1));
        ends.link().send(Samples.result(1, files), files);
        ends.link().send(Samples.probe(5)); // returns at once, though the socket takes nothing more
        List<Integer> kinds = new ArrayList<>();
        byte[] got = new byte[files.get(0).length];
        int at = 0;
        DataInputStream in = ends.peer().in();
        while (at < got.length) {
            long header = Frames.readHeader(in);
            int kind = (int) (header >>> 32);
            byte[] payload = Frames.readPayload(in, (int) header);
            kinds.add(kind);
            if (kind == Frames.CHUNK) {
                int size = payload.length - Frames.CHUNK_HEADER;
                System.arraycopy(payload, Frames.CHUNK_HEADER, got, at, size);
                at += size;
            }
        }
        assertThat(got).isEqualTo(files.get(0));
        assertThat(kinds.lastIndexOf(Frames.MESSAGE)).isBetween(1, kinds.size() - 2);
        ends.link().close();
    }

    @Test
    public void aPeerThatDoesNotReadIsGivenUp() throws Exception {
        LinkSettings settings = new LinkSettings(1, 1, 10_000, Duration.ofMillis(200));
        Ends ends = connect(settings, recorder);
        List<byte[]> files = List.of(new byte[30 << 20]);
        ends.link().send(Samples.result(1, files), files);
        await().until(() -> recorder.ends.size() == 1);
        assertThat(recorder.ends.get(0)).startsWith("helper (").endsWith("has read nothing for 200 ms");
    }

    @Test
    public void moreQueuedMessagesThanAllowedCloseTheLink() throws Exception {
        Ends ends = connect(new LinkSettings(1, 1, 10, Duration.ofSeconds(60)), recorder);
        for (int i = 0; i < 2000; i++) {
            ends.link().send(new Message.Decline(1, "x".repeat(100_000)));
        }
        await().until(() -> recorder.ends.size() == 1);
        assertThat(recorder.ends.get(0)).startsWith("more than 10 messages wait to be sent to helper");
    }

    @Test
    public void closingALinkWhosePeerDoesNotReadEndsIt() throws Exception {
        Ends ends = connect(LinkSettings.DEFAULT, recorder);
        List<byte[]> files = List.of(new byte[30 << 20]);
        ends.link().send(Samples.result(1, files), files);
        ends.link().close("enough");
        await().until(() -> recorder.ends.size() == 1);
        assertThat(recorder.ends).containsExactly("enough");
    }

    @Test
    public void garbageEndsTheLinkWithAReason() throws Exception {
        Ends ends = connect(LinkSettings.DEFAULT, recorder);
        ends.peer().out().write("GET / HTTP/1.1\r\n\r\n".getBytes("US-ASCII"));
        await().until(() -> recorder.ends.size() == 1);
        assertThat(recorder.ends.get(0)).contains("broke the protocol: frame of unknown kind 71");
        ends.peer().awaitEnd();
    }

    @Test
    public void whatIsNoTlsEndsTheLinkAndDeliversNothing() throws Exception {
        Ends ends = connect(LinkSettings.DEFAULT, recorder);
        ends.peer().message(0, MessageCodec.encode(new Message.Started(1, 0)));
        ends.peer().plain().getOutputStream().write(Samples.random(5_000, 3));
        await().until(() -> recorder.ends.size() == 1);
        assertThat(recorder.messages()).containsExactly(new Message.Started(1, 0));
        assertThat(recorder.ends.get(0)).startsWith("cannot read from helper");
    }

    @Test
    public void aConnectionCutInTheMiddleDeliversNoPart() throws Exception {
        Ends ends = connect(LinkSettings.DEFAULT, recorder);
        byte[] encoded = MessageCodec.encode(Samples.result(1, List.of(new byte[100])));
        ends.peer().message(1, Arrays.copyOf(encoded, encoded.length));
        Frames.writeHeader(ends.peer().out(), Frames.CHUNK, Frames.CHUNK_HEADER + 100);
        ends.peer().out().writeLong(1);
        ends.peer().out().flush();
        ends.peer().plain().close();
        await().until(() -> recorder.ends.size() == 1);
        assertThat(recorder.got).isEmpty();
        assertThat(recorder.ends.get(0)).contains("helper");
    }

    @Test
    public void aGoodbyeOfThePeerIsTold() throws Exception {
        Ends ends = connect(LinkSettings.DEFAULT, recorder);
        ends.peer().message(0, MessageCodec.encode(new Message.Goodbye("tired")));
        await().until(() -> recorder.ends.size() == 1);
        assertThat(recorder.ends.get(0)).endsWith("said goodbye: tired");
    }

    @Test
    public void manyLinksShareThreadsAndAllGetTheirAnswers() throws Exception {
        List<Ends> all = new ArrayList<>();
        List<Recorder> recorders = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            recorders.add(new Recorder());
            all.add(connect(LinkSettings.DEFAULT, recorders.get(i)));
        }
        long threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("link-io"))
                .count();
        assertThat(threads).isBetween(1L, 4L);
        for (Ends ends : all) {
            ends.link().send(Samples.probe(1));
            ends.peer().message(0, MessageCodec.encode(new Message.Started(1, 0)));
        }
        for (int i = 0; i < all.size(); i++) {
            Recorder each = recorders.get(i);
            assertThat(Frames.readHeader(all.get(i).peer().in()) >>> 32).isEqualTo(Frames.MESSAGE);
            await().until(() -> each.got.size() == 1);
            all.get(i).link().close("done");
            await().until(() -> each.ends.size() == 1);
        }
    }

    @Test
    public void anOpeningThatIsDroppedEndsTheConnection() throws Exception {
        CompletableFuture<Peer> accepted = CompletableFuture.supplyAsync(this::accept);
        TlsConnector.connect("127.0.0.1", server.getLocalPort(), KEY, "client", TIMEOUT)
                .close();
        accepted.get().awaitEnd();
    }
}
