package io.jenkins.plugins.distcompile.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The port of a helper, or of a client that helpers call back. One thread accepts; handshakes run on at most 32 more, each under one deadline for TLS and the
 * key's proof together. When 32 connections are unproven, the oldest gives way to the next: a real client needs
 * milliseconds, so connections that say nothing cannot keep it out.
 */
public final class TlsServer implements AutoCloseable {
    static final int MAX_UNPROVEN = 32;
    private static final String TOO_MANY = "too many connections at once";
    /** Accepting may fail for as long as the process has no file descriptor left. */
    private static final long ACCEPT_PAUSE_NANOS = 100_000_000;

    private final ServerSocket server;
    private final TlsIdentity identity;
    private final PoolKey key;
    private final String name;
    private final Prover prover;
    private final Acceptor acceptor;
    private final Duration deadline;
    private final LinkSettings settings;
    private final ThreadPoolExecutor handshakes;
    private final Map<Socket, Runnable> unproven = new LinkedHashMap<>(); // guarded by itself; oldest first
    private volatile boolean closed;

    /** Takes what comes to the port. Called on handshake threads, several at once; must not block for long. */
    public interface Acceptor {
        /** A peer that has proven the key. Start it or close it. */
        void accepted(Opening opening);

        /** The same, with the name that the peer has proven and where it is. */
        default void accepted(Opening opening, String name, InetAddress address) {
            accepted(opening);
        }

        /** A connection was turned away; for the log, e.g. {@code /192.0.2.7} and {@code wrong key}. */
        void refused(InetAddress address, String reason);
    }

    /** This side's part of the {@link Handshake}. */
    @FunctionalInterface
    interface Prover {
        Handshake.Peer prove(Transport transport, String name, Credential credential, byte[] binding, Duration deadline)
                throws HandshakeException;
    }

