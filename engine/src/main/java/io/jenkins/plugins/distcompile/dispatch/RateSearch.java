package io.jenkins.plugins.distcompile.dispatch;

import io.jenkins.plugins.distcompile.protocol.RateChunks;
import java.util.concurrent.TimeUnit;

/**
 * Finds the rate of a link by transfers one after the other: an empty one for the round trip, then upwards, then downwards,
 * each four times as large as the last until one takes long enough to tell. A machine that is busy makes a transfer look
 * slow and never fast, so one below what is wanted is repeated and the best counts. Pure; not thread-safe.
 */
final class RateSearch {
    /** So long a transfer, without the round trip, tells the rate in spite of buffers on the way. */
    private static final long LONG_ENOUGH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final int PINGS = 3;
    private static final int GROWTH = 4;
    private static final int TRIES = 3;
    /** Seen at so many times the rate wanted, a link need not be measured any better. */
    private static final double PLENTY = 4;

    private static final int LEAST_FOR_PLENTY = 8; // chunks: 256 KiB

    private final long wanted;
    private Step step = new Step(0, 0);
    private long roundTrip = Long.MAX_VALUE;
    private int pings;
    private long up;
    private long down;
    private long best; // of the current size
    private int tries;

    /** One transfer: so many chunks there, so many back. */
    record Step(int up, int down) {
        int chunks() {
            return Math.max(up, down);
        }
    }

    /** @param wantedBitsPerSecond 0 = none in particular: one transfer upwards will do */
    RateSearch(long wantedBitsPerSecond) {
        wanted = wantedBitsPerSecond;
    }

    /** The transfer to be made now. */
    Step step() {
        return step;
    }

    /**
     * The transfer took so long.
     *
     * @return the next one; null = the rate is known
     */
    Step took(long nanos) {
        if (step.chunks() == 0) {
            roundTrip = Math.min(roundTrip, nanos);
            step = ++pings < PINGS ? step : new Step(1, 0);
            return step;
        }
        best = Math.max(best, rate(nanos));
        tries++;
        if (best < wanted && tries < TRIES) {
            return step;
        }
        boolean grows = nanos - roundTrip < LONG_ENOUGH_NANOS
                && step.chunks() < RateChunks.MOST
                && wanted > 0
                && !(best >= PLENTY * wanted && step.chunks() >= LEAST_FOR_PLENTY);
        if (grows) {
            int next = Math.min(RateChunks.MOST, step.chunks() * GROWTH);
            step = step.up() > 0 ? new Step(next, 0) : new Step(0, next);
        } else if (step.up() > 0) {
            up = best;
            step = wanted > 0 && up >= wanted ? new Step(0, 1) : null;
        } else {
            down = best;
            step = null;
        }
        best = 0;
        tries = 0;
        return step;
    }

    private long rate(long nanos) {
        // A busy machine makes the round trip look long, too: what is taken off is limited, and with it the error.
        long trip = Math.min(roundTrip, nanos / 4);
        return Math.max(1, (long) (step.chunks() * 8e9 * RateChunks.BYTES / Math.max(1, nanos - trip)));
    }

    /**
     * How long the current transfer may take at most. Beyond, the link is slower than what is wanted; where nothing is
     * wanted, waiting is not worth it.
     */
    long patienceNanos() {
        if (wanted == 0) {
            return TimeUnit.MILLISECONDS.toNanos(250);
        }
        double fair = step.chunks() * 8e9 * RateChunks.BYTES / wanted;
        long trip = roundTrip == Long.MAX_VALUE ? 0 : roundTrip;
        return (long) Math.min(1e15, Math.max(5e9, 2 * fair) + trip);
    }

    /** The current transfer has run out of patience after so long, or the link has ended. */
    void givenUp(long nanos) {
        long seen = step == null || step.chunks() == 0 ? 0 : Math.max(best, rate(nanos));
        if (step != null && step.up() > 0) {
            up = seen;
        } else if (step != null && step.down() > 0) {
            down = seen;
        }
        step = null;
    }

    /** Bits per second of the worse direction that was measured; 0 = none was. */
    long bitsPerSecond() {
        return up == 0 || down == 0 ? Math.max(up, down) : Math.min(up, down);
    }
}
