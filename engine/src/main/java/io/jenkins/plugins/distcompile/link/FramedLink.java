package io.jenkins.plugins.distcompile.link;

import io.jenkins.plugins.distcompile.protocol.Attachment;
import io.jenkins.plugins.distcompile.protocol.Message;
import io.jenkins.plugins.distcompile.protocol.MessageCodec;
import io.jenkins.plugins.distcompile.protocol.ProtocolException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * What links over any kind of connection have in common: what frames mean, the order of the receiver's calls, and the stages
 * of closing. How bytes come and go is the matter of those below.
 *
 * <p>Locks: {@code delivery} orders the receiver's calls; {@code this} guards the stages of closing; the outbox has its
 * own. None is held while another is taken, nor during input, output or a call of the receiver.
 */
abstract class FramedLink implements Link {
    private static final Duration LINGER = Duration.ofSeconds(1);
    /** After so much of {@link #LINGER}, attachments give way to the goodbye. */
    private static final Duration LINGER_ATTACHMENTS = Duration.ofMillis(800);

    private static final byte[] EMPTY = {};

    final Outbox outbox;
    private final String peer;
    private final LinkSettings settings;
    private final Reassembly reassembly;
    private final RateMeter sent = new RateMeter();
    private final RateMeter arrived = new RateMeter();
    private final Object delivery = new Object();
    private Receiver receiver; // set once before the first byte is read
    private boolean delivering; // guarded by delivery: the receiver is at work
    private String endTold; // guarded by delivery; null = the receiver has not been told of the end
    private volatile boolean closing; // written under this
    private String closeReason; // guarded by this; null = not closing
    private volatile long writeSince; // nanoTime since when a write makes no progress; 0 = none is under way
    private volatile long lastSentNanos = System.nanoTime();
    private Future<?> stallWatch; // set once before the first byte is read

    FramedLink(String peer, LinkSettings settings) {
        this.peer = peer;
        this.settings = settings;
        this.outbox = new Outbox(settings.queuedMessages());
        this.reassembly = new Reassembly(settings);
    }

    /** To be called once, before anything is read. */
    final void begin(Function<Link, Receiver> factory) {
        receiver = factory.apply(this);
        stallWatch = LinkTimer.every(settings.writeStall().dividedBy(4), this::checkStall);
    }

    /** Something has been put into the outbox. On any thread, perhaps under its caller's locks; must not block. */
    abstract void queued();

    /** Ends the connection in both directions, now; idempotent, never blocks. */
    abstract void cut();

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
            put(Outbox.Frame.of(Frames.MESSAGE, 0, encoded));
            return () -> {};
        }
        Sending sending = outbox.offer(encoded, List.copyOf(files));
        if (sending == null) {
            overflow();
            return () -> {};
        }
        queued();
        return () -> {
            sending.abort();
            queued();
        };
    }

    private void put(Outbox.Frame frame) {
        if (outbox.offer(frame)) {
            queued();
        } else {
            overflow();
        }
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
        queued();
        LinkTimer.after(LINGER_ATTACHMENTS, () -> {
            outbox.dropAttachments();
            queued();
        });
        LinkTimer.after(LINGER, () -> end(reason));
    }

    private void overflow() {
        // The queue is full because the peer does not read: no use in queueing a goodbye behind it.
        endSoon("more than " + settings.queuedMessages() + " messages wait to be sent to " + peer);
    }

    /** As {@link #end}, for a sender's thread, which may hold locks that the receiver wants. */
    final void endSoon(String reason) {
        LinkTimer.after(Duration.ZERO, () -> end(reason));
    }

    private void checkStall() {
        long since = writeSince;
        if (since != 0 && System.nanoTime() - since > settings.writeStall().toNanos()) {
            end(peer + " has read nothing for " + settings.writeStall().toMillis() + " ms");
        }
    }

    /** Ends everything now; the first call's reason counts, but a reason given to {@link #close} comes before it. */
    final void end(String reason) {
        String told;
        synchronized (this) {
            told = closing ? closeReason : reason;
            closeReason = told;
            closing = true;
        }
        outbox.end();
        cut();
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

    // ---- writing

    /** A write is under way that has made no progress since then, by {@link System#nanoTime}; 0 = none is. */
    final void writingSince(long nanos) {
        writeSince = nanos == 0 ? 0 : nanos | 1;
    }

    /** A message has left as a whole. */
    final void sentWhole(long nanos) {
        lastSentNanos = nanos;
    }

    /** Length of a frame's payload on the wire. */
    static int payload(Outbox.Frame frame) {
        return frame.length() + (frame.kind() == Frames.CHUNK ? Frames.CHUNK_HEADER : 8);
    }

    /** A frame is about to be written. */
    final void measure(Outbox.Frame frame) {
        if (frame.kind() == Frames.CHUNK) {
            sent.moved(frame.length());
        } else if (frame.measured() && frame.kind() == Frames.MESSAGE) {
            sent.begin(System.nanoTime());
        } else if (frame.measured()) {
            sent.end(System.nanoTime());
        }
    }

    // ---- reading, one thread at a time

    /** Whether such a frame may come after the handshake. */
    static void checkKind(int kind) throws ProtocolException {
        if (kind > Frames.RECEIVED) {
            throw new ProtocolException("frame of kind " + kind + " after the handshake");
        }
    }

    /**
     * Takes in a frame whose length has been checked.
     *
     * @return null, or why nothing more is to be read
     */
    final String frame(int kind, byte[] data, int offset, int length) throws ProtocolException {
        ByteBuffer payload = ByteBuffer.wrap(data, offset, length);
        long number = payload.getLong();
        switch (kind) {
            case Frames.MESSAGE -> {
                Message message = MessageCodec.decode(data, offset + 8, length - 8);
                if (message instanceof Message.Goodbye goodbye) {
                    tell(() -> receiver.farewell(goodbye.reason()));
                    return peer + " said goodbye: " + goodbye.reason();
                }
                if (number != 0) {
                    arrived.begin(System.nanoTime());
                }
                deliver(number, reassembly.message(number, message));
            }
            case Frames.CHUNK -> {
                int index = Short.toUnsignedInt(payload.getShort());
                int size = payload.remaining();
                arrived.moved(size);
                deliver(number, reassembly.chunk(number, index, data, payload.position(), size));
            }
            case Frames.ABORT -> {
                reassembly.abort(number);
                arrived.end(System.nanoTime());
            }
            case Frames.RECEIVED -> sent.end(System.nanoTime());
            default -> throw new IllegalArgumentException("frame of kind " + kind);
        }
        return null;
    }

    /** Why a link ends whose receiver or reader has failed. */
    final String failure(Exception e) {
        if (e instanceof ProtocolException) {
            return peer + " broke the protocol: " + e.getMessage();
        }
        if (e instanceof EOFException) {
            return peer + " broke off in the middle of a frame";
        }
        if (e instanceof IOException) {
            return "cannot read from " + peer + ": " + e.getMessage();
        }
        System.getLogger(FramedLink.class.getName()).log(System.Logger.Level.WARNING, "receiver failed", e);
        return "receiver failed: " + e;
    }

    private void deliver(long number, Reassembly.Whole whole) {
        if (whole == null) {
            return;
        }
        if (number != 0) {
            arrived.end(System.nanoTime());
            if (Frames.isAcknowledged(whole.files())) {
                put(Outbox.Frame.of(Frames.RECEIVED, number, EMPTY));
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
