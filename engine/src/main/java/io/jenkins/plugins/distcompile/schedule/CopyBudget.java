package io.jenkins.plugins.distcompile.schedule;

/**
 * Processor time for redundant copies, in reference seconds. Time is set aside before it is spent, so the limit is never
 * exceeded; what was not used comes back.
 */
final class CopyBudget {
    private double limit;
    private double used;

    CopyBudget(double limit) {
        this.limit = limit;
    }

    /** The work of which this is a share has grown. */
    void grow(double seconds) {
        limit += seconds;
    }

    /** Whether so much fits into this share (0 to 1) of the whole. */
    boolean fits(double seconds, double share) {
        return used + seconds <= limit * share;
    }

    boolean take(double seconds) {
        if (!fits(seconds, 1)) {
            return false;
        }
        used += seconds;
        return true;
    }

    /** A copy has ended: {@code spent} of the {@code taken} seconds are gone. */
    void settle(double taken, double spent) {
        used -= taken - Math.min(taken, spent);
    }

    boolean exhausted() {
        return used >= limit;
    }

    double used() {
        return used;
    }

    double limit() {
        return limit;
    }
}
