package io.jenkins.plugins.distcompile.link;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.function.Function;

/**
 * A link over a pair of byte streams: standard streams of a process, or a TLS socket. Two daemon threads a link: the
 * reader takes frames and calls the receiver, and never writes; the writer drains the {@link Outbox}.
 */
public final class StreamLink extends FramedLink {
    /** Of every link, of which there may be hundreds: what a record of TLS holds, and a whole chunk with its headers. */
    private static final int READ_BUFFER = 16 << 10;

    private static final int WRITE_BUFFER = Outbox.CHUNK_BYTES + 64;

    private final Transport transport;

    private StreamLink(String peer, Transport transport, LinkSettings settings) {
        super(peer, settings);
        this.transport = transport;
    }

    /**
     * Wraps streams whose peer has been proven (see {@link Handshake}), or needs no proof.
     *
     * @param peer name and place of the peer, for logs
     */
    public static Opening open(String peer, Transport transport, LinkSettings settings) {
        StreamLink link = new StreamLink(peer, transport, settings);
        return new OneStart(peer, link::start, transport.cut());
    }

    private Link start(Function<Link, Receiver> factory) {
        begin(factory);
        thread("link-writer " + peer(), this::write).start();
        thread("link-reader " + peer(), this::read).start();
        return this;
    }

    private static Thread thread(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    void queued() {
        // The writer waits at the outbox, which wakes it.
    }

    @Override
    void cut() {
        transport.cut().run();
    }

    // ---- writer thread

    private void write() {
        BufferedOutputStream buffer = new BufferedOutputStream(transport.out(), WRITE_BUFFER);
        DataOutputStream out = new DataOutputStream(buffer);
        try {
            do {
                boolean whole = false;
                Outbox.Frame frame = outbox.poll();
                while (frame != null) {
                    writingSince(System.nanoTime());
                    write(out, frame);
                    whole |= frame.last();
                    frame = outbox.poll();
                }
                long now = System.nanoTime();
                writingSince(now);
                out.flush();
                if (whole) {
                    sentWhole(now);
                }
                writingSince(0);
            } while (outbox.await());
            transport.finish().close();
        } catch (IOException e) {
            end("cannot write to " + peer() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            end("link to " + peer() + " interrupted");
        } finally {
            writingSince(0);
        }
    }

    private void write(DataOutputStream out, Outbox.Frame frame) throws IOException {
        Frames.writeHeader(out, frame.kind(), payload(frame));
        out.writeLong(frame.number());
        if (frame.kind() == Frames.CHUNK) {
            out.writeShort(frame.index());
        }
        measure(frame);
        out.write(frame.data(), frame.offset(), frame.length());
    }

    // ---- reader thread

    private void read() {
        String reason;
        try {
            DataInputStream in = new DataInputStream(new BufferedInputStream(transport.in(), READ_BUFFER));
            reason = readFrames(in);
        } catch (IOException | RuntimeException e) {
            reason = failure(e);
        }
        end(reason);
    }

    private String readFrames(DataInputStream in) throws IOException {
        byte[] small = new byte[8]; // of everything but messages; grows with what arrives
        String reason = null;
        while (reason == null) {
            long header = Frames.readHeader(in);
            if (header < 0) {
                return peer() + " closed the connection";
            }
            int kind = (int) (header >>> 32);
            int length = (int) header;
            checkKind(kind);
            byte[] payload;
            if (kind == Frames.MESSAGE) {
                payload = Frames.readPayload(in, length);
            } else {
                if (small.length < length) {
                    small = new byte[length];
                }
                in.readFully(small, 0, length);
                payload = small;
            }
            reason = frame(kind, payload, 0, length);
        }
        return reason;
    }
}
