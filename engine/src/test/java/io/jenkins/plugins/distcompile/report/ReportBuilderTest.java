package io.jenkins.plugins.distcompile.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.distcompile.protocol.Message;
import io.jenkins.plugins.distcompile.protocol.Message.Usage;
import io.jenkins.plugins.distcompile.report.Timeline.Kind;
import io.jenkins.plugins.distcompile.report.Timeline.Lane;
import io.jenkins.plugins.distcompile.report.Timeline.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class ReportBuilderTest {

    private final List<BuildEvent> events = new ArrayList<>();

    @Test
    public void everyUnitOfARealisticBuildIsSettledOnce() {
        BuildReport report = BuildReport.of(ReportFixtures.build(200, 1));
        assertThat(report.counts()).isEqualTo(new BuildReport.Counts(200, 0, 0, 199, 1));
        assertThat(report.agents()).hasSize(6);
        assertThat(report.agents().stream().mapToInt(AgentReport::accepted).sum())
                .isEqualTo((int) report.units().stream()
                        .filter(unit -> unit.where() != null)
                        .count());
    }

    @Test
    public void spansOfALaneNeverOverlap() {
        for (long seed = 1; seed <= 20; seed++) {
            for (Lane lane :
                    BuildReport.of(ReportFixtures.build(150, seed)).timeline().lanes()) {
                double free = 0;
                for (Span span : lane.spans()) {
                    assertThat(span.from())
                            .as("seed %d, lane %s", seed, lane.group())
                            .isGreaterThanOrEqualTo(free);
                    assertThat(span.to())
                            .as("seed %d, lane %s", seed, lane.group())
                            .isGreaterThan(span.from());
                    free = span.to();
                }
            }
        }
    }

    @Test
    public void theSlotsOfAnAgentAreRebuiltFromOverlaps() {
        run("a", 1, "fast", 0, 100);
        run("b", 1, "fast", 50, 150);
        run("c", 1, "fast", 110, 160);
        List<Lane> lanes = report().timeline().lanes();
        assertThat(lanes)
                .extracting(lane -> lane.spans().stream()
                        .filter(s -> s.kind() == Kind.COMPILE)
                        .count())
                .containsExactly(2L, 1L);
    }

    /** A busy client hears of the start of one unit before the end of the one that had the slot. */
    @Test
    public void anAgentHasNoMoreLanesThanSlotsBecauseItsWordCameLate() {
        events.add(new BuildEvent.AgentVerdict(0, "fast", "bid", 2, null, null));
        run("a", 1, "fast", 0, 100);
        run("b", 1, "fast", 0, 220);
        run("c", 1, "fast", 70, 200);
        assertThat(report().timeline().lanes()).hasSize(2);
        run("d", 1, "fast", 10, 60);
        assertThat(report().timeline().lanes()).as("no span is hidden").hasSize(3);
    }

    @Test
    public void whoLeavesInGoodOrderIsNotLostAndWhoHasDeclinedStaysSo() {
        events.add(new BuildEvent.AgentVerdict(1, "a", "bid", 2, null, null));
        events.add(new BuildEvent.AgentVerdict(2, "b", "declined", 0, "load 7 > 4", null));
        events.add(new BuildEvent.AgentVerdict(3, "a", "left", 0, "no more work for it", null));
        events.add(new BuildEvent.AgentVerdict(4, "b", "left", 0, "declined: load 7 > 4", null));
        assertThat(report().agents())
                .extracting(agent -> agent.name() + " " + agent.state() + ": " + agent.reason())
                .containsExactly("a left: no more work for it", "b declined: load 7 > 4");
    }

    @Test
    public void aLateCopyIsShownAsACopyAndCostsCopyTime() {
        assign("a", 1, "slow", 0);
        run("a", 2, "fast", 10, 60);
        events.add(new BuildEvent.UnitDone(60, "a", true, "fast", "", null));
        events.add(new BuildEvent.CopyRunning(5, "a", 1, "slow"));
        events.add(new BuildEvent.CopyEnded(70, "a", 1, "slow", "cancelled", "fast was first", usage(65), 0));
        BuildReport report = report();
        assertThat(report.units().get(0).copies()).isEqualTo(1);
        assertThat(report.units().get(0).acceptedAttempt().agent()).isEqualTo("fast");
        assertThat(Summary.of(report).copySeconds()).isEqualTo(0.065);
    }

    /** The client kills its own compiler when an agent was first, and the log has no line of that. */
    @Test
    public void aRunHereEndsWithItsUnit() {
        run("a", 1, "slow", 0, 100);
        events.add(new BuildEvent.LocalStarted(60, "a", "overdue on slow"));
        done("a", "slow", 100);
        run("b", 1, "slow", 100, 900);
        done("b", "slow", 900);
        events.add(new BuildEvent.Finished(900, true, null, 0));
        Attempt here = report().units().get(0).attempts().get(1);
        assertThat(here.ending()).isEqualTo("cancelled");
        assertThat(here.endedAt()).isEqualTo(100);
        assertThat(Summary.of(report()).copySeconds()).isCloseTo(0.04, within(1e-9));
    }

    @Test
    public void whatAnOwnerTakesBackIsLostWorkAndNoFault() {
        assign("a", 1, "wanted", 0);
        events.add(new BuildEvent.CopyRunning(10, "a", 1, "wanted"));
        events.add(
                new BuildEvent.CopyEnded(510, "a", 1, "wanted", "handed-back", "keyboard used", Message.Usage.NONE, 0));
        events.add(new BuildEvent.Reposted(510, "a", 1, "wanted", "handed back: keyboard used", true));
        AgentReport agent = report().agents().get(0);
        assertThat(agent.faults()).isZero();
        assertThat(agent.lostSeconds()).isCloseTo(0.5, within(1e-9));
        assertThat(Summary.of(report()).agentFaults()).isEmpty();
    }

    @Test
    public void whatIsTakenFromASlowAgentsQueueIsNoFault() {
        assign("a", 1, "slow", 0);
        events.add(new BuildEvent.Reposted(510, "a", 1, "slow", "slow has ended nothing for long", true));
        events.add(new BuildEvent.CopyEnded(520, "a", 1, "slow", "cancelled", null, Message.Usage.NONE, 0));
        AgentReport agent = report().agents().get(0);
        assertThat(agent.faults()).isZero();
        assertThat(agent.lastFault()).isNull();
        assertThat(report().reposts()).hasSize(1);
    }

    @Test
    public void anAgentsLossEndsItsOpenCopies() {
        assign("a", 1, "gone", 0);
        events.add(new BuildEvent.CopyRunning(10, "a", 1, "gone"));
        events.add(new BuildEvent.AgentLost(500, "gone", "link cut"));
        UnitReport unit = report().units().get(0);
        assertThat(unit.state()).isEqualTo(UnitReport.State.WAITING);
        assertThat(unit.attempts().get(0).ending()).isEqualTo("lost");
        assertThat(report().agents().get(0).faults()).isEqualTo(1);
        assertThat(report().agents().get(0).lostSeconds()).isCloseTo(0.49, within(1e-9));
    }

    @Test
    public void aUnitKeptHereBecauseSendingTakesLongerIsNoFallback() {
        events.add(new BuildEvent.UnitPlanned(0, "a", "compile", "a.c", List.of(), null, 1));
        events.add(new BuildEvent.UnitPlanned(0, "b", "compile", "b.c", List.of(), null, 1));
        events.add(new BuildEvent.LocalStarted(5, "a", "sending it would take longer"));
        events.add(new BuildEvent.LocalStarted(5, "b", "no agent is left"));
        for (String unit : List.of("a", "b")) {
            events.add(new BuildEvent.LocalEnded(100, unit, true, 0.09));
            done(unit, null, 100);
        }
        BuildReport report = report();
        assertThat(report.units()).extracting(UnitReport::fellBack).containsExactly(false, true);
        assertThat(Summary.of(report, 2).localReasons()).containsExactly(Map.entry("sending it would take longer", 1));
    }

    @Test
    public void theCriticalPathFollowsNeedsAndSlots() {
        events.add(new BuildEvent.UnitPlanned(0, "lib", "compile", "lib.c", List.of(), null, 1));
        events.add(new BuildEvent.UnitPlanned(0, "app", "link", null, List.of("lib"), "links here", 1));
        run("other", 1, "fast", 0, 100);
        run("lib", 1, "fast", 101, 300);
        events.add(new BuildEvent.LocalStarted(302, "app", "links here"));
        events.add(new BuildEvent.LocalEnded(402, "app", true, 0.1));
        done("other", "fast", 100);
        done("lib", "fast", 300);
        done("app", null, 402);
        BuildReport report = report();
        assertThat(report.criticalPath()).extracting(Timeline.Step::link).containsExactly("start", "slot", "needs");
    }

    @Test
    public void aSnapshotInTheMiddleShowsWhatIsGoingOn() {
        ReportBuilder builder = new ReportBuilder();
        builder.accept(new BuildEvent.Started(0, "b", "", 3, "here", List.of()));
        builder.accept(new BuildEvent.Assigned(5, "a", 1, "fast", 1, "first"));
        assertThat(builder.snapshot().counts()).isEqualTo(new BuildReport.Counts(3, 2, 1, 0, 0));
        builder.accept(new BuildEvent.CopyRunning(9, "a", 1, "fast"));
        assertThat(builder.snapshot().units().get(0).state()).isEqualTo(UnitReport.State.RUNNING);
        assertThat(builder.snapshot().agents().get(0).running()).isEqualTo(1);
    }

    @Test
    public void anyPieceOfALogCanBeShown() {
        List<BuildEvent> all = ReportFixtures.build(60, 3);
        for (int from = 0; from < all.size(); from += 7) {
            BuildReport report = BuildReport.of(all.subList(from, all.size()));
            assertThat(report.counts().units())
                    .as("from %d", from)
                    .isGreaterThanOrEqualTo(report.counts().done());
        }
    }

    @Test
    public void theCriticalPathLeadsThroughTheCopyThatWasFirst() {
        events.add(new BuildEvent.UnitPlanned(0, "lib", "compile", "lib.c", List.of(), null, 1));
        events.add(new BuildEvent.UnitPlanned(0, "app", "link", null, List.of("lib"), "links here", 1));
        events.add(new BuildEvent.LocalStarted(20, "lib", "overdue on owl"));
        run("lib", 1, "owl", 0, 99);
        done("lib", "owl", 100);
        events.add(new BuildEvent.LocalStarted(101, "app", "links here"));
        events.add(new BuildEvent.LocalEnded(121, "app", true, 0.02));
        done("app", null, 121);
        List<Timeline.Step> path = report().criticalPath();
        assertThat(path).extracting(Timeline.Step::link).containsExactly("start", "needs");
        Timeline.Span first = report().timeline()
                .lanes()
                .get(path.get(0).lane())
                .spans()
                .get(path.get(0).span());
        assertThat(first.kind()).isEqualTo(Timeline.Kind.COMPILE);
    }

    private BuildReport report() {
        return BuildReport.of(events);
    }

    private void assign(String unit, int copy, String agent, double at) {
        events.add(new BuildEvent.Assigned(at, unit, copy, agent, 1, "why"));
    }

    private void run(String unit, int copy, String agent, double from, double to) {
        assign(unit, copy, agent, from);
        events.add(new BuildEvent.CopyRunning(from, unit, copy, agent));
        events.add(new BuildEvent.CopyEnded(to, unit, copy, agent, "succeeded", null, usage(to - from), 0));
    }

    private void done(String unit, String agent, double at) {
        events.add(new BuildEvent.UnitDone(at, unit, true, agent, "", null));
    }

    private static Usage usage(double millis) {
        return new Usage(0, (long) millis, (long) millis, 0, 0);
    }
}
