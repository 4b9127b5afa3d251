package io.jenkins.plugins.distcompile.link;

import io.jenkins.plugins.distcompile.protocol.Attachment;
import io.jenkins.plugins.distcompile.protocol.Message;
import io.jenkins.plugins.distcompile.protocol.MessageCodec;
import io.jenkins.plugins.distcompile.protocol.ProtocolException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * A link over a pair of byte streams: standard streams of a process, or a TLS socket. Two daemon threads a link: the
 * reader takes frames and calls the receiver, and never writes; the writer drains the {@link Outbox}.
 *
 * <p>Locks: {@code delivery} orders the receiver's calls; {@code this} guards the stages of closing; the outbox has its
 * own. None is held while another is taken, nor during input, output or a call of the receiver.
 */
public final class StreamLink implements Link {
    private static final Duration LINGER = Duration.ofSeconds(1);
    /** After so much of {@link #LINGER}, attachments give way to the goodbye. */
    private static final Duration LINGER_ATTACHMENTS = Duration.ofMillis(800);

    /** Of every link, of which there may be hundreds: what a record of TLS holds, and a whole chunk with its headers. */
    private static final int READ_BUFFER = 16 << 10;

    private static final int WRITE_BUFFER = Outbox.CHUNK_BYTES + 64;
    private static final byte[] EMPTY = {};

    private final String peer;
    private final Transport transport;
    private final LinkSettings settings;
    private final Outbox outbox;
    private final Reassembly reassembly;
    private final RateMeter sent = new RateMeter();
    private final RateMeter arrived = new RateMeter();
    private final Object delivery = new Object();
    private Receiver receiver; // set once before the threads start
    private boolean delivering; // guarded by delivery: the receiver is at work
    private String endTold; // guarded by delivery; null = the receiver has not been told of the end
    private volatile boolean closing; // written under this
    private String closeReason; // guarded by this; null = not closing
    private volatile long writeSince; // nanoTime of the write under way; 0 = none
    private volatile long lastSentNanos = System.nanoTime();
    private Future<?> stallWatch; // set once before the threads start

    private StreamLink(String peer, Transport transport, LinkSettings settings) {
        this.peer = peer;
        this.transport = transport;
        this.settings = settings;
        this.outbox = new Outbox(settings.queuedMessages());
        this.reassembly = new Reassembly(settings);
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
        receiver = factory.apply(this);
        Duration interval = settings.writeStall().dividedBy(4);
        stallWatch = LinkTimer.every(interval, this::checkStall);
        thread("link-writer " + peer, this::write).start();
        thread("link-reader " + peer, this::read).start();
        return this;
    }

