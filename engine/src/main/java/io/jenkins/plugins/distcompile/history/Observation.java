package io.jenkins.plugins.distcompile.history;

/**
 * One finished run of a unit.
 *
 * @param unit the plan's id
 * @param agent its name; the client itself has one too
 * @param language id of the source's language, e.g. {@code CXX}; empty = none
 * @param seconds wall time of the command there; &gt; 0 and finite
 * @param sourceBytes what the prediction starts from: the source file's size; 0 = unknown
 * @param outputBytes 0 = unknown
 * @param memoryBytes peak resident memory; 0 = unknown
 */
public record Observation(
        String unit,
        String agent,
        String language,
        double seconds,
        long sourceBytes,
        long outputBytes,
        long memoryBytes) {
    public Observation {
        if (!(seconds > 0) || Double.isInfinite(seconds)) {
            throw new IllegalArgumentException("a run of " + unit + " takes a positive time, not " + seconds);
        }
        sourceBytes = Math.max(0, sourceBytes);
        outputBytes = Math.max(0, outputBytes);
        memoryBytes = Math.max(0, memoryBytes);
    }
}
