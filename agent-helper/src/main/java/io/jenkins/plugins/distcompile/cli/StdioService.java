package io.jenkins.plugins.distcompile.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.distcompile.agent.Helper;
import io.jenkins.plugins.distcompile.cli.control.Attachment;
import io.jenkins.plugins.distcompile.link.Credential;
import io.jenkins.plugins.distcompile.link.Handshake;
import io.jenkins.plugins.distcompile.link.LinkSettings;
import io.jenkins.plugins.distcompile.link.Opening;
import io.jenkins.plugins.distcompile.link.PoolKey;
import io.jenkins.plugins.distcompile.link.StreamLink;
import io.jenkins.plugins.distcompile.link.TlsServer;
import io.jenkins.plugins.distcompile.link.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A helper on this process's standard streams, with a TLS port beside them if one is wanted: it ends when its input
 * does. With a port, which only processes of other machines use, it ends as well when nobody has spoken for a while on
 * any of its links: a cut network does not always end a stream.
 */
final class StdioService {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** Whoever starts a helper with a port starts other processes before he speaks, on machines that may be busy. */
    private static final Duration PATIENCE_WITH_PORT = Duration.ofSeconds(60);

    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final int LONGEST_LINE = 1024;

    private final Helper helper;
    private final String name;
    private final Path state;
    private final Consumer<String> log;
    private final CountDownLatch ended;
    private final Transport streams = Transport.ofStandardStreams();
    private volatile long heardNanos = System.nanoTime();

    /** @param ended counted down when the process may end, here or by others */
    StdioService(Helper helper, String name, Path state, Consumer<String> log, CountDownLatch ended) {
        this.helper = helper;
        this.name = name;
        this.state = state;
        this.log = log;
        this.ended = ended;
    }

    /**
     * Serves until the end.
     *
     * @param port where to listen beside the streams, for whom the first line of input names the key; null = nowhere
     */
    void serve(InetSocketAddress port) throws InterruptedException {
        Duration patience = port == null ? PATIENCE : PATIENCE_WITH_PORT;
        CompletableFuture<TlsServer> begun = new CompletableFuture<>();
        // Blocked reads of standard input can be left, but not be woken: so not on this thread.
        Thread thread = new Thread(() -> begin(port, patience, begun), "serve-stdio");
        thread.setDaemon(true);
        thread.start();
        try (TlsServer server = begun.get(patience.toMillis() + 1_000, TimeUnit.MILLISECONDS)) {
            if (port == null) {
                ended.await();
            } else {
                awaitEndOrSilence();
            }
        } catch (TimeoutException e) {
            throw new UserError(ExitStatus.POOL, "--stdio: nobody spoke within " + patience.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new UserError(ExitStatus.POOL, "--stdio: " + e.getCause().getMessage());
        }
    }

    private void awaitEndOrSilence() throws InterruptedException {
        long left = SILENCE.toNanos();
        while (left > 0 && !ended.await(left, TimeUnit.NANOSECONDS)) {
            left = SILENCE.toNanos() - (System.nanoTime() - heardNanos);
        }
        if (left <= 0) {
            log.accept("nobody has spoken for " + SILENCE.toSeconds() + " s");
        }
    }

    private void begin(InetSocketAddress port, Duration patience, CompletableFuture<TlsServer> begun) {
        TlsServer server = null;
        try {
            server = port == null ? null : listen(port);
            Handshake.Peer peer = Handshake.asHelper(streams, name, Credential.unkeyed(), new byte[0], patience);
            heard();
            Opening opening = StreamLink.open(peer.name(), streams, LinkSettings.DEFAULT);
            helper.accept(new WatchedOpening(opening, this::heard, ended::countDown));
            begun.complete(server);
        } catch (IOException e) {
            if (server != null) {
                server.close();
            }
            begun.completeExceptionally(new IOException(Reason.of(e), e));
        }
    }

    private void heard() {
        heardNanos = System.nanoTime();
    }

    /** @return null = the port could not be opened; whoever waits for it has been told why */
    private TlsServer listen(InetSocketAddress address) throws IOException {
        PoolKey key = readKey(streams.in());
        TlsServer server = null;
        List<String> reachable = List.of();
        String reason = null;
        try {
            server = TlsServer.listen(address, state, key, name, new Doorkeeper());
            reachable = DirectAddresses.of(address.getAddress(), server.port());
            reason = reachable.isEmpty() ? "this machine has no address but the loopback" : null;
        } catch (IOException e) {
            reason = Reason.of(e);
        }
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("direct", reachable);
        if (reason != null) {
            line.put("reason", reason);
        }
        OutputStream out = streams.out();
        out.write((JsonMapper.builder().build().writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        return server;
    }

    /** The key as its file has it, in two lines, or with a blank between them in one. */
    private static PoolKey readKey(InputStream in) throws IOException {
        String line = Attachment.readLine(in, LONGEST_LINE).strip();
        int blank = line.lastIndexOf(' ');
        try {
            return PoolKey.ofText(
                    line.endsWith("=")
                            ? line.substring(0, blank) + "\n" + line.substring(blank + 1)
                            : line + "\n" + Attachment.readLine(in, LONGEST_LINE));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("the first line of input is no pool key", e);
        }
    }

    private final class Doorkeeper implements TlsServer.Acceptor {
        @Override
        public void accepted(Opening opening) {
            heard();
            helper.accept(new WatchedOpening(opening, StdioService.this::heard, () -> {}));
        }

        @Override
        public void refused(InetAddress address, String reason) {
            log.accept("refused " + address.getHostAddress() + ": " + reason);
        }
    }
}
