package io.jenkins.plugins.distcompile.schedule;

/**
 * One agent's standing: a penalty per fault that halves each minute, and a circuit breaker that opens after several
 * faults in a row and lets one unit probe after a pause (Nygard, "Release It!", 2007). Used by the scheduler alone.
 */
final class Breaker {
    private static final double HALF_LIFE_NANOS = 60e9;

    private final int limit;
    private final long pauseNanos;
    private double penalty;
    private long penaltyAt;
    private int inARow;
    private long openUntil = Long.MIN_VALUE;

    Breaker(int limit, long pauseNanos) {
        this.limit = limit;
        this.pauseNanos = pauseNanos;
    }

    /** @return whether this fault has opened the breaker */
    boolean fault(long now) {
        penalty = penalty(now) + 1;
        penaltyAt = now;
        if (++inARow >= limit) {
            openUntil = now + pauseNanos;
            return true;
        }
        return false;
    }

    void success() {
        inARow = 0;
    }

    /** Faults, each counted as 2^(−age / 60 s). */
    double penalty(long now) {
        return penalty == 0 ? 0 : penalty * Math.pow(0.5, (now - penaltyAt) / HALF_LIFE_NANOS);
    }

    boolean open(long now) {
        return inARow >= limit && now < openUntil;
    }

    /** Whether only a single unit may go there, to see whether it works again. */
    boolean probing(long now) {
        return inARow >= limit && now >= openUntil;
    }

    long opensAgainAt() {
        return openUntil;
    }
}
