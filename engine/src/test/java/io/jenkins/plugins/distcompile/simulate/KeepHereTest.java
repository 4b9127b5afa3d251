package io.jenkins.plugins.distcompile.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.schedule.Decision.RunLocally;
import io.jenkins.plugins.distcompile.schedule.Fallback;
import io.jenkins.plugins.distcompile.schedule.SchedulerConfig;
import io.jenkins.plugins.distcompile.schedule.UnitFacts;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** Units stay here when sending them would take longer, and only then. */
public class KeepHereTest {
    private static final SchedulerConfig CONFIG = SchedulerConfig.DEFAULTS.withLocalJobs(4);

    @Test
    public void shortUnitsBehindALongLinkStayHere() {
        Outcome outcome = run(CONFIG, chain(20, 0.1), pool(2, 0.3));
        assertThat(kept(outcome)).isGreaterThanOrEqualTo(19); // the first is preprocessed before anybody has bid
        assertThat(outcome.makespanSeconds()).isLessThan(20 * 0.11 + 1);
    }

    @Test
    public void longUnitsBehindTheSameLinkAreSent() {
        Outcome outcome = run(CONFIG, chain(10, 5), pool(2, 0.3));
        assertThat(kept(outcome)).isZero();
        assertThat(outcome.localRuns()).isZero();
    }

    @Test
    public void unitsStayHereRatherThanWaitForABusyPool() {
        Outcome outcome = run(CONFIG, wide(12, 4), pool(1, 0.001));
        assertThat(kept(outcome)).isPositive();
        assertThat(outcome.makespanSeconds()).isLessThan(24); // two slots alone would take that long
    }

    @Test
    public void aProcessThatPreprocessingNeedsTakesNoUnit() {
        Outcome outcome = run(CONFIG, wide(400, 0.3), pool(50, 0.001));
        assertThat(kept(outcome)).isZero();
    }

    @Test
    public void whoWantsNoFallbackHereKeepsNothingHere() {
        Outcome outcome = run(CONFIG.withFallback(Fallback.WAIT), chain(20, 0.1), pool(2, 0.3));
        assertThat(outcome.localRuns()).isZero();
        assertThat(outcome.accepted()).isEqualTo(20);
    }

    /** Predictions say longer than it is; what is learnt of preprocessing and sizes keeps the choice right on the whole. */
    @Test
    public void keepingUnitsHereNeverCostsMuch() {
        for (String shape : Shapes.NAMES) {
            for (int seed = 1; seed <= 5; seed++) {
                List<SimulatedUnit> plan = new Shapes(seed, 0.3, true).named(shape, 300);
                double sent = run(CONFIG.withFallback(Fallback.WAIT), plan, pool(6, 0.02))
                        .makespanSeconds();
                double kept = run(CONFIG, plan, pool(6, 0.02)).makespanSeconds();
                assertThat(kept).as("%s, seed %d", shape, seed).isLessThan(1.1 * sent);
            }
        }
    }

    private static long kept(Outcome outcome) {
        return outcome.decisions().stream()
                .filter(d -> d instanceof RunLocally r && r.reason().equals("sending it would take longer"))
                .count();
    }

    private static Outcome run(SchedulerConfig config, List<SimulatedUnit> plan, List<SimulatedAgent> pool) {
        Outcome outcome = new Simulation(config, plan, pool, 1, true).run(10_000);
        assertThat(outcome.violations()).isEmpty();
        assertThat(outcome.success()).isTrue();
        return outcome;
    }

    private static List<SimulatedAgent> pool(int agents, double roundTripSeconds) {
        List<SimulatedAgent> pool = new ArrayList<>();
        for (int i = 0; i < agents; i++) {
            pool.add(SimulatedAgent.healthy("a" + i, 2, 1).roundTrip(roundTripSeconds));
        }
        return pool;
    }

    private static List<SimulatedUnit> chain(int length, double seconds) {
        List<SimulatedUnit> units = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            units.add(unit(i, seconds, i == 0 ? new int[0] : new int[] {i - 1}));
        }
        return units;
    }

    private static List<SimulatedUnit> wide(int size, double seconds) {
        List<SimulatedUnit> units = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            units.add(unit(i, seconds));
        }
        return units;
    }

    private static SimulatedUnit unit(int index, double seconds, int... before) {
        UnitFacts facts = new UnitFacts("u" + index, before, true, "", "cc", true, 0, seconds, 0.1);
        return new SimulatedUnit(facts, seconds, 0.05 * seconds, (long) (60_000 * seconds), false);
    }
}
