package io.jenkins.plugins.distcompile.ranking;

import java.util.Comparator;

/**
 * How an agent stands in a build that ranks.
 *
 * @param qualified whether it may get units
 * @param rank combined rank, 0 … 100; -1 = it has none
 * @param reason one line for the user; empty when it qualifies
 */
public record Standing(boolean qualified, double rank, String reason) {
    /** Those that qualify first, among them the highest rank. Equal ones are for the scheduler to tell apart. */
    public static final Comparator<Standing> BEST_FIRST = Comparator.comparing(
                    (Standing standing) -> standing.qualified())
            .thenComparingDouble(Standing::rank)
            .reversed();

    static Standing qualified(double rank) {
        return new Standing(true, rank, "");
    }

    static Standing refused(double rank, String reason) {
        return new Standing(false, rank, reason);
    }
}
