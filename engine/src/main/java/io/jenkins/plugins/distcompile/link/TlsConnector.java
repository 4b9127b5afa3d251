package io.jenkins.plugins.distcompile.link;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * The client's way to a helper's port. Any certificate is taken, and then the pool key is proven over its fingerprint:
 * that is what authenticates the helper. A man in the middle has to end the client's TLS with a certificate of his own
 * (he lacks the helper's private key). The client's proof and the one it expects then cover his fingerprint, the
 * helper's cover the helper's: neither side accepts what he passes on, and without the key he can make no other.
 * The same holds the other way round, when a helper calls a client. Stateless; blocks the calling thread up to the time-out.
 */
public final class TlsConnector {
    private TlsConnector() {}

    /** Goes as far as a handshake goes without a peer, so that the first one finds everything set up. */
    public static void rehearse() {
        SSLEngine engine = TlsIdentity.trustingContext().createSSLEngine();
        engine.setUseClientMode(true);
        try {
            engine.beginHandshake();
            engine.wrap(
                    ByteBuffer.allocate(0),
                    ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
        } catch (SSLException e) {
            throw new IllegalStateException("TLS cannot begin a handshake", e);
        }
    }

    /**
     * @param name this side's name
     * @param timeout for everything from resolving the host name to the helper's welcome, but the resolver's own time
     * @throws IOException "HOST:PORT: reason"; a {@link HandshakeException} is its cause when the peer is not to be
     *     trusted
     */
    public static Opening connect(String host, int port, PoolKey key, String name, Duration timeout)
            throws IOException {
        return connect(host, port, key, name, timeout, LinkSettings.DEFAULT);
    }

    /** The helper's way to the port of a client who asked to be called; otherwise as {@link #connect}. */
    public static Opening callClient(String host, int port, PoolKey key, String name, Duration timeout)
            throws IOException {
        return connect(host, port, key, name, timeout, LinkSettings.DEFAULT, Handshake::asCallingHelper);
    }

    /** As {@link #connect(String, int, PoolKey, String, Duration)}, with bounds for the link. */
    public static Opening connect(
            String host, int port, PoolKey key, String name, Duration timeout, LinkSettings settings)
            throws IOException {
        return connect(host, port, key, name, timeout, settings, Handshake::asClient);
    }

    private static Opening connect(
            String host,
            int port,
            PoolKey key,
            String name,
            Duration timeout,
            LinkSettings settings,
            TlsServer.Prover prover)
            throws IOException {
        long start = System.nanoTime();
        try {
            return connect(host, port, key, name, timeout, settings, prover, true);
        } catch (IOException e) {
            Duration left = timeout.minusNanos(System.nanoTime() - start);
            if (e.getCause() instanceof SSLException && !left.isNegative() && !left.isZero()) {
                return connect(host, port, key, name, left, settings, prover, false); // has it no X25519?
            }
            throw e;
        }
    }

    private static Opening connect(
            String host,
            int port,
            PoolKey key,
            String name,
            Duration timeout,
            LinkSettings settings,
            TlsServer.Prover prover,
            boolean oneShare)
            throws IOException {
        String place = host + ":" + port;
        SocketChannel plain = SocketChannel.open();
        AtomicBoolean late = new AtomicBoolean(); // known before what waits for the socket is woken by its end
        Future<?> alarm = LinkTimer.after(timeout, () -> {
            late.set(true);
            Transport.closeQuietly(plain);
        });
        boolean done = false;
        try {
            InetSocketAddress address = new InetSocketAddress(host, port);
            if (address.isUnresolved()) {
                throw new IOException("unknown host");
            }
            plain.socket().connect(address, (int) Math.min(Integer.MAX_VALUE, Math.max(1, timeout.toMillis())));
            plain.setOption(StandardSocketOptions.TCP_NODELAY, true);
            plain.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            TlsChannel.Scratch scratch = new TlsChannel.Scratch();
            TlsChannel tls = new TlsChannel(plain, TlsIdentity.trustingContext(), oneShare);
            TlsStreams streams = new TlsStreams(tls, scratch);
            Handshake.Peer peer;
            try (HandshakeTurns.Turn turn = HandshakeTurns.take()) {
                tls.handshake(scratch);
                byte[] binding =
                        TlsIdentity.fingerprint(tls.engine().getSession().getPeerCertificates()[0]);
                peer = prover.prove(streams.transport(), name, key, binding, timeout);
            }
            done = alarm.cancel(false);
            if (!done) {
                throw new IOException("too late");
            }
            return ChannelLink.open(peer.name() + " (" + place + ")", tls, streams.left(), settings);
        } catch (IOException | GeneralSecurityException e) {
            String reason = late.get() ? "no answer within " + timeout.toMillis() + " ms" : e.getMessage();
            throw new IOException(place + ": " + reason, e);
        } finally {
            alarm.cancel(false);
            if (!done) {
                Transport.closeQuietly(plain);
            }
        }
    }
}
