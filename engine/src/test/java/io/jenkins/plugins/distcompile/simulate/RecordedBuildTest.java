package io.jenkins.plugins.distcompile.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.distcompile.report.BuildEvent;
import io.jenkins.plugins.distcompile.report.BuildReport;
import io.jenkins.plugins.distcompile.report.ReportBuilder;
import io.jenkins.plugins.distcompile.schedule.SchedulerConfig;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** A simulated build's record, read back: what went in must come out. */
public class RecordedBuildTest {
    private static final SchedulerConfig CONFIG = SchedulerConfig.DEFAULTS.withLocalJobs(3);
    private final List<SimulatedAgent> agents = List.of(
            SimulatedAgent.healthy("a", 2, 1),
            SimulatedAgent.healthy("b", 2, 1),
            SimulatedAgent.healthy("slow", 1, 0.5));
    private final List<BuildEvent> events = new ArrayList<>();

    @Test
    public void unitsTimesAndSpeedsAreReadBack() {
        List<SimulatedUnit> units = new Shapes(1, 0, true).named("cpp", 120);
        Outcome outcome = simulate(units);
        RecordedBuild recorded = RecordedBuild.of(events);
        assertThat(recorded.makespanSeconds()).isCloseTo(outcome.makespanSeconds(), within(1e-3));
        assertThat(recorded.agents()).extracting(SimulatedAgent::name).containsExactly("a", "b", "slow");
        assertThat(recorded.agents()).extracting(SimulatedAgent::slots).containsExactly(2, 2, 1);
        assertThat(recorded.agents().get(2).speed()).isBetween(0.45, 0.6);
        assertThat(recorded.units()).hasSameSizeAs(units);
        for (int u = 0; u < units.size(); u++) {
            SimulatedUnit unit = recorded.units().get(u);
            assertThat(unit.facts().id()).isEqualTo(units.get(u).facts().id());
            assertThat(unit.facts().predecessors())
                    .isEqualTo(units.get(u).facts().predecessors());
            assertThat(unit.workSeconds() / units.get(u).workSeconds()).isBetween(0.8, 1.25);
        }
    }

    @Test
    public void simulatedAgainOnTheSamePoolItTakesTheSameTime() {
        simulate(new Shapes(2, 0, true).named("fork-join", 200));
        RecordedBuild recorded = RecordedBuild.of(events);
        Outcome again = new Simulation(CONFIG, recorded.units(), recorded.agents(), 1, false).run(10_000);
        assertThat(again.makespanSeconds() / recorded.makespanSeconds()).isBetween(0.9, 1.1);
    }

    @Test
    public void anAgentThatLeftWhileWorkWaitedLeavesAgainAndOneThatWasGivenBackStays() {
        simulate(new Shapes(2, 0, true).named("wide", 60));
        events.add(new BuildEvent.AgentVerdict(900, "a", "left", 0, "the owner needs it", null));
        events.add(new BuildEvent.AgentVerdict(950, "b", "left", 0, BuildEvent.AgentVerdict.NO_MORE_WORK, null));
        List<SimulatedAgent> recorded = RecordedBuild.of(events).agents();
        assertThat(recorded.get(0).mishaps()).containsExactly(new Mishap.Crash(0.9));
        assertThat(recorded.get(1).mishaps()).isEmpty();
    }

    @Test
    public void theReportTakesASimulatedBuildAsARealOne() {
        simulate(new Shapes(3, 0.3, true).named("random", 60));
        ReportBuilder builder = new ReportBuilder();
        events.forEach(builder);
        BuildReport report = builder.snapshot();
        assertThat(report.counts().succeeded()).isEqualTo(60);
        assertThat(report.agents()).hasSize(3);
        assertThat(report.head().success()).isTrue();
    }

    @Test
    public void aRecordWithoutUnitsIsRefused() {
        assertThatThrownBy(() -> RecordedBuild.of(List.of())).hasMessage("the record holds no unit");
    }

    @Test
    public void disturbanceHitsTheStatedShareAtLeastOneAgentAndRepeats() {
        List<SimulatedAgent> hit = Disturbance.of(agents, 0.05, 10, 7);
        assertThat(hit).isEqualTo(Disturbance.of(agents, 0.05, 10, 7));
        assertThat(hit.stream().filter(agent -> !agents.contains(agent))).hasSize(1);
        assertThat(Disturbance.of(agents, 0, 10, 7)).isEqualTo(agents);
        assertThat(Disturbance.owners(agents, 1, 10, 7)).noneMatch(agents::contains);
    }

    @Test
    public void anOwnerGetsHisMachineAndGivesItBack() {
        List<SimulatedUnit> units = new Shapes(4, 0, false).named("wide", 60);
        Mishap.Owner owner = new Mishap.Owner(2, 4);
        List<SimulatedAgent> pool = List.of(agents.get(0).with(owner), agents.get(1));
        Outcome outcome = new Simulation(CONFIG, units, pool, 1, false)
                .watchedBy(new BuildEvents("test", List.of(), units, events::add))
                .run(10_000);
        assertThat(outcome.violations()).isEmpty();
        assertThat(outcome.accepted()).isEqualTo(60);
        assertThat(outcome.progress().reposts()).isGreaterThan(0);
        List<Double> starts = events.stream()
                .filter(BuildEvent.CopyRunning.class::isInstance)
                .map(BuildEvent.CopyRunning.class::cast)
                .filter(event -> event.agent().equals("a"))
                .map(event -> event.at() / 1e3)
                .toList();
        assertThat(starts).isNotEmpty().noneMatch(at -> at > 2.01 && at < 4).anyMatch(at -> at > 4);
    }

    @Test
    public void loadThatComesAndGoesCountsWhileItLasts() {
        SimulatedAgent loaded = agents.get(0).with(new Mishap.Load(1, 3, 4));
        assertThat(loaded.runSeconds(0, 1)).isCloseTo(1, within(1e-9));
        assertThat(loaded.runSeconds(0, 1.5)).isCloseTo(3, within(1e-9));
        assertThat(loaded.runSeconds(0, 2)).isCloseTo(3.5, within(1e-9));
        assertThat(loaded.runSeconds(5, 2)).isCloseTo(2, within(1e-9));
    }

    private Outcome simulate(List<SimulatedUnit> units) {
        return new Simulation(CONFIG, units, agents, 1, false)
                .watchedBy(new BuildEvents("test", List.of(), units, events::add))
                .run(10_000);
    }
}
