package io.jenkins.plugins.distcompile.cli.control;

import io.jenkins.plugins.distcompile.link.Handshake;
import io.jenkins.plugins.distcompile.link.PoolKey;
import io.jenkins.plugins.distcompile.link.Transport;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * The dispatcher's loopback port, where each {@code attach} brings the streams of one helper. Whoever connects proves
 * the build's key first; at most {@value #MAX_UNPROVEN} may be about it, then the oldest gives way to the next.
 */
public final class AttachDoor implements AutoCloseable {
    static final int MAX_UNPROVEN = 32;
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    /** Takes who has proven the key; on a thread of the door, which may block for some seconds. */
    public interface Taker {
        void attached(Attachment attachment, Transport streams);
    }

    private final ServerSocket server;
    private final PoolKey key;
    private final Taker taker;
    private final Consumer<String> log;
    private final ExecutorService proofs;
    private final Deque<Socket> unproven = new ArrayDeque<>(); // guarded by itself; oldest first

    private AttachDoor(ServerSocket server, PoolKey key, Taker taker, Consumer<String> log) {
        this.server = server;
        this.key = key;
        this.taker = taker;
        this.log = log;
        // As many threads as there are unproven connections, and those whose helper is being greeted.
        this.proofs = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "control-proof");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Opens a free port of the loopback and lets attaches in from then on.
     *
     * @param log told why somebody was turned away
     */
    public static AttachDoor open(PoolKey key, Taker taker, Consumer<String> log) throws IOException {
        ServerSocket server = new ServerSocket();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        AttachDoor door = new AttachDoor(server, key, taker, log);
        Thread thread = new Thread(door::accept, "control-door " + door.port());
        thread.setDaemon(true);
        thread.start();
        return door;
    }

    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            Socket socket;
            try {
                socket = server.accept();
            } catch (IOException e) {
                if (!server.isClosed()) {
                    log.accept("cannot let anybody in any more: " + e.getMessage());
                }
                return;
            }
            synchronized (unproven) {
                if (unproven.size() >= MAX_UNPROVEN) {
                    LoopbackStreams.closeQuietly(unproven.pop());
                }
                unproven.add(socket);
            }
            try {
                proofs.execute(() -> prove(socket));
            } catch (RejectedExecutionException e) {
                LoopbackStreams.closeQuietly(socket);
            }
        }
    }

    private void prove(Socket socket) {
        try {
            socket.setSoTimeout((int) DEADLINE.toMillis());
            Transport streams = LoopbackStreams.of(socket);
            Handshake.asHelper(streams, "dispatcher", key, new byte[0], DEADLINE);
            Attachment attachment = Attachment.read(streams.in());
            if (!forget(socket)) {
                return; // gave way meanwhile
            }
            socket.setSoTimeout(0);
            taker.attached(attachment, streams);
        } catch (IOException e) {
            LoopbackStreams.closeQuietly(socket);
            // Who hangs up only wanted to know whether anybody is here.
            if (forget(socket) && !server.isClosed() && !(e.getCause() instanceof EOFException)) {
                log.accept("refused an attach: " + e.getMessage());
            }
        }
    }

    private boolean forget(Socket socket) {
        synchronized (unproven) {
            return unproven.remove(socket);
        }
    }

    /** Lets nobody in any more; links that are up stay. */
    @Override
    public void close() {
        LoopbackStreams.closeQuietly(server);
        proofs.shutdown();
        synchronized (unproven) {
            unproven.forEach(LoopbackStreams::closeQuietly);
            unproven.clear();
        }
    }
}
