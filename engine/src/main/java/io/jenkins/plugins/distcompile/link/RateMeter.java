package io.jenkins.plugins.distcompile.link;

/**
 * Payload rate over busy periods. A period lasts from the first outstanding message with attachments to the moment none
 * is outstanding; short periods with little data say nothing about a link and are left out. Recent data count more:
 * the sums are halved each time they pass 64 MiB. Thread-safe. Times are nanoseconds of any one clock.
 */
final class RateMeter {
    private static final long LEAST_BYTES = 64 << 10;
    private static final long LEAST_NANOS = 100_000_000;
    private static final long HALVE_BYTES = 64 << 20;

    private int outstanding;
    private long periodStart;
    private long periodBytes;
    private double bytes;
    private double nanos;

    synchronized void begin(long now) {
        if (outstanding++ == 0) {
            periodStart = now;
            periodBytes = 0;
        }
    }

    synchronized void moved(long count) {
        periodBytes += count;
    }

    synchronized void end(long now) {
        if (outstanding == 0 || --outstanding > 0) {
            return;
        }
        long took = Math.max(1, now - periodStart);
        if (periodBytes >= LEAST_BYTES || (periodBytes > 0 && took >= LEAST_NANOS)) {
            bytes += periodBytes;
            nanos += took;
            if (bytes > HALVE_BYTES) {
                bytes /= 2;
                nanos /= 2;
            }
        }
    }

    /** Bits per second; 0 = nothing measured yet. */
    synchronized long bitsPerSecond() {
        return nanos == 0 ? 0 : Math.max(1, (long) (bytes * 8e9 / nanos));
    }
}
