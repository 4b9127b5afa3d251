package io.jenkins.plugins.distcompile.schedule;

import java.util.Set;

/**
 * What a bid means to the scheduler.
 *
 * @param slots slots reserved by this bid, at least 1
 * @param machine identifies the host; copies of one unit go to different machines
 * @param compilers digests of the compilers it has
 * @param memoryBytes memory set aside for our units; 0 = no limit
 * @param speed expected speed relative to the reference machine (1.0), from benchmark or specs; &gt; 0
 * @param richness orders equal bids: cores × MHz plus memory, any positive scale
 * @param bitsPerSecond measured link rate; 0 = not measured
 * @param roundTripNanos measured round trip; 0 = not measured
 * @param rank weighted rank from the build's ranking utilities, 0 to 100; {@link #NO_RANK} = none given
 */
public record Offer(
        int slots,
        String machine,
        Set<String> compilers,
        long memoryBytes,
        double speed,
        double richness,
        long bitsPerSecond,
        long roundTripNanos,
        double rank) {

    /** The rank of an agent that was not ranked; below every real one. */
    public static final double NO_RANK = -1;

    public Offer {
        compilers = Set.copyOf(compilers);
        if (slots < 1 || !(speed > 0)) {
            throw new IllegalArgumentException("an offer has at least one slot and a positive speed");
        }
    }

    /** An offer without a rank. */
    public Offer(
            int slots,
            String machine,
            Set<String> compilers,
            long memoryBytes,
            double speed,
            double richness,
            long bitsPerSecond,
            long roundTripNanos) {
        this(slots, machine, compilers, memoryBytes, speed, richness, bitsPerSecond, roundTripNanos, NO_RANK);
    }

    /** The same offer over a link of this rate. */
    Offer withRate(long newBitsPerSecond) {
        return new Offer(
                slots, machine, compilers, memoryBytes, speed, richness, newBitsPerSecond, roundTripNanos, rank);
    }

    /** The same offer by an agent of this rank. */
    public Offer withRank(double newRank) {
        return new Offer(
                slots, machine, compilers, memoryBytes, speed, richness, bitsPerSecond, roundTripNanos, newRank);
    }
}
