package io.jenkins.plugins.distcompile.bench;

import java.util.Locale;

/** What one build took: wall time, and user and system time of every process that worked for it. */
record Cost(double wallSeconds, double cpuSeconds) {
    /** Of two builds one after the other. */
    static Cost sum(Cost one, Cost other) {
        return new Cost(one.wallSeconds + other.wallSeconds, one.cpuSeconds + other.cpuSeconds);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f s (cpu %.2f s)", wallSeconds, cpuSeconds);
    }
}
