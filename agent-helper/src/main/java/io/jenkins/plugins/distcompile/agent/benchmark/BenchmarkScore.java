package io.jenkins.plugins.distcompile.agent.benchmark;

/**
 * How fast the machine compiles, relative to the reference machine.
 *
 * @param score reference seconds ÷ {@code seconds}; more is faster, 1.0 is the reference machine
 * @param seconds processor time of the best run; wall time where that cannot be known
 * @param measuredAtMillis since 1970
 */
public record BenchmarkScore(double score, double seconds, long measuredAtMillis) {
    public BenchmarkScore {
        if (!(score > 0 && score < 1e6 && seconds > 0 && seconds < 1e6)) {
            throw new IllegalArgumentException("not a benchmark score: " + score + " from " + seconds + " s");
        }
    }
}
