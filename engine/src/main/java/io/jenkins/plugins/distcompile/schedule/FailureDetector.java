package io.jenkins.plugins.distcompile.schedule;

/**
 * When silence of one agent becomes suspicious, and when it means loss. Phi-accrual: Hayashibara, Défago, Yared and
 * Katayama, "The φ accrual failure detector", SRDS 2004: φ(t) = −log10 P(a later sign of life after t), with intervals
 * taken as normal. For a fixed φ the silence allowed is mean + z·σ, so no probabilities need computing.
 * Used by the scheduler alone; pure but for the window of intervals it keeps.
 */
final class FailureDetector {
    /** z for φ = 1: P = 0.1. */
    private static final double Z_SUSPECT = 1.2816;
    /** z for φ = 8: P = 1e-8. */
    private static final double Z_LOST = 5.612;
    /** Suspect after one heartbeat is missed and half an interval more has passed. */
    private static final double SUSPECT_INTERVALS = 1.5;
    /** Less than three, so that units run elsewhere within three. */
    private static final double LOST_INTERVALS = 2.5;
    /** Before the first heartbeat: links are being set up, compilers are hashed. */
    private static final long FIRST_CONTACT_NANOS = 3_000_000_000L;
    /** Weight of a new interval; about the last 20 count. */
    private static final double GAIN = 0.1;
    /** A freeze that was survived teaches no more than this. */
    private static final double LONGEST_SAMPLE_INTERVALS = 6;

    private final double interval;
    private double mean;
    private double variance;
    private int samples;
    private long lastHeardNanos;

    FailureDetector(long intervalNanos, long nowNanos) {
        interval = intervalNanos;
        mean = intervalNanos;
        lastHeardNanos = nowNanos;
    }

    /** A sign of life. Intervals shorter than half a heartbeat are other traffic and say nothing of heartbeats. */
    void heard(long nowNanos) {
        double sample = nowNanos - lastHeardNanos;
        lastHeardNanos = Math.max(lastHeardNanos, nowNanos);
        if (sample < interval / 2) {
            return;
        }
        sample = Math.min(sample, LONGEST_SAMPLE_INTERVALS * interval);
        double difference = sample - mean;
        double gain = Math.max(GAIN, 1.0 / (samples + 2));
        mean += gain * difference;
        variance = (1 - gain) * (variance + gain * difference * difference);
        samples++;
    }

    /** Signs of life are expected from here on: the agent has just reserved slots. */
    void restart(long nowNanos) {
        lastHeardNanos = Math.max(lastHeardNanos, nowNanos);
    }

    long lastHeardNanos() {
        return lastHeardNanos;
    }

    long suspectAtNanos() {
        return deadline(SUSPECT_INTERVALS, Z_SUSPECT);
    }

    long lostAtNanos() {
        return deadline(LOST_INTERVALS, Z_LOST);
    }

    private long deadline(double intervals, double z) {
        double silence = Math.max(intervals * interval, mean + z * Math.sqrt(variance));
        if (samples == 0) {
            silence = Math.max(silence, FIRST_CONTACT_NANOS);
        }
        return lastHeardNanos + (long) silence;
    }
}
