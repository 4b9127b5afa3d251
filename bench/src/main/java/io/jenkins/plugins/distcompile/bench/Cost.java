package io.jenkins.plugins.distcompile.bench;

import java.util.Locale;

/** What one build took: wall time, and user and system time of every process that worked for it. */
record Cost(double wallSeconds, double cpuSeconds) {
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f s (cpu %.2f s)", wallSeconds, cpuSeconds);
    }
}
