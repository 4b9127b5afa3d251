package io.jenkins.plugins.distcompile.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.distcompile.schedule.SchedulerConfig;
import io.jenkins.plugins.distcompile.schedule.UnitFacts;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** Cases small enough to know the shortest schedule by hand. */
public class LowerBoundTest {
    private final List<SimulatedUnit> units = new ArrayList<>();

    @Test
    public void aChainTakesItsLengthOnTheFastestAgent() {
        unit(3);
        unit(2, 0);
        unit(1, 1);
        assertThat(bound(2, 1, 1)).isCloseTo(3, within(1e-9));
    }

    @Test
    public void independentUnitsTakeTheirWorkOverAllSpeeds() {
        for (int i = 0; i < 6; i++) {
            unit(1);
        }
        assertThat(bound(1, 1, 0.5, 0.5)).isCloseTo(2, within(1e-9));
    }

    @Test
    public void twoLongUnitsTakeTheTwoFastestAgents() {
        unit(4);
        unit(4);
        unit(0.1);
        assertThat(bound(1, 1, 1, 1)).isCloseTo(4, within(1e-9));
        assertThat(bound(2, 1, 0.5)).as("8 on 3").isCloseTo(8 / 3.0, within(1e-9));
    }

    @Test
    public void aJoinWaitsForAllThatItJoins() {
        for (int phase = 0; phase < 2; phase++) {
            int first = units.size();
            int[] join = phase == 0 ? new int[0] : new int[] {first - 1};
            for (int i = 0; i < 4; i++) {
                unit(1, join);
            }
            unit(1, first, first + 1, first + 2, first + 3);
        }
        // two agents: 2 s for four units, 1 s for the join, twice; work ÷ speed is 5 s, the longest path 4 s
        assertThat(bound(1, 1)).isCloseTo(6, within(1e-9));
    }

    @Test
    public void withoutAgentsThereIsNoEnd() {
        unit(1);
        assertThat(bound()).isInfinite();
    }

    @Test
    public void noSimulatedBuildIsFaster() {
        for (int seed = 1; seed <= 120; seed++) {
            String shape = Shapes.NAMES.get(seed % Shapes.NAMES.size());
            List<SimulatedUnit> plan = new Shapes(seed, 0, false).named(shape, 5 + seed);
            List<SimulatedAgent> agents = agents(1, 0.7, 0.5, 2).subList(0, 1 + seed % 4);
            SchedulerConfig config = SchedulerConfig.DEFAULTS.withLocalInitiative(false);
            Outcome outcome = new Simulation(config, plan, agents, seed, false).run(10_000);
            assertThat(outcome.ratio()).as("%s, seed %d", shape, seed).isGreaterThanOrEqualTo(1);
        }
    }

    private void unit(double work, int... before) {
        UnitFacts facts = new UnitFacts("u" + units.size(), before, true, "", "", false, 0, work, 0);
        units.add(new SimulatedUnit(facts, work, 0, 0, false));
    }

    private double bound(double... speeds) {
        return LowerBound.seconds(units, agents(speeds));
    }

    private static List<SimulatedAgent> agents(double... speeds) {
        List<SimulatedAgent> agents = new ArrayList<>();
        for (double speed : speeds) {
            agents.add(SimulatedAgent.healthy("a" + agents.size(), 1, speed));
        }
        return agents;
    }
}