    private static Thread thread(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public String peer() {
        return peer;
    }

    @Override
    public Sending send(Message message, List<byte[]> files) {
        checkLengths(message, files);
        if (message instanceof Message.Goodbye goodbye) {
            close(goodbye.reason());
            return () -> {};
        }
        byte[] encoded = MessageCodec.encode(message);
        if (files.isEmpty()) {
            if (!outbox.offer(Outbox.Frame.of(Frames.MESSAGE, 0, encoded))) {
                overflow();
            }
            return () -> {};
        }
        Sending sending = outbox.offer(encoded, List.copyOf(files));
        if (sending == null) {
            overflow();
            return () -> {};
        }
        return sending;
    }

    static void checkLengths(Message message, List<byte[]> files) {
        List<Attachment> declared = Reassembly.declared(message);
        if (declared.size() != files.size()) {
            throw new IllegalArgumentException(declared.size() + " attachments declared, " + files.size() + " given");
        }
        for (int i = 0; i < files.size(); i++) {
            if (declared.get(i).wireBytes() != files.get(i).length) {
                throw new IllegalArgumentException("attachment " + i + " declared with "
                        + declared.get(i).wireBytes() + " bytes, given with " + files.get(i).length);
            }
        }
    }

    @Override
    public long bitsPerSecond() {
        long out = sent.bitsPerSecond();
        long in = arrived.bitsPerSecond();
        // A path is as good as its worse direction that has been seen.
        return out == 0 || in == 0 ? Math.max(out, in) : Math.min(out, in);
    }

    @Override
    public long lastSentNanos() {
        return lastSentNanos;
    }

    @Override
    public void close(String reason) {
        synchronized (this) {
            if (closing) {
                return;
            }
            closeReason = reason;
            closing = true;
        }
        outbox.finishWith(Outbox.Frame.of(Frames.MESSAGE, 0, MessageCodec.encode(new Message.Goodbye(reason))));
        LinkTimer.after(LINGER_ATTACHMENTS, outbox::dropAttachments);
        LinkTimer.after(LINGER, () -> end(reason));
    }

    private void overflow() {
        // The queue is full because the peer does not read: no use in queueing a goodbye behind it. Not on this
        // thread: the sender may hold locks that the receiver wants.
        String reason = "more than " + settings.queuedMessages() + " messages wait to be sent to " + peer;
        LinkTimer.after(Duration.ZERO, () -> end(reason));
    }

    private void checkStall() {
        long since = writeSince;
        if (since != 0 && System.nanoTime() - since > settings.writeStall().toNanos()) {
            end(peer + " has read nothing for " + settings.writeStall().toMillis() + " ms");
        }
    }

    /** Ends everything now; the first call's reason counts, but a reason given to {@link #close} comes before it. */
    private void end(String reason) {
        String told;
        synchronized (this) {
            told = closing ? closeReason : reason;
            closeReason = told;
            closing = true;
        }
        outbox.end();
        transport.cut().run();
        stallWatch.cancel(false);
        synchronized (delivery) {
            if (endTold != null) {
                return;
            }
            endTold = told;
            if (delivering) {
                return; // the reader tells it when the receiver is back
            }
        }
        receiver.closed(told);
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
                    writeSince = System.nanoTime() | 1;
                    write(out, frame);
                    whole |= frame.last();
                    frame = outbox.poll();
                }
                writeSince = System.nanoTime() | 1;
                out.flush();
                if (whole) {
                    lastSentNanos = writeSince;
                }
                writeSince = 0;
            } while (outbox.await());
            transport.finish().close();
        } catch (IOException e) {
            end("cannot write to " + peer + ": " + e.getMessage());
        } catch (InterruptedException e) {
            end("link to " + peer + " interrupted");
        } finally {
            writeSince = 0;
        }
    }

    private void write(DataOutputStream out, Outbox.Frame frame) throws IOException {
        boolean chunk = frame.kind() == Frames.CHUNK;
        Frames.writeHeader(out, frame.kind(), frame.length() + (chunk ? Frames.CHUNK_HEADER : 8));
        out.writeLong(frame.number());
        if (chunk) {
            out.writeShort(frame.index());
            sent.moved(frame.length());
        } else if (frame.measured() && frame.kind() == Frames.MESSAGE) {
            sent.begin(System.nanoTime());
        } else if (frame.measured()) {
            sent.end(System.nanoTime());
        }
        out.write(frame.data(), frame.offset(), frame.length());
    }

    // ---- reader thread

    private void read() {
        String reason;
        try {
            DataInputStream in = new DataInputStream(new BufferedInputStream(transport.in(), READ_BUFFER));
            reason = readFrames(in);
        } catch (ProtocolException e) {
            reason = peer + " broke the protocol: " + e.getMessage();
        } catch (EOFException e) {
            reason = peer + " broke off in the middle of a frame";
        } catch (IOException e) {
            reason = "cannot read from " + peer + ": " + e.getMessage();
        } catch (RuntimeException e) {
            System.getLogger(StreamLink.class.getName()).log(System.Logger.Level.WARNING, "receiver failed", e);
            reason = "receiver failed: " + e;
        }
        end(reason);
    }

    private String readFrames(DataInputStream in) throws IOException {
        byte[] chunk = EMPTY; // grows with what arrives
        while (true) {
            long header = Frames.readHeader(in);
            if (header < 0) {
                return peer + " closed the connection";
            }
            int kind = (int) (header >>> 32);
            int length = (int) header;
            switch (kind) {
                case Frames.MESSAGE -> {
                    byte[] payload = Frames.readPayload(in, length);
                    Message message = MessageCodec.decode(payload, 8, length - 8);
                    if (message instanceof Message.Goodbye goodbye) {
                        tell(() -> receiver.farewell(goodbye.reason()));
                        return peer + " said goodbye: " + goodbye.reason();
                    }
                    long number = ByteBuffer.wrap(payload).getLong();
                    if (number != 0) {
                        arrived.begin(System.nanoTime());
                    }
                    deliver(number, reassembly.message(number, message));
                }
                case Frames.CHUNK -> {
                    long number = in.readLong();
                    int index = in.readUnsignedShort();
                    int size = length - Frames.CHUNK_HEADER;
                    if (chunk.length < size) {
                        chunk = new byte[size];
                    }
                    in.readFully(chunk, 0, size);
                    arrived.moved(size);
                    deliver(number, reassembly.chunk(number, index, chunk, size));
                }
                case Frames.ABORT -> {
                    reassembly.abort(in.readLong());
                    arrived.end(System.nanoTime());
                }
                case Frames.RECEIVED -> {
                    in.readLong();
                    sent.end(System.nanoTime());
                }
                default -> throw new ProtocolException("frame of kind " + kind + " after the handshake");
            }
        }
    }

    private void deliver(long number, Reassembly.Whole whole) {
        if (whole == null) {
            return;
        }
        if (number != 0) {
            arrived.end(System.nanoTime());
            if (Frames.isAcknowledged(whole.files())
                    && !outbox.offer(Outbox.Frame.of(Frames.RECEIVED, number, EMPTY))) {
                overflow();
            }
        }
        if (!closing) {
            tell(() -> receiver.received(whole.message(), whole.files()));
        }
    }

    /** Tells the receiver something, unless it has been told of the end; an end that comes meanwhile is told after it. */
    private void tell(Runnable news) {
        synchronized (delivery) {
            if (endTold != null) {
                return;
            }
            delivering = true;
        }
        try {
            news.run();
        } finally {
            String told;
            synchronized (delivery) {
                delivering = false;
                told = endTold;
            }
            if (told != null) {
                receiver.closed(told);
            }
        }
    }
}
