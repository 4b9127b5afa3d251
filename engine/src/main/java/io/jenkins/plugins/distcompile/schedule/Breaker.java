package io.jenkins.plugins.distcompile.schedule;

/**
 * One agent's standing: a penalty per fault that halves each minute, and a circuit breaker that opens after several
 * faults in a row and lets one unit probe after a pause (Nygard, "Release It!", 2007). Each probe that fails doubles the
 * pause: on an agent that hangs, each costs a lease. Used by the scheduler alone.
 */
final class Breaker {
    private static final double HALF_LIFE_NANOS = 60e9;

    /** From 30 s to 16 min. */
    private static final int MOST_DOUBLINGS = 5;

    private final int limit;
    private final long pauseNanos;
    private double penalty;
    private long penaltyAt;
    private int inARow;
    /** How often it has opened since the last success. */
    private int openings;

    private long openUntil = Long.MIN_VALUE;

    Breaker(int limit, long pauseNanos) {
        this.limit = limit;
        this.pauseNanos = pauseNanos;
    }

    /** @return whether this fault has opened the breaker */
    boolean fault(long now) {
        penalty = penalty(now) + 1;
        penaltyAt = now;
        boolean opens = ++inARow >= limit && now >= openUntil;
        if (opens) {
            openUntil = now + (pauseNanos << Math.min(openings++, MOST_DOUBLINGS));
        }
        return opens;
    }

    void success() {
        inARow = 0;
        openings = 0;
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
