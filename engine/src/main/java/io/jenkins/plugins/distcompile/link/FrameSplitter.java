package io.jenkins.plugins.distcompile.link;

import io.jenkins.plugins.distcompile.protocol.ProtocolException;
import java.util.Arrays;

/**
 * Cuts frames out of bytes that come in pieces of any size. Kinds and lengths are checked as soon as a header is there. Memory
 * grows with the bytes that have arrived, at most twice as fast; a frame that comes in one piece is not copied. Used by one
 * thread at a time.
 */
final class FrameSplitter {
    /** A whole chunk. What a longer frame took is given back. */
    private static final int KEPT = Frames.HEADER + Frames.CHUNK_HEADER + Outbox.CHUNK_BYTES;

    private static final byte[] EMPTY = {};

    private byte[] held = EMPTY;
    private int filled; // bytes of a frame that is not whole
    private String stopped; // null = goes on

    /** Takes a frame. */
    @FunctionalInterface
    interface Taker {
        /** @return null, or why nothing more is to be read */
        String take(int kind, byte[] data, int offset, int length) throws ProtocolException;
    }

    /** Whether bytes of a frame are missing. */
    boolean isWithinFrame() {
        return filled > 0;
    }

    /**
     * Takes in the next bytes and tells of each frame that is whole with them.
     *
     * @return null, or what the taker said: nothing is taken in after that
     */
    String feed(byte[] data, int from, int count, Taker taker) throws ProtocolException {
        int at = from;
        int end = from + count;
        while (at < end && stopped == null) {
            at = filled == 0 ? whole(data, at, end, taker) : partial(data, at, end, taker);
        }
        return stopped;
    }

    /** A frame begins here: taken from where it lies if all of it is there. */
    private int whole(byte[] data, int at, int end, Taker taker) throws ProtocolException {
        if (end - at >= Frames.HEADER) {
            int length = length(data, at);
            if (end - at - Frames.HEADER >= length) {
                stopped = taker.take(data[at], data, at + Frames.HEADER, length);
                return at + Frames.HEADER + length;
            }
        }
        return hold(data, at, end - at);
    }

    private int partial(byte[] data, int at, int end, Taker taker) throws ProtocolException {
        if (filled < Frames.HEADER) {
            int header = Math.min(Frames.HEADER - filled, end - at);
            hold(data, at, header);
            return filled == Frames.HEADER ? ended(at + header, taker) : at + header;
        }
        int missing = Frames.HEADER + length(held, 0) - filled;
        return ended(hold(data, at, Math.min(missing, end - at)), taker);
    }

    private int ended(int at, Taker taker) throws ProtocolException {
        int length = length(held, 0);
        if (filled == Frames.HEADER + length) {
            filled = 0;
            stopped = taker.take(held[0], held, Frames.HEADER, length);
            if (held.length > KEPT) {
                held = EMPTY;
            }
        }
        return at;
    }

    private static int length(byte[] frame, int at) throws ProtocolException {
        int kind = frame[at] & 0xff;
        int length = (frame[at + 1] & 0xff) << 24
                | (frame[at + 2] & 0xff) << 16
                | (frame[at + 3] & 0xff) << 8
                | frame[at + 4] & 0xff;
        Frames.check(kind, length);
        FramedLink.checkKind(kind);
        return length;
    }

    private int hold(byte[] data, int at, int count) throws ProtocolException {
        if (filled + count > held.length) {
            int most = filled < Frames.HEADER ? KEPT : Frames.HEADER + length(held, 0);
            held = Arrays.copyOf(held, Math.max(filled + count, Math.min(most, 2 * held.length)));
        }
        System.arraycopy(data, at, held, filled, count);
        filled += count;
        return at + count;
    }
}
