package io.jenkins.plugins.distcompile.history;

import java.util.ArrayList;
import java.util.List;

/**
 * What is remembered of one unit on one agent.
 *
 * @param language as in {@link Observation}
 * @param count runs ever recorded
 * @param lastSeconds the latest times, oldest first, at most {@link #KEPT}; never empty
 * @param sourceBytes of the latest run; 0 = unknown
 * @param outputBytes of the latest run; 0 = unknown
 * @param memoryBytes the largest seen; 0 = unknown
 * @param seenAt epoch seconds of the latest run
 */
public record HistoryEntry(
        String project,
        String unit,
        String agent,
        String language,
        long count,
        List<Double> lastSeconds,
        long sourceBytes,
        long outputBytes,
        long memoryBytes,
        long seenAt) {
    /** Times kept per unit and agent. */
    public static final int KEPT = 16;

    public HistoryEntry {
        lastSeconds = List.copyOf(lastSeconds);
        if (lastSeconds.isEmpty()) {
            throw new IllegalArgumentException("an entry has at least one time");
        }
    }

    static HistoryEntry first(String project, Observation seen, long now) {
        return new HistoryEntry(
                project,
                seen.unit(),
                seen.agent(),
                seen.language(),
                1,
                List.of(seen.seconds()),
                seen.sourceBytes(),
                seen.outputBytes(),
                seen.memoryBytes(),
                now);
    }

    HistoryEntry plus(Observation seen, long now) {
        List<Double> times = new ArrayList<>(lastSeconds);
        times.add(seen.seconds());
        return new HistoryEntry(
                project,
                unit,
                agent,
                seen.language(),
                count + 1,
                times.subList(Math.max(0, times.size() - KEPT), times.size()),
                seen.sourceBytes(),
                seen.outputBytes(),
                Math.max(memoryBytes, seen.memoryBytes()),
                now);
    }

    /** Median of the kept times, seconds. */
    public double centre() {
        return median(lastSeconds);
    }

    /**
     * Spread of the kept times, seconds: 1.4826 × their median absolute deviation, which is the standard deviation
     * where they are normal (Hampel, Journal of the American Statistical Association 69, 1974).
     */
    public double spread() {
        double centre = centre();
        return 1.4826
                * median(lastSeconds.stream().map(t -> Math.abs(t - centre)).toList());
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