    private TlsServer(
            ServerSocket server,
            TlsIdentity identity,
            PoolKey key,
            String name,
            Prover prover,
            Acceptor acceptor,
            Duration deadline,
            LinkSettings settings) {
        this.server = server;
        this.identity = identity;
        this.key = key;
        this.name = name;
        this.prover = prover;
        this.acceptor = acceptor;
        this.deadline = deadline;
        this.settings = settings;
        this.handshakes = new ThreadPoolExecutor(
                MAX_UNPROVEN, MAX_UNPROVEN, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "link-handshake");
                    thread.setDaemon(true);
                    return thread;
                });
        handshakes.allowCoreThreadTimeOut(true);
    }

    /**
     * Opens the port and accepts from then on.
     *
     * @param address port 0 = any free one, see {@link #port()}
     * @param stateDir holds the certificate; made when missing
     * @param name the helper's name
     * @throws IOException when the address cannot be bound or no certificate be made; the message names which
     */
    public static TlsServer listen(
            InetSocketAddress address, Path stateDir, PoolKey key, String name, Acceptor acceptor) throws IOException {
        return listen(address, stateDir, key, name, acceptor, Handshake.DEADLINE, LinkSettings.DEFAULT);
    }

    /** As the other, but as a client whom helpers call by {@link TlsConnector#callClient}. */
    public static TlsServer listenAsClient(
            InetSocketAddress address, Path stateDir, PoolKey key, String name, Acceptor acceptor) throws IOException {
        return listen(
                address,
                stateDir,
                key,
                name,
                Handshake::asCalledClient,
                acceptor,
                Handshake.DEADLINE,
                LinkSettings.DEFAULT);
    }

    /** As the other, with the deadline of each handshake and the bounds of its links. */
    public static TlsServer listen(
            InetSocketAddress address,
            Path stateDir,
            PoolKey key,
            String name,
            Acceptor acceptor,
            Duration deadline,
            LinkSettings settings)
            throws IOException {
        return listen(address, stateDir, key, name, Handshake::asHelper, acceptor, deadline, settings);
    }

    private static TlsServer listen(
            InetSocketAddress address,
            Path stateDir,
            PoolKey key,
            String name,
            Prover prover,
            Acceptor acceptor,
            Duration deadline,
            LinkSettings settings)
            throws IOException {
        TlsIdentity identity = TlsIdentity.in(stateDir, 365);
        ServerSocket server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(address);
        } catch (IOException e) {
            Transport.closeQuietly(server);
            throw new IOException(address + ": cannot listen there: " + e.getMessage(), e);
        }
        TlsServer tls = new TlsServer(server, identity, key, name, prover, acceptor, deadline, settings);
        Thread thread = new Thread(tls::accept, "link-accept " + tls.port());
        thread.setDaemon(true);
        thread.start();
        return tls;
    }

    /** The port that is listened on. */
    public int port() {
        return server.getLocalPort();
    }

    /** Stops accepting and drops connections that have proven nothing; links stay. */
    @Override
    public void close() {
        closed = true;
        Transport.closeQuietly(server);
        handshakes.shutdown();
        synchronized (unproven) {
            unproven.keySet().forEach(Transport::closeQuietly);
            unproven.clear();
        }
    }

    private void accept() {
        while (!closed) {
            Socket socket;
            try {
                socket = server.accept();
            } catch (IOException e) {
                if (!closed && !server.isClosed()) {
                    // A connection that broke while it waited, or no file descriptor left: unproven ones go first.
                    acceptor.refused(server.getInetAddress(), "cannot accept: " + e.getMessage());
                    dropOldest();
                    LockSupport.parkNanos(ACCEPT_PAUSE_NANOS);
                    continue;
                }
                return;
            }
            admit(socket);
        }
    }

    private void admit(Socket socket) {
        Runnable proof = () -> prove(socket);
        synchronized (unproven) {
            while (unproven.size() >= MAX_UNPROVEN) {
                dropOldest();
            }
            unproven.put(socket, proof);
        }
        try {
            handshakes.execute(proof);
        } catch (RejectedExecutionException e) { // closed meanwhile
            forget(socket);
            Transport.closeQuietly(socket);
        }
    }

    /** A dropped connection's turn is given up as well, so that no more than the unproven ones ever wait for one. */
    private void dropOldest() {
        Socket dropped;
        boolean waiting;
        synchronized (unproven) {
            Iterator<Map.Entry<Socket, Runnable>> all = unproven.entrySet().iterator();
            if (!all.hasNext()) {
                return;
            }
            Map.Entry<Socket, Runnable> oldest = all.next();
            dropped = oldest.getKey();
            waiting = handshakes.remove(oldest.getValue());
            all.remove();
        }
        Transport.closeQuietly(dropped);
        if (waiting && !closed) {
            acceptor.refused(dropped.getInetAddress(), TOO_MANY);
        }
    }

    /** @return false = it had been dropped meanwhile */
    private boolean forget(Socket socket) {
        synchronized (unproven) {
            return unproven.remove(socket) != null;
        }
    }

    private void prove(Socket socket) {
        InetAddress address = socket.getInetAddress();
        SocketAddress place = socket.getRemoteSocketAddress();
        Future<?> alarm = LinkTimer.after(deadline, () -> Transport.closeQuietly(socket));
        Opening opening = null;
        Handshake.Peer peer = null;
        String reason;
        try {
            TlsSocket tls = TlsSocket.over(socket, identity.context(), false);
            tls.tls().startHandshake();
            peer = prover.prove(tls.transport(), name, key, identity.fingerprint(), deadline);
            opening = StreamLink.open(peer.name() + " (" + place + ")", tls.transport(), settings);
            reason = "closed the connection";
        } catch (HandshakeException e) {
            reason = e.getMessage();
        } catch (IOException e) {
            reason = "no TLS: " + e.getMessage();
        }
        if (!alarm.cancel(false)) {
            reason = "no proof within " + deadline.toMillis() + " ms";
        }
        boolean kept = forget(socket);
        if (opening != null && kept && !socket.isClosed()) {
            acceptor.accepted(opening, peer.name(), address);
            return;
        }
        Transport.closeQuietly(socket);
        if (!closed) {
            acceptor.refused(address, kept ? reason : TOO_MANY);
        }
    }
}
