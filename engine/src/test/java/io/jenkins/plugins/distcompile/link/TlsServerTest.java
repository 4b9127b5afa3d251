package io.jenkins.plugins.distcompile.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class TlsServerTest implements TlsServer.Acceptor {
    private static final PoolKey KEY = PoolKey.generate();
    private static final Duration LONG = Duration.ofSeconds(20);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final List<Opening> accepted = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();
    private Path state;
    private TlsServer server;

    @Before
    public void listen() throws IOException {
        state = folder.getRoot().toPath().resolve("state");
        server = listen(LONG);
    }

    private TlsServer listen(Duration deadline) throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return TlsServer.listen(any, state, KEY, "helper", this, deadline, LinkSettings.DEFAULT);
    }

    @After
    public void stop() {
        server.close();
        accepted.forEach(Opening::close);
        sockets.forEach(Transport::closeQuietly);
    }

    @Override
    public void accepted(Opening opening) {
        accepted.add(opening);
    }

    @Override
    public void refused(InetAddress address, String reason) {
        refused.add(address.getHostAddress() + ": " + reason);
    }

    private Opening connect(int port, PoolKey key) throws IOException {
        return TlsConnector.connect("127.0.0.1", port, key, "client", LONG);
    }

    private Socket plain() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        sockets.add(socket);
        return socket;
    }

    @Test
    public void aClientWithAnotherKeyIsRefusedAndNamed() {
        assertThatThrownBy(() -> connect(server.port(), PoolKey.generate()))
                .hasMessage("127.0.0.1:" + server.port() + ": wrong key");
        await().until(() -> refused.size() == 1);
        assertThat(refused.get(0)).startsWith("127.0.0.1: ").contains("wrong key");
        assertThat(accepted).isEmpty();
    }

    @Test
    public void garbageIsRefusedAndTheServerLives() throws IOException {
        for (String garbage :
                List.of("GET / HTTP/1.1\r\n\r\n", "\u0016\u0003\u0001\u007f\u007f", "x".repeat(100_000))) {
            Socket socket = plain();
            try {
                socket.getOutputStream().write(garbage.getBytes("ISO-8859-1"));
                socket.shutdownOutput();
            } catch (IOException e) {
                assertThat(e).hasMessageMatching(".*(reset|pipe|closed).*"); // refused before it was all written
            }
        }
        await().until(() -> refused.size() == 3);
        assertThat(refused).allMatch(reason -> reason.startsWith("127.0.0.1: no TLS: "));
        connect(server.port(), KEY).close();
    }

    @Test
    public void silentConnectionsDoNotKeepClientsOut() throws IOException {
        for (int i = 0; i < 3 * TlsServer.MAX_UNPROVEN; i++) {
            plain();
        }
        for (int i = 0; i < 5; i++) {
            connect(server.port(), KEY).close();
        }
        await().until(() -> accepted.size() == 5);
        assertThat(refused).contains("127.0.0.1: too many connections at once");
    }

    @Test
    public void aConnectionThatProvesNothingIsDroppedAtTheDeadline() throws IOException {
        server.close();
        server = listen(Duration.ofMillis(200));
        Socket socket = plain();
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
        await().until(() -> refused.size() == 1);
        assertThat(refused).containsExactly("127.0.0.1: no proof within 200 ms");
    }

    @Test
    public void aManInTheMiddleWithHisOwnCertificateFails() throws Exception {
        // He passes on every byte between two TLS connections, each of which is perfect in itself.
        TlsIdentity his = TlsIdentity.in(folder.getRoot().toPath().resolve("his"), 365);
        ExecutorService threads = Executors.newCachedThreadPool();
        try (ServerSocket middle = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Future<?> relay = threads.submit(() -> {
                TlsSocket toClient = TlsSocket.over(middle.accept(), his.context(), false);
                TlsSocket toHelper = TlsSocket.over(plain(), TlsIdentity.trustingContext(), true);
                threads.submit(() ->
                        pump(toClient.transport().in(), toHelper.transport().out()));
                pump(toHelper.transport().in(), toClient.transport().out());
                return null;
            });
            assertThatThrownBy(() -> connect(middle.getLocalPort(), KEY)).hasMessageEndingWith("wrong key");
            await().until(() -> refused.size() == 1);
            assertThat(refused.get(0)).contains("wrong key");
            assertThat(accepted).isEmpty();
            relay.cancel(true);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    public void aHelperMayCallAClient() throws Exception {
        try (TlsServer client = asClient()) {
            Opening opening = TlsConnector.callClient("127.0.0.1", client.port(), KEY, "calling", LONG);
            assertThat(opening.peer()).startsWith("called (");
            await().until(() -> accepted.size() == 1);
            assertThat(accepted.get(0).peer()).startsWith("calling (");
            Recorder atClient = new Recorder();
            accepted.get(0).start(atClient);
            Link link = opening.start(new Recorder());
            link.send(Samples.probe(7));
            await().until(() -> atClient.got.size() == 1);
            link.close("done");
        }
    }

    @Test
    public void rolesAndKeysHaveToFitWhoeverCalls() throws Exception {
        try (TlsServer client = asClient()) {
            assertThatThrownBy(() -> connect(client.port(), KEY)).hasMessageContaining("not a helper");
            assertThatThrownBy(() ->
                            TlsConnector.callClient("127.0.0.1", server.port(), KEY, "calling", Duration.ofSeconds(2)))
                    .as("two helpers, each of which waits for the other's first word")
                    .hasMessageMatching(".*(no answer|no proof) within 2000 ms");
            assertThatThrownBy(() ->
                            TlsConnector.callClient("127.0.0.1", client.port(), PoolKey.generate(), "calling", LONG))
                    .hasMessageContaining("wrong key");
            assertThat(accepted).isEmpty();
        }
    }

    @Test
    public void aManWhomAClientAndAHelperBothCallCannotJoinThem() throws Exception {
        // Both see his one certificate, so the proofs would fit each other, were the roles the same whoever calls.
        TlsIdentity his = TlsIdentity.in(folder.getRoot().toPath().resolve("his"), 365);
        ExecutorService threads = Executors.newCachedThreadPool();
        try (ServerSocket forClient = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                ServerSocket forHelper = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Future<?> relay = threads.submit(() -> {
                TlsSocket client = TlsSocket.over(forClient.accept(), his.context(), false);
                TlsSocket helper = TlsSocket.over(forHelper.accept(), his.context(), false);
                threads.submit(
                        () -> pump(client.transport().in(), helper.transport().out()));
                pump(helper.transport().in(), client.transport().out());
                return null;
            });
            Future<Opening> client = threads.submit(() -> connect(forClient.getLocalPort(), KEY));
            Future<Opening> helper = threads.submit(
                    () -> TlsConnector.callClient("127.0.0.1", forHelper.getLocalPort(), KEY, "calling", LONG));
            assertThatThrownBy(helper::get).hasMessageContaining("not a client");
            forClient.close();
            relay.cancel(true);
            assertThatThrownBy(client::get).isInstanceOf(java.util.concurrent.ExecutionException.class);
        } finally {
            threads.shutdownNow();
        }
    }

    private TlsServer asClient() throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return TlsServer.listenAsClient(any, state, KEY, "called", this);
    }

    private static Void pump(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[8192];
        for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
            out.flush();
        }
        return null;
    }

    @Test
    public void twoClientsAtOnceHaveTheirOwnLinks() throws IOException {
        Link one = connect(server.port(), KEY).start(new Recorder());
        Link two = connect(server.port(), KEY).start(new Recorder());
        await().until(() -> accepted.size() == 2);
        List<Recorder> recorders = List.of(new Recorder(), new Recorder());
        for (int i = 0; i < 2; i++) {
            accepted.get(i).start(recorders.get(i));
        }
        for (int i = 1; i <= 50; i++) {
            List<byte[]> files = List.of(Samples.random(i * 1000, i));
            one.send(Samples.result(i, files), files);
            two.send(Samples.result(i, files), files);
        }
        await().until(() -> recorders.stream().allMatch(r -> r.got.size() == 50));
        one.close("done");
        two.close("done");
        await().until(() -> recorders.stream().allMatch(r -> r.ends.size() == 1));
    }

    @Test
    public void nobodyThereIsAClearError() {
        server.close();
        // The kernel listens on until the thread that accepts has woken up.
        await().untilAsserted(() -> assertThatThrownBy(() -> connect(server.port(), KEY))
                .hasMessageContaining(server.port() + ": Connection refused"));
        assertThatThrownBy(() -> TlsConnector.connect("no.such.host.invalid", 1, KEY, "c", LONG))
                .hasMessage("no.such.host.invalid:1: unknown host");
    }

    @Test
    public void aPortThatSaysNothingTimesOut() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            int port = silent.getLocalPort();
            assertThatThrownBy(() -> TlsConnector.connect("127.0.0.1", port, KEY, "c", Duration.ofMillis(200)))
                    .hasMessage("127.0.0.1:" + port + ": no answer within 200 ms");
        }
    }

    @Test
    public void theCertificateIsKeptAndMadeAnewWhenItIsOfNoMoreUse() throws Exception {
        byte[] first = TlsIdentity.in(state, 365).fingerprint();
        assertThat(TlsIdentity.in(state, 365).fingerprint()).isEqualTo(first);
        Files.write(state.resolve("tls.p12"), new byte[] {1, 2, 3});
        byte[] second = TlsIdentity.in(state, 1).fingerprint(); // expires within the day that is kept in reserve
        byte[] third = TlsIdentity.in(state, 365).fingerprint();
        assertThat(second).isNotEqualTo(first);
        assertThat(third)
                .isNotEqualTo(second)
                .isEqualTo(TlsIdentity.in(state, 365).fingerprint());
        assertThat(state.toFile().list()).containsExactlyInAnyOrder("tls.p12", "tls.password", "tls.lock");
    }

    @Test
    public void startsAtTheSameTimeShareOneCertificate() throws Exception {
        Path fresh = folder.getRoot().toPath().resolve("fresh");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<byte[]>> prints = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            prints.add(threads.submit(() -> TlsIdentity.in(fresh, 365).fingerprint()));
        }
        for (Future<byte[]> print : prints) {
            assertThat(print.get()).isEqualTo(prints.get(0).get());
        }
        threads.shutdown();
    }
}
