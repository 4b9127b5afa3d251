package io.jenkins.plugins.distcompile.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.schedule.SchedulerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.Test;

/** Builds whose units come while they run, on random pools with random failures; {@link Audit} looks at every decision. */
public class OpenBuildsTest {
    private static final int CASES = 1000;
    /** As in {@link EventCostTest}. */
    private static final double FLOOR = 200;

    @Test
    public void everyBuildEndsAndKeepsTheInvariants() {
        for (long seed = 1; seed <= CASES; seed++) {
            Outcome outcome = simulation(seed, false).run(5_000);
            assertThat(outcome.violations()).as("seed %d", seed).isEmpty();
            assertThat(outcome.accepted() + outcome.failed())
                    .as("seed %d", seed)
                    .isEqualTo(60);
        }
    }

    @Test
    public void theSameEventsGiveTheSameDecisions() {
        for (long seed = 1; seed <= 100; seed++) {
            assertThat(simulation(seed, true).run(5_000).decisions())
                    .as("seed %d", seed)
                    .isEqualTo(simulation(seed, true).run(5_000).decisions());
        }
    }

    @Test
    public void unitsThatComeAtOnceTakeAboutAsLongAsThoseKnownFromTheBeginning() {
        for (String shape : List.of("wide", "heavy-tail")) {
            double closed = 0;
            double open = 0;
            for (long seed = 1; seed <= 20; seed++) {
                List<SimulatedUnit> plan = new Shapes(seed, 0.1, true).named(shape, 200);
                closed += on(8, plan, seed).run(5_000).makespanSeconds();
                open += on(8, plan, seed)
                        .arriving(new double[plan.size()])
                        .run(5_000)
                        .makespanSeconds();
            }
            assertThat(open).as(shape).isLessThan(1.1 * closed);
        }
    }

    @Test
    public void aUnitCostsTheSameHoweverManyThereAre() {
        double few = stepsAnEvent(1_000, 50);
        double many = stepsAnEvent(16_000, 50);
        assertThat(many).as("from %.0f", few).isLessThan(1.5 * Math.max(FLOOR, few));
    }

    private static double stepsAnEvent(int units, int agents) {
        List<SimulatedUnit> plan = new Shapes(1, 0.3, true).named("wide", units);
        double[] arrivals = new double[units];
        for (int i = 0; i < units; i++) {
            arrivals[i] = i * 0.008; // as fast as they are compiled
        }
        Outcome outcome = on(agents, plan, 1).arriving(arrivals).run(100_000);
        assertThat(outcome.violations()).isEmpty();
        assertThat(outcome.accepted()).isEqualTo(units);
        return outcome.steps() / (double) outcome.events();
    }

    private static Simulation on(int agents, List<SimulatedUnit> plan, long seed) {
        List<SimulatedAgent> pool = new ArrayList<>();
        for (int i = 0; i < agents; i++) {
            pool.add(SimulatedAgent.healthy("a" + i, 2, 0.5 + (i % 10) / 10.0));
        }
        return new Simulation(SchedulerConfig.DEFAULTS.withLocalJobs(4), plan, pool, seed, false);
    }

    private static Simulation simulation(long seed, boolean record) {
        SplittableRandom random = new SplittableRandom(seed);
        List<SimulatedUnit> units = new ArrayList<>();
        for (SimulatedUnit unit : new Shapes(seed, random.nextDouble(), random.nextBoolean()).named("wide", 60)) {
            boolean fails = random.nextInt(20) == 0;
            units.add(new SimulatedUnit(
                    unit.facts(), unit.workSeconds(), unit.prepareSeconds(), unit.wireBytes(), fails));
        }
        double[] arrivals = new double[units.size()];
        for (int i = 1; i < arrivals.length; i++) {
            boolean pause = random.nextInt(10) == 0;
            arrivals[i] = arrivals[i - 1] + (pause ? 5 * random.nextDouble() : random.nextInt(2) * 0.05);
        }
        SchedulerConfig config = SchedulerConfig.DEFAULTS
                .withLocalJobs(1 + random.nextInt(4))
                .withLocalSlots(random.nextInt(3))
                .withPrefetch(random.nextInt(3))
                .withCriticalCopies(1 + random.nextInt(3))
                .withCopyBudget(random.nextInt(4) * 0.1);
        return new Simulation(config, units, agents(random), seed, record).arriving(arrivals);
    }

    private static List<SimulatedAgent> agents(SplittableRandom random) {
        List<SimulatedAgent> agents = new ArrayList<>();
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            double at = random.nextDouble() * 20;
            SimulatedAgent agent =
                    SimulatedAgent.healthy("a" + i, 1 + random.nextInt(4), 0.2 + 2 * random.nextDouble());
            agents.add(
                    switch (random.nextInt(7)) {
                        case 0 -> agent.crashing(at);
                        case 1 -> agent.freezing(at, at + 10 * random.nextDouble());
                        case 2 -> agent.slowing(at, 5);
                        case 3 -> agent.failing(random.nextDouble());
                        case 4 -> agent.joining(at);
                        default -> agent;
                    });
        }
        return agents;
    }
}
