package io.jenkins.plugins.distcompile.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.schedule.SchedulerConfig;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** What an event costs the scheduler, counted in agents, units and copies looked at, while plan and pool grow. */
public class EventCostTest {
    private static final int UNITS = 1000;
    private static final int AGENTS = 50;
    /** Sixteen times as many units and agents: a cost that is logarithmic in both grows by no more than this. */
    private static final double LOGARITHMIC = Math.log(256.0 * UNITS * AGENTS) / Math.log(UNITS * AGENTS);
    /** Below it the bounds on looks are not reached yet, and growth up to them says nothing. */
    private static final double FLOOR = 200;

    private static final long MOST_FOR_A_DECISION = 1500;

    @Test
    public void stepsGrowAtMostLogarithmicallyWithPlanAndPool() {
        for (String shape : Shapes.NAMES) {
            double few = stepsAnEvent(build("best", shape, UNITS, AGENTS, false));
            double many = stepsAnEvent(build("best", shape, 16 * UNITS, 16 * AGENTS, false));
            assertThat(many).as("%s: from %.0f", shape, few).isLessThan(LOGARITHMIC * Math.max(FLOOR, few));
        }
    }

    @Test
    public void everySchemeIsAsCheap() {
        for (String scheme : List.of("first-response", "specs", "history", "ranking", "round-robin")) {
            for (String shape : List.of("deep", "cpp")) {
                double steps = stepsAnEvent(build(scheme, shape, 8 * UNITS, 8 * AGENTS, false));
                assertThat(steps).as("%s, %s", scheme, shape).isLessThan(LOGARITHMIC * FLOOR);
            }
        }
    }

    @Test
    public void noSingleEventCostsMuchMoreThanTheOthers() {
        for (String shape : Shapes.NAMES) {
            Outcome outcome = build("best", shape, 8 * UNITS, 8 * AGENTS, true);
            assertThat(outcome.mostSteps()).as(shape).isLessThan(MOST_FOR_A_DECISION);
        }
    }

    @Test
    public void tenThousandUnitsOnAThousandAgentsTakeFewStepsInEveryShape() {
        for (String shape : Shapes.NAMES) {
            Outcome outcome = build("best", shape, 10_000, 1000, true);
            assertThat(outcome.steps()).as(shape).isLessThan(60_000_000);
            assertThat(outcome.events()).as(shape).isLessThan(400_000);
        }
    }

    private static double stepsAnEvent(Outcome outcome) {
        return outcome.steps() / (double) outcome.events();
    }

    private static Outcome build(String scheme, String shape, int units, int agents, boolean preparation) {
        List<SimulatedAgent> pool = new ArrayList<>();
        for (int i = 0; i < agents; i++) {
            pool.add(SimulatedAgent.healthy("a" + i, 2, 0.5 + (i % 10) / 10.0));
        }
        SchedulerConfig config = SchedulerConfig.DEFAULTS.withScheme(scheme).withLocalJobs(agents / 5);
        List<SimulatedUnit> plan = new Shapes(1, 0.3, preparation).named(shape, units);
        Outcome outcome = new Simulation(config, plan, pool, 1, false).run(100_000);
        assertThat(outcome.violations()).as(shape).isEmpty();
        assertThat(outcome.accepted()).as(shape).isEqualTo(plan.size());
        return outcome;
    }
}
