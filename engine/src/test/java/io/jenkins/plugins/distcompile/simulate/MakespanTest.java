package io.jenkins.plugins.distcompile.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.schedule.SchedulerConfig;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** How near the default scheme comes to the lower bound; the figures are those of issue 3. */
public class MakespanTest {
    @Test
    public void withTrueTimesKnownItIsWithinFivePercent() {
        for (String shape : Shapes.NAMES) {
            assertThat(ratio("best", shape, 0, false)).as(shape).isLessThan(1.05);
        }
    }

    @Test
    public void withNoisyHistoryItIsWithinFifteenPercent() {
        for (String shape : Shapes.NAMES) {
            assertThat(ratio("best", shape, 0.3, false)).as(shape).isLessThan(1.15);
        }
    }

    @Test
    public void fromAColdStartItIsWithinThirtyPercent() {
        for (String shape : Shapes.NAMES) {
            assertThat(ratio("best", shape, 0.6, true)).as(shape).isLessThan(1.3);
        }
    }

    @Test
    public void theDefaultIsNoWorseThanTheOtherSchemes() {
        for (String shape : Shapes.NAMES) {
            for (double error : new double[] {0, 0.3, 0.6}) {
                boolean cold = error == 0.6;
                double best = ratio("best", shape, error, cold);
                for (String other : List.of("first-response", "specs", "history", "round-robin")) {
                    assertThat(best)
                            .as("%s against %s, error %s", shape, other, error)
                            .isLessThan(1.02 * ratio(other, shape, error, cold));
                }
            }
        }
    }

    @Test
    public void aTwentiethOfTheAgentsCrashingOrSlowingDownCostsLittle() {
        List<SimulatedAgent> agents = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            agents.add(SimulatedAgent.healthy("a" + i, 2, i % 4 == 3 ? 0.5 : 1));
        }
        for (String shape : Shapes.NAMES) {
            double sum = 0;
            for (int seed = 1; seed <= 8; seed++) {
                List<SimulatedUnit> units = new Shapes(seed, 0.3, false).named(shape, 800);
                double undisturbed = makespan(units, agents, seed);
                sum += makespan(units, Disturbance.of(agents, 0.05, undisturbed, seed), seed) / undisturbed;
            }
            assertThat(sum / 8).as(shape).isLessThan(1.25);
        }
    }

    /** With true times on healthy agents nothing waits much longer than it must: a unit left behind would show at once. */
    @Test
    public void noUnitStarves() {
        for (String shape : List.of("random", "deep", "fork-join")) {
            for (int seed = 1; seed <= 100; seed++) {
                List<SimulatedUnit> units = new Shapes(seed, 0, false).named(shape, 150);
                SchedulerConfig config = SchedulerConfig.DEFAULTS.withLocalJobs(4);
                Outcome outcome = new Simulation(config, units, SchemeTable.pool(false), seed, false).run(10_000);
                assertThat(outcome.ratio()).as("%s, seed %d", shape, seed).isBetween(1.0, 1.35);
            }
        }
    }

    private static double makespan(List<SimulatedUnit> units, List<SimulatedAgent> agents, int seed) {
        SchedulerConfig config = SchedulerConfig.DEFAULTS.withLocalJobs(4);
        Outcome outcome = new Simulation(config, units, agents, seed, false).run(10_000);
        assertThat(outcome.violations()).as("seed %d", seed).isEmpty();
        assertThat(outcome.accepted()).as("seed %d", seed).isEqualTo(units.size());
        return outcome.makespanSeconds();
    }

    @Test
    public void tenThousandUnitsOnAThousandAgentsAreSimulatedWithoutTrouble() {
        List<SimulatedAgent> agents = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            agents.add(SimulatedAgent.healthy("a" + i, 2, 0.5 + (i % 10) / 10.0));
        }
        List<SimulatedUnit> units = new Shapes(1, 0.3, true).named("wide", 10_000);
        SchedulerConfig config = SchedulerConfig.DEFAULTS.withLocalJobs(200);
        Outcome outcome = new Simulation(config, units, agents, 1, false).run(10_000);
        assertThat(outcome.violations()).isEmpty();
        assertThat(outcome.accepted()).isEqualTo(10_000);
    }

    /** Mean makespan ÷ lower bound of ten plans. */
    private static double ratio(String scheme, String shape, double error, boolean cold) {
        double sum = 0;
        for (int seed = 1; seed <= 10; seed++) {
            List<SimulatedUnit> units = new Shapes(seed, error, false).named(shape, 400);
            SchedulerConfig config = SchedulerConfig.DEFAULTS.withScheme(scheme).withLocalJobs(4);
            Outcome outcome = new Simulation(config, units, SchemeTable.pool(cold), seed, false).run(10_000);
            assertThat(outcome.violations()).as("seed %d", seed).isEmpty();
            sum += outcome.ratio();
        }
        return sum / 10;
    }
}
