package io.jenkins.plugins.distcompile.simulate;

import java.util.Set;

/**
 * One machine of the simulated pool. Times are seconds from the start of the build; infinity = never.
 *
 * @param name unique
 * @param slots at least 1
 * @param speed true speed relative to the reference machine
 * @param offeredSpeed what its bid claims
 * @param bitsPerSecond link rate
 * @param roundTripSeconds link delay
 * @param joinsAt when its link comes up
 * @param crashesAt when it disappears and its link breaks
 * @param freezesAt when it stops doing anything while its link stays open
 * @param thawsAt when it goes on
 * @param slowsAt when it becomes slower
 * @param slowFactor by how much
 * @param hangs whether it takes units and never ends one
 * @param faultRate share of copies that it fails
 * @param compilers digests
 * @param memoryBytes 0 = no limit
 */
public record SimulatedAgent(
        String name,
        int slots,
        double speed,
        double offeredSpeed,
        double bitsPerSecond,
        double roundTripSeconds,
        double joinsAt,
        double crashesAt,
        double freezesAt,
        double thawsAt,
        double slowsAt,
        double slowFactor,
        boolean hangs,
        double faultRate,
        Set<String> compilers,
        long memoryBytes) {

    private static final double NEVER = Double.POSITIVE_INFINITY;

    /** A healthy machine that tells its true speed, on a link of 1 Gbit/s and 1 ms. */
    public static SimulatedAgent healthy(String name, int slots, double speed) {
        return new SimulatedAgent(
                name, slots, speed, speed, 1e9, 0.001, 0, NEVER, NEVER, NEVER, NEVER, 1, false, 0, Set.of("cc"), 0);
    }

    public SimulatedAgent claiming(double claimed) {
        return copy(claimed, joinsAt, crashesAt, freezesAt, thawsAt, slowsAt, slowFactor, hangs, faultRate);
    }

    public SimulatedAgent joining(double at) {
        return copy(offeredSpeed, at, crashesAt, freezesAt, thawsAt, slowsAt, slowFactor, hangs, faultRate);
    }

    public SimulatedAgent crashing(double at) {
        return copy(offeredSpeed, joinsAt, at, freezesAt, thawsAt, slowsAt, slowFactor, hangs, faultRate);
    }

    public SimulatedAgent freezing(double from, double until) {
        return copy(offeredSpeed, joinsAt, crashesAt, from, until, slowsAt, slowFactor, hangs, faultRate);
    }

    public SimulatedAgent slowing(double at, double factor) {
        return copy(offeredSpeed, joinsAt, crashesAt, freezesAt, thawsAt, at, factor, hangs, faultRate);
    }

    public SimulatedAgent hanging() {
        return copy(offeredSpeed, joinsAt, crashesAt, freezesAt, thawsAt, slowsAt, slowFactor, true, faultRate);
    }

    public SimulatedAgent failing(double rate) {
        return copy(offeredSpeed, joinsAt, crashesAt, freezesAt, thawsAt, slowsAt, slowFactor, hangs, rate);
    }

    /** The same machine behind a link with this delay. */
    public SimulatedAgent roundTrip(double seconds) {
        return new SimulatedAgent(
                name,
                slots,
                speed,
                offeredSpeed,
                bitsPerSecond,
                seconds,
                joinsAt,
                crashesAt,
                freezesAt,
                thawsAt,
                slowsAt,
                slowFactor,
                hangs,
                faultRate,
                compilers,
                memoryBytes);
    }

    private SimulatedAgent copy(
            double claimed,
            double joins,
            double crashes,
            double freezes,
            double thaws,
            double slows,
            double factor,
            boolean hanging,
            double rate) {
        return new SimulatedAgent(
                name,
                slots,
                speed,
                claimed,
                bitsPerSecond,
                roundTripSeconds,
                joins,
                crashes,
                freezes,
                thaws,
                slows,
                factor,
                hanging,
                rate,
                compilers,
                memoryBytes);
    }

    /** Seconds it takes for so much work when it starts then: the slow-down counts from when it happens. */
    double runSeconds(double startSeconds, double workSeconds) {
        if (startSeconds >= slowsAt) {
            return workSeconds * slowFactor / speed;
        }
        double before = (slowsAt - startSeconds) * speed;
        return before >= workSeconds
                ? workSeconds / speed
                : slowsAt - startSeconds + (workSeconds - before) * slowFactor / speed;
    }
}
