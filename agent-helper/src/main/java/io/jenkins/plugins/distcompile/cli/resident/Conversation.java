package io.jenkins.plugins.distcompile.cli.resident;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * One connection to a resident client, seen from either side: frames of a letter, a length of four bytes and a payload. Any
 * thread may send; one at a time may receive.
 */
final class Conversation implements AutoCloseable {
    private static final int HEADER = 5;
    /** Arguments and environment of a process: Linux lets them have 6 MiB at most (execve(2)). */
    private static final int LONGEST = 8 << 20;

    private final SocketChannel channel;

    Conversation(SocketChannel channel) {
        this.channel = channel;
    }

    /** @throws IOException if nobody listens there */
    static Conversation with(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return new Conversation(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Waits for the next frame; null when the other side has closed. */
    Frame receive() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        if (!fill(header)) {
            return null;
        }
        char kind = (char) header.get();
        int length = header.getInt();
        if (length < 0 || length > LONGEST) {
            throw new IOException("a frame of " + length + " bytes");
        }
        ByteBuffer payload = ByteBuffer.allocate(length);
        if (length > 0 && !fill(payload)) {
            throw new EOFException("ended within a frame");
        }
        return new Frame(kind, payload.array());
    }

    /** False at the channel's end, if that comes before the first byte. */
    private boolean fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                if (buffer.position() == 0) {
                    return false;
                }
                throw new EOFException("ended within a frame");
            }
        }
        buffer.flip();
        return true;
    }

    void send(char kind, String text) throws IOException {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        send(kind, payload, 0, payload.length);
    }

    private synchronized void send(char kind, byte[] payload, int from, int length) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(HEADER + length);
        frame.put((byte) kind).putInt(length).put(payload, from, length).flip();
        while (frame.hasRemaining()) {
            channel.write(frame);
        }
    }

    /** What is written there goes out as frames of this kind. Whoever has hung up need not be told: see {@link Served}. */
    OutputStream stream(char kind) {
        return new OutputStream() {
            @Override
            public void write(int single) throws IOException {
                write(new byte[] {(byte) single}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                send(kind, bytes, from, length);
            }
        };
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
