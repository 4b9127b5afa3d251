package io.jenkins.plugins.distcompile.jenkins.step;

import java.util.concurrent.TimeUnit;

/**
 * Judges by its counter whether a dispatcher lives. Only looks that reached the node count: while the node is away nothing
 * is known of what runs there. Pure.
 */
final class Vigil {
    static final long DEAD_NANOS = TimeUnit.SECONDS.toNanos(30);
    /** Three of its beats: worth asking, not enough to judge on a machine that is busy compiling. */
    static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(6);
    /** A gap between looks longer than this was not spent watching. */
    private static final long GAP_NANOS = TimeUnit.SECONDS.toNanos(20);

    private String seen;
    private long stillNanos;
    private long lookedAt;
    private boolean asked;

    /**
     * @param counter as it stands; empty = there is none
     * @param nowNanos of a clock that only goes forward
     * @return why it is dead; null = it lives, as far as anybody knows
     */
    String look(String counter, long nowNanos) {
        if (!counter.equals(seen)) {
            seen = counter;
            stillNanos = 0;
            asked = false;
        } else {
            stillNanos += Math.min(GAP_NANOS, nowNanos - lookedAt);
        }
        lookedAt = nowNanos;
        if (stillNanos < DEAD_NANOS) {
            return null;
        }
        return counter.isEmpty()
                ? "the dispatcher's control folder is gone, or it never began"
                : "the dispatcher has given no sign of life for " + TimeUnit.NANOSECONDS.toSeconds(stillNanos) + " s";
    }

    /** Whether it has been so quiet since the last look that somebody should ask whether it is there; true once. */
    boolean isWorthAsking() {
        if (asked || seen.isEmpty() || stillNanos < QUIET_NANOS) {
            return false;
        }
        asked = true;
        return true;
    }
}
