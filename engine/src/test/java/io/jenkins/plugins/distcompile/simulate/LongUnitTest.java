package io.jenkins.plugins.distcompile.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.schedule.SchedulerConfig;
import io.jenkins.plugins.distcompile.schedule.UnitFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.Test;

/** Builds of 200 short units and one that takes as long as all of them: who gets it decides. Virtual time. */
public class LongUnitTest {
    private static final double[] EQUAL = {1, 1, 1, 1, 1, 1, 1, 1};
    private static final double[] MIXED = {1, 1, 1, 1, 0.5, 0.5, 0.25, 1};
    private static final double LONG_SECONDS = 8;
    private static final int SEEDS = 16;

    @Test
    public void withHistoryNothingIsLost() {
        assertThat(worst(EQUAL, true, agent -> agent)).isLessThan(1.15);
        assertThat(worst(MIXED, true, agent -> agent)).isLessThan(1.2);
    }

    @Test
    public void inAColdBuildTheLongUnitGoesToAFastHost() {
        assertThat(worst(EQUAL, false, agent -> agent)).isLessThan(1.2);
        assertThat(worst(MIXED, false, agent -> agent)).isLessThan(1.3);
    }

    @Test
    public void aHostThatHangsCostsLittle() {
        assertThat(worst(MIXED, false, SimulatedAgent::hanging)).isLessThan(1.5);
        assertThat(worst(EQUAL, true, SimulatedAgent::hanging)).isLessThan(1.5);
    }

    /** History sends the long unit to the fastest host; in some of these plans that is the one that hangs today. */
    @Test
    public void withHistoryAHostThatHangsIsFoundOutBeforeTheLongUnitIsMissed() {
        assertThat(worst(MIXED, true, SimulatedAgent::hanging)).isLessThan(1.15);
    }

    @Test
    public void aHostThatFreezesOrSlowsDownCostsLittle() {
        assertThat(worst(EQUAL, true, agent -> agent.freezing(3, Double.POSITIVE_INFINITY)))
                .isLessThan(1.4);
        assertThat(worst(EQUAL, true, agent -> agent.slowing(4, 10))).isLessThan(1.4);
    }

    /** The largest makespan ÷ bound when each of the hosts in turn is the one that something happens to. */
    private static double worst(double[] speeds, boolean history, UnaryOperator<SimulatedAgent> victim) {
        double worst = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            List<SimulatedAgent> agents = new ArrayList<>();
            for (int i = 0; i < speeds.length; i++) {
                double claimed = history ? speeds[i] * Math.exp(0.04 * random.nextGaussian()) : 1;
                SimulatedAgent agent = SimulatedAgent.healthy("a" + i, 2, speeds[i])
                        .claiming(claimed)
                        .joining(0.05 * random.nextDouble());
                agents.add(i == seed % 4 ? victim.apply(agent) : agent);
            }
            List<SimulatedUnit> units = plan(random, history);
            SchedulerConfig config = SchedulerConfig.DEFAULTS.withLocalJobs(2).withExpectedAgents(speeds.length);
            Outcome outcome = new Simulation(config, units, agents, seed, false).run(1000);
            assertThat(outcome.violations()).as("seed %d", seed).isEmpty();
            worst = Math.max(worst, outcome.makespanSeconds() / bound(units, agents));
        }
        return worst;
    }

    private static double bound(List<SimulatedUnit> units, List<SimulatedAgent> agents) {
        double work = units.stream().mapToDouble(SimulatedUnit::workSeconds).sum();
        double speed = agents.stream()
                .filter(agent -> !agent.hangs())
                .mapToDouble(agent -> 2 * agent.speed())
                .sum();
        return Math.max(work / speed, LONG_SECONDS);
    }

    /** Without history the times follow from sizes, by a law that is not quite that of these sources. */
    private static List<SimulatedUnit> plan(Random random, boolean history) {
        List<SimulatedUnit> units = new ArrayList<>();
        for (int i = 0; i < 201; i++) {
            double drawn = Math.min(4, Math.max(0.1, 0.4 * Math.exp(0.8 * random.nextGaussian())));
            double work = i == 150 ? LONG_SECONDS : drawn;
            double size = work * Math.exp(0.3 * random.nextGaussian());
            double predicted = history ? work * Math.exp(0.06 * random.nextGaussian()) : 0.3 * Math.sqrt(size);
            UnitFacts facts =
                    new UnitFacts("u" + i, new int[0], true, "", "cc", true, 0, predicted, history ? 0.1 : 1.2);
            units.add(new SimulatedUnit(facts, work, 0.015, (long) (20_000 * work), false));
        }
        return units;
    }
}
