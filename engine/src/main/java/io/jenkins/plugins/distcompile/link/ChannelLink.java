package io.jenkins.plugins.distcompile.link;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A link over TLS on a non-blocking channel, without a thread of its own: an {@link IoThread} reads and calls the receiver. A
 * message is written by whoever sends it, if it is short and the socket takes it at once; everything else by the I/O thread.
 */
final class ChannelLink extends FramedLink {
    /** Records that are written in one go, so that no link makes others wait. */
    private static final int RECORDS_A_TURN = 8;

    /** What one record of TLS holds. */
    private static final int RECORD = 16 << 10;

    private static final int LONGEST_HEADER = Frames.HEADER + Frames.CHUNK_HEADER;

    /** For as many threads as usually read or write at a time. */
    private static final ArrayBlockingQueue<TlsChannel.Scratch> SPARE = new ArrayBlockingQueue<>(4);

    private final TlsChannel tls;
    private final FrameSplitter splitter = new FrameSplitter();
    private volatile SelectionKey key; // null = not watched yet
    // I/O thread only
    private ByteBuffer left; // plaintext that came with the end of the handshake; null = has been dealt with
    private String ended; // why nothing more is read; null = goes on

    /** Above zero while somebody writes; whoever raises it above one has that one look again. */
    private final AtomicInteger writing = new AtomicInteger();
    // Of whoever writes
    private boolean waits = true; // for the I/O thread, which goes on when the socket takes more
    private Outbox.Frame frame; // begun; null = none
    private int written; // bytes of its data
    private boolean whole; // a message ends in what has been sealed
    private boolean finished; // the peer has been told that nothing follows, or cannot be told anything

    private ChannelLink(String peer, TlsChannel tls, ByteBuffer left, LinkSettings settings) {
        super(peer, settings);
        this.tls = tls;
        this.left = left;
    }

    /**
     * Wraps a channel, still blocking, whose peer has been proven.
     *
     * @param left plaintext that has come and was not part of the proof
     */
    static Opening open(String peer, TlsChannel tls, ByteBuffer left, LinkSettings settings) {
        ChannelLink link = new ChannelLink(peer, tls, left, settings);
        return new OneStart(peer, link::start, link::cut);
    }

    private Link start(Function<Link, Receiver> factory) {
        begin(factory);
        try {
            tls.channel().configureBlocking(false);
            IoThread.next().watch(tls.channel(), this::ready);
        } catch (IOException e) {
            endSoon("cannot watch the connection to " + peer() + ": " + e.getMessage());
        }
        return this;
    }

    @Override
    void cut() {
        Transport.closeQuietly(tls.channel());
        SelectionKey watched = key;
        if (watched != null) {
            watched.selector().wakeup(); // which lets go of the socket
        }
    }

    private void ready(SelectionKey watched) {
        key = watched;
        int ready = watched.readyOps();
        if (left != null || (ready & SelectionKey.OP_READ) != 0) {
            read();
        }
        if ((ready & SelectionKey.OP_WRITE) != 0) {
            write(true);
        }
    }

    // ---- reading, on the I/O thread

    private void read() {
        if (ended != null) {
            return;
        }
        TlsChannel.Scratch scratch = scratch();
        try {
            if (left != null) {
                take(left);
                left = null;
            }
            int count = tls.read(scratch, this::take);
            if (tls.hasToWrite()) {
                write(true);
            }
            if (count < 0 && ended == null) {
                ended = splitter.isWithinFrame() ? failure(new EOFException()) : peer() + " closed the connection";
            }
        } catch (IOException | RuntimeException e) {
            ended = failure(e);
        } finally {
            SPARE.offer(scratch);
        }
        if (ended != null) {
            end(ended);
        }
    }

    private void take(ByteBuffer plain) throws IOException {
        if (ended == null) {
            ended = splitter.feed(
                    plain.array(), plain.arrayOffset() + plain.position(), plain.remaining(), this::frame);
        }
    }

    private static TlsChannel.Scratch scratch() {
        TlsChannel.Scratch spare = SPARE.poll();
        return spare == null ? new TlsChannel.Scratch() : spare;
    }

    // ---- writing, one thread at a time

    @Override
    void queued() {
        write(false);
    }

    /** @param io on the I/O thread; others leave it what takes more than a moment */
    private void write(boolean io) {
        if (writing.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            if (!finished && (io || !waits)) {
                try {
                    writeSome(io);
                } catch (IOException | RuntimeException e) {
                    finished = true;
                    writingSince(0);
                    endSoon("cannot write to " + peer() + ": " + e.getMessage());
                }
            }
            seen = writing.addAndGet(-seen);
        } while (seen != 0);
    }

    private void writeSome(boolean io) throws IOException {
        TlsChannel.Scratch scratch = scratch();
        try {
            int before = tls.unsent();
            boolean taken = tls.flush();
            boolean progress = tls.unsent() < before;
            for (int i = io ? RECORDS_A_TURN : 1; i > 0 && taken && !finished; i--) {
                ByteBuffer plain = scratch.plain.clear().limit(RECORD);
                fill(plain);
                plain.flip();
                if (plain.hasRemaining() || tls.hasToWrite()) {
                    taken = tls.write(plain, scratch);
                    progress = true;
                } else if (outbox.isOver()) {
                    finished = true;
                    taken = tls.finish(scratch);
                } else {
                    break;
                }
            }
            written(taken, progress);
        } finally {
            SPARE.offer(scratch);
        }
    }

    private void written(boolean taken, boolean progress) {
        if (taken && whole) {
            whole = false;
            sentWhole(System.nanoTime());
        }
        boolean more = !taken || frame != null || outbox.isReady();
        if (more && (progress || !waits)) {
            writingSince(System.nanoTime());
        } else if (!more && waits) {
            writingSince(0);
        }
        if (more != waits) {
            waits = more;
            goOn(more);
        }
    }

    /** Whether the I/O thread goes on when the socket takes more. */
    private void goOn(boolean more) {
        if (more) {
            key.interestOpsOr(SelectionKey.OP_WRITE);
            key.selector().wakeup();
        } else {
            key.interestOpsAnd(~SelectionKey.OP_WRITE);
        }
    }

    private void fill(ByteBuffer plain) {
        while (plain.remaining() > LONGEST_HEADER) {
            if (frame == null) {
                frame = outbox.poll();
                if (frame == null) {
                    return;
                }
                begin(plain);
            }
            int count = Math.min(plain.remaining(), frame.length() - written);
            plain.put(frame.data(), frame.offset() + written, count);
            written += count;
            if (written == frame.length()) {
                whole |= frame.last();
                frame = null;
            }
        }
    }

    private void begin(ByteBuffer plain) {
        written = 0;
        plain.put((byte) frame.kind()).putInt(payload(frame)).putLong(frame.number());
        if (frame.kind() == Frames.CHUNK) {
            plain.putShort((short) frame.index());
        }
        measure(frame);
    }
}
