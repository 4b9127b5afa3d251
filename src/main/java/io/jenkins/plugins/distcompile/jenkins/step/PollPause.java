package io.jenkins.plugins.distcompile.jenkins.step;

/** How long to leave a dispatcher alone between two looks: short while there is news, longer and longer without. */
final class PollPause {
    static final long SHORTEST_MILLIS = 250;
    static final long LONGEST_MILLIS = 15_000;
    private static final double GROWTH = 1.2;

    private long millis = SHORTEST_MILLIS;

    /** The pause before the next look, in milliseconds. */
    long next(boolean news) {
        millis = news ? SHORTEST_MILLIS : Math.min(LONGEST_MILLIS, Math.round(millis * GROWTH));
        return millis;
    }
}
