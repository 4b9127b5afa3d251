package io.jenkins.plugins.distcompile.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.schedule.Fallback;
import io.jenkins.plugins.distcompile.schedule.SchedulerConfig;
import io.jenkins.plugins.distcompile.schedule.UnitFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.Test;

/** Random plans, pools and failures; {@link Audit} holds the invariants of the design against every decision. */
public class RandomBuildsTest {
    private static final int CASES = 3000;

    @Test
    public void everyBuildEndsAndKeepsTheInvariants() {
        for (long seed = 1; seed <= CASES; seed++) {
            Outcome outcome = simulation(seed, Fallback.LOCAL, false).run(5_000);
            assertThat(outcome.violations()).as("seed %d", seed).isEmpty();
            assertThat(outcome.failed() > 0).as("seed %d", seed).isEqualTo(!outcome.success());
        }
    }

    @Test
    public void underFallbackFailEveryUnitIsStillSettled() {
        for (long seed = 1; seed <= CASES / 3; seed++) {
            Outcome outcome = simulation(seed, Fallback.FAIL, false).run(5_000);
            assertThat(outcome.violations()).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    public void theSameEventsGiveTheSameDecisions() {
        for (long seed = 1; seed <= 200; seed++) {
            Outcome first = simulation(seed, Fallback.LOCAL, true).run(5_000);
            Outcome second = simulation(seed, Fallback.LOCAL, true).run(5_000);
            assertThat(first.decisions()).as("seed %d", seed).isEqualTo(second.decisions());
        }
    }

    @Test
    public void theLossOfEveryAgentCostsTimeAndNeverTheBuild() {
        for (long seed = 1; seed <= 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<SimulatedAgent> agents = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(5); i++) {
                agents.add(SimulatedAgent.healthy("a" + i, 1 + random.nextInt(3), 1)
                        .crashing(random.nextDouble() * 8));
            }
            List<SimulatedUnit> units = new Shapes(seed, 0.5, true).named("cpp", 40);
            Outcome outcome =
                    new Simulation(SchedulerConfig.DEFAULTS.withLocalJobs(2), units, agents, seed, false).run(5_000);
            assertThat(outcome.violations()).as("seed %d", seed).isEmpty();
            assertThat(outcome.accepted()).as("seed %d", seed).isEqualTo(units.size());
        }
    }

    private static Simulation simulation(long seed, Fallback fallback, boolean record) {
        SplittableRandom random = new SplittableRandom(seed);
        String scheme =
                List.of("best", "first-response", "specs", "history", "ranking").get(random.nextInt(5));
        SchedulerConfig config = SchedulerConfig.DEFAULTS
                .withScheme(scheme)
                .withFallback(fallback)
                .withKeepGoing(random.nextBoolean())
                .withLocalJobs(1 + random.nextInt(4))
                .withLocalSlots(random.nextInt(3))
                .withPrefetch(random.nextInt(3))
                .withCriticalCopies(1 + random.nextInt(3))
                .withCopyBudget(random.nextInt(4) * 0.1)
                .withHeartbeat(Duration.ofMillis(50 + random.nextInt(2000)));
        return new Simulation(config, units(random), agents(random), seed, record);
    }

    private static List<SimulatedUnit> units(SplittableRandom random) {
        String shape = Shapes.NAMES.get(random.nextInt(Shapes.NAMES.size()));
        List<SimulatedUnit> plain = new Shapes(random.nextLong(), random.nextDouble(), random.nextBoolean())
                .named(shape, 5 + random.nextInt(60));
        double broken = random.nextInt(3) == 0 ? 0.03 : 0;
        List<SimulatedUnit> units = new ArrayList<>();
        for (SimulatedUnit unit : plain) {
            UnitFacts f = unit.facts();
            boolean remote = random.nextInt(12) > 0;
            String compiler = random.nextInt(40) == 0 ? "rare" : "cc";
            UnitFacts facts = new UnitFacts(
                    f.id(),
                    f.predecessors(),
                    remote,
                    remote ? "" : "links",
                    compiler,
                    f.needsPreparation() && remote,
                    random.nextInt(20) == 0 ? 6L << 30 : 0,
                    f.workSeconds(),
                    f.uncertainty());
            units.add(new SimulatedUnit(
                    facts, unit.workSeconds(), unit.prepareSeconds(), unit.wireBytes(), random.nextDouble() < broken));
        }
        return units;
    }

    private static List<SimulatedAgent> agents(SplittableRandom random) {
        List<SimulatedAgent> agents = new ArrayList<>();
        int count = random.nextInt(8);
        for (int i = 0; i < count; i++) {
            double at = random.nextDouble() * 20;
            SimulatedAgent agent = SimulatedAgent.healthy("a" + i, 1 + random.nextInt(4), 0.2 + 2 * random.nextDouble())
                    .claiming(0.5 + random.nextDouble());
            agents.add(
                    switch (random.nextInt(11)) {
                        case 0 -> agent.crashing(at);
                        case 1 -> agent.freezing(at, Double.POSITIVE_INFINITY);
                        case 2 -> agent.freezing(at, at + 10 * random.nextDouble());
                        case 3 -> agent.slowing(at, 5);
                        case 4 -> agent.hanging();
                        case 5 -> agent.failing(random.nextDouble());
                        case 6 -> agent.joining(at);
                        case 7 -> agent.with(new Mishap.Owner(at, at + 10 * random.nextDouble()));
                        case 8 -> agent.with(new Mishap.Load(at, at + 10 * random.nextDouble(), 3));
                        default -> agent;
                    });
        }
        return agents;
    }
}
