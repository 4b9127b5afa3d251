package io.jenkins.plugins.distcompile.link;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLParameters;

/**
 * TLS 1.3 over a channel, on the client's side of the handshake. A read and a write may be under way at the same time, on two
 * threads; two of the same kind may not. Works on blocking and non-blocking channels.
 */
final class TlsChannel {
    /** Room for a record, whatever its padding, and for one that follows it. */
    static final int RECORD_ROOM = 34 << 10;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final SSLEngine engine;
    /** Ciphertext that has come and is no whole record yet. */
    private ByteBuffer unread = NOTHING;
    /** It may be one: nothing was unsealed because the handshake has to say something first. */
    private boolean untried;
    /** Ciphertext that the socket has not taken yet. */
    private ByteBuffer unsent = NOTHING;

    /** What one read or write works with; given to one at a time, kept by none. */
    static final class Scratch {
        final ByteBuffer plain = ByteBuffer.allocate(RECORD_ROOM);
        final ByteBuffer sealed = ByteBuffer.allocate(RECORD_ROOM);
    }

    /** Takes plaintext from the buffer, all of it. */
    @FunctionalInterface
    interface Taker {
        void take(ByteBuffer plain) throws IOException;
    }

    /** @param oneShare as {@link OneKeyShare}: quicker, and not with every peer */
    TlsChannel(SocketChannel channel, SSLContext context, boolean oneShare) {
        this.channel = channel;
        this.engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        SSLParameters parameters = TlsSocket.parameters(engine.getSSLParameters(), engine.getEnabledCipherSuites());
        if (oneShare) {
            parameters.setAlgorithmConstraints(OneKeyShare.X25519);
        }
        engine.setSSLParameters(parameters);
    }

    SocketChannel channel() {
        return channel;
    }

    SSLEngine engine() {
        return engine;
    }

    /** Shakes hands, on a blocking channel. */
    void handshake(Scratch scratch) throws IOException {
        engine.beginHandshake();
        HandshakeStatus status = engine.getHandshakeStatus();
        while (status != HandshakeStatus.FINISHED && status != HandshakeStatus.NOT_HANDSHAKING) {
            if (status == HandshakeStatus.NEED_WRAP) {
                write(NOTHING, scratch);
            } else if (read(scratch, plain -> {}) < 0) {
                throw new EOFException("the peer ended the connection during the TLS handshake");
            }
            status = engine.getHandshakeStatus();
        }
    }

    /**
     * Reads once from the channel, and hands over what that completes.
     *
     * @return -1 = the peer says no more; 0 = nothing was there; else something was
     */
    int read(Scratch scratch, Taker taker) throws IOException {
        ByteBuffer sealed = scratch.sealed.clear();
        sealed.put(unread);
        unread = NOTHING;
        int count = untried ? sealed.position() : channel.read(sealed);
        untried = false;
        sealed.flip();
        boolean ended = open(sealed, scratch.plain, taker);
        if (sealed.hasRemaining() && !ended) {
            unread = joined(NOTHING, sealed);
        }
        return ended || count < 0 ? -1 : count;
    }

    /** @return whether the peer has said that nothing follows */
    private boolean open(ByteBuffer sealed, ByteBuffer plain, Taker taker) throws IOException {
        while (sealed.hasRemaining()) {
            plain.clear();
            SSLEngineResult result = engine.unwrap(sealed, plain);
            runTasks(result);
            if (plain.flip().hasRemaining()) {
                taker.take(plain);
            }
            if (result.getStatus() == Status.CLOSED) {
                return true;
            }
            if (result.getStatus() == Status.BUFFER_UNDERFLOW) {
                return false;
            }
            if (result.getStatus() == Status.BUFFER_OVERFLOW) {
                throw new IOException("record longer than TLS allows");
            }
            if (result.bytesConsumed() == 0 && result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                untried = true;
                return false;
            }
        }
        return false;
    }

    private void runTasks(SSLEngineResult result) {
        if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
            Runnable task = engine.getDelegatedTask();
            while (task != null) {
                task.run();
                task = engine.getDelegatedTask();
            }
        }
    }

    /** Whether TLS itself has something to say, be it that keys change. */
    boolean hasToWrite() {
        return engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
    }

    /**
     * Seals {@code plain} and sends it.
     *
     * @return whether the socket has taken everything; if not, {@link #flush} sends the rest
     */
    boolean write(ByteBuffer plain, Scratch scratch) throws IOException {
        do {
            ByteBuffer sealed = scratch.sealed.clear();
            SSLEngineResult result = engine.wrap(plain, sealed);
            runTasks(result);
            sealed.flip();
            if (unsent.hasRemaining() || !send(sealed)) {
                unsent = joined(unsent, sealed);
            }
            if (result.getStatus() == Status.CLOSED) {
                break;
            }
        } while (plain.hasRemaining());
        return !unsent.hasRemaining();
    }

    private boolean send(ByteBuffer sealed) throws IOException {
        while (sealed.hasRemaining()) {
            if (channel.write(sealed) == 0) {
                return false;
            }
        }
        return true;
    }

    /** Sends what the socket has not taken before. @return whether nothing is left of it */
    boolean flush() throws IOException {
        while (unsent.hasRemaining()) {
            if (channel.write(unsent) == 0) {
                return false;
            }
        }
        unsent = NOTHING;
        return true;
    }

    /** Bytes that {@link #flush} has still to send. */
    int unsent() {
        return unsent.remaining();
    }

    /** Tells the peer that nothing follows. @return as {@link #write} */
    boolean finish(Scratch scratch) throws IOException {
        engine.closeOutbound();
        return engine.isOutboundDone() || write(NOTHING, scratch);
    }

    static ByteBuffer joined(ByteBuffer first, ByteBuffer second) {
        return ByteBuffer.allocate(first.remaining() + second.remaining())
                .put(first)
                .put(second)
                .flip();
    }
}
