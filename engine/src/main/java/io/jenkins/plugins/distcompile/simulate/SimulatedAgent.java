package io.jenkins.plugins.distcompile.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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
 * @param compilers digests
 * @param memoryBytes 0 = no limit
 * @param mishaps what happens to it
 */
public record SimulatedAgent(
        String name,
        int slots,
        double speed,
        double offeredSpeed,
        double bitsPerSecond,
        double roundTripSeconds,
        double joinsAt,
        Set<String> compilers,
        long memoryBytes,
        List<Mishap> mishaps) {

    private static final double NEVER = Double.POSITIVE_INFINITY;

    public SimulatedAgent {
        mishaps = List.copyOf(mishaps);
    }

    /** A healthy machine that tells its true speed, on a link of 1 Gbit/s and 1 ms. */
    public static SimulatedAgent healthy(String name, int slots, double speed) {
        return new SimulatedAgent(name, slots, speed, speed, 1e9, 0.001, 0, Set.of("cc"), 0, List.of());
    }

    public SimulatedAgent claiming(double claimed) {
        return copy(claimed, roundTripSeconds, joinsAt, mishaps);
    }

    /** The same machine behind a link with this delay. */
    public SimulatedAgent roundTrip(double seconds) {
        return copy(offeredSpeed, seconds, joinsAt, mishaps);
    }

    public SimulatedAgent joining(double at) {
        return copy(offeredSpeed, roundTripSeconds, at, mishaps);
    }

    /** The same machine, to which this happens as well. */
    public SimulatedAgent with(Mishap mishap) {
        List<Mishap> all = new ArrayList<>(mishaps);
        all.add(mishap);
        return copy(offeredSpeed, roundTripSeconds, joinsAt, all);
    }

    public SimulatedAgent crashing(double at) {
        return with(new Mishap.Crash(at));
    }

    public SimulatedAgent freezing(double from, double until) {
        return with(new Mishap.Freeze(from, until));
    }

    /** Slower by this factor from then on. */
    public SimulatedAgent slowing(double at, double factor) {
        return with(new Mishap.Load(at, NEVER, factor));
    }

    public SimulatedAgent hanging() {
        return with(new Mishap.Hang());
    }

    public SimulatedAgent failing(double rate) {
        return with(new Mishap.Faults(rate));
    }

    private SimulatedAgent copy(double claimed, double roundTrip, double joins, List<Mishap> happening) {
        return new SimulatedAgent(
                name, slots, speed, claimed, bitsPerSecond, roundTrip, joins, compilers, memoryBytes, happening);
    }

    /** Those of one kind. */
    <M extends Mishap> Stream<M> mishaps(Class<M> kind) {
        return mishaps.stream().filter(kind::isInstance).map(kind::cast);
    }

    boolean hangs() {
        return mishaps(Mishap.Hang.class).findAny().isPresent();
    }

    double faultRate() {
        return mishaps(Mishap.Faults.class).mapToDouble(Mishap.Faults::share).sum();
    }

    /** Seconds it takes for so much work when it starts then; load that begins or ends meanwhile counts from there. */
    double runSeconds(double startSeconds, double workSeconds) {
        double now = startSeconds;
        double left = workSeconds;
        while (true) {
            double rate = speed / factorAt(now);
            double change = nextChange(now);
            double done = (change - now) * rate;
            if (done >= left) {
                return now - startSeconds + left / rate;
            }
            left -= done;
            now = change;
        }
    }

    private double factorAt(double seconds) {
        return mishaps(Mishap.Load.class)
                .filter(load -> load.from() <= seconds && seconds < load.until())
                .mapToDouble(Mishap.Load::factor)
                .reduce(1, (a, b) -> a * b);
    }

    private double nextChange(double seconds) {
        return mishaps(Mishap.Load.class)
                .flatMap(load -> Stream.of(load.from(), load.until()))
                .filter(at -> at > seconds)
                .min(Double::compare)
                .orElse(NEVER);
    }
}
