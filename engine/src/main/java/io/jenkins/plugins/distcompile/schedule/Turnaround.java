package io.jenkins.plugins.distcompile.schedule;

/**
 * How much longer a unit is away than it runs: it waits for processes at both ends, and its result until it is read. Nothing on
 * a machine at rest; more than a short unit's own time where hundreds end at once. Estimated as TCP does round trips: RFC 6298,
 * section 2.
 */
final class Turnaround {
    private static final double GAIN = 1 / 8.0;
    private static final double DEVIATION_GAIN = 1 / 4.0;
    private static final int DEVIATIONS = 4;
    /** An agent that was frozen for a while teaches no more than this. */
    private static final double LONGEST_SAMPLE_NANOS = 1e9;

    private double mean;
    private double deviation;

    /** A result has come. */
    void ended(CopyState copy, long runNanos, long now) {
        if (copy.ahead || copy.cancelled || runNanos < 0) {
            return; // when it began is not known, or when it was over
        }
        double sample = Math.min(LONGEST_SAMPLE_NANOS, Math.max(0, now - copy.startsAt - runNanos));
        deviation += DEVIATION_GAIN * (Math.abs(sample - mean) - deviation);
        mean += GAIN * (sample - mean);
    }

    /** What hardly any unit takes beyond its run, nanoseconds; 0 before anything has ended. */
    long mostNanos() {
        return (long) (mean + DEVIATIONS * deviation);
    }
}
