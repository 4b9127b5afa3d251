package io.jenkins.plugins.distcompile.history;

import java.time.Duration;

/**
 * Bounds of a history.
 *
 * @param maxEntries pairs of unit and agent; beyond it the longest unseen go first
 * @param maxAge entries unseen for longer go when the history is closed
 * @param patience how long to wait for another process that has the file
 */
public record HistoryLimits(int maxEntries, Duration maxAge, Duration patience) {
    public static final HistoryLimits DEFAULT = new HistoryLimits(200_000, Duration.ofDays(180), Duration.ofSeconds(5));

    public HistoryLimits {
        if (maxEntries < 1) {
            throw new IllegalArgumentException("a history keeps at least one entry");
        }
    }
}
