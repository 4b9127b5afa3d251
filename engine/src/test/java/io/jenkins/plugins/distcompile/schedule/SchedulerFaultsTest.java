package io.jenkins.plugins.distcompile.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.schedule.Decision.Accept;
import io.jenkins.plugins.distcompile.schedule.Decision.Assign;
import io.jenkins.plugins.distcompile.schedule.Decision.Cancel;
import io.jenkins.plugins.distcompile.schedule.Decision.Drop;
import io.jenkins.plugins.distcompile.schedule.Decision.Fail;
import io.jenkins.plugins.distcompile.schedule.Decision.Finish;
import io.jenkins.plugins.distcompile.schedule.Decision.Probe;
import io.jenkins.plugins.distcompile.schedule.Decision.Reposted;
import io.jenkins.plugins.distcompile.schedule.Decision.RunLocally;
import io.jenkins.plugins.distcompile.schedule.Event.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** Units that fail, agents that fall silent, lose units or give them back. */
public class SchedulerFaultsTest extends SchedulerScript {
    @Test
    public void aFailingUnitIsConfirmedHereAndFailsOnce() {
        start(ONE_AT_A_TIME.withFallback(Fallback.FAIL), units(1));
        bid(0.1, "a", 1, 1);
        Assign assign = of(Assign.class).get(0);
        ended(1, assign, Ending.UNIT_FAILED);
        assertThat(of(RunLocally.class)).extracting(RunLocally::confirming).containsExactly(true);
        tell(new Event.LocalEnded(at(2), 0, false, 1_000_000_000L));
        assertThat(of(Fail.class)).hasSize(1);
        assertThat(of(Finish.class)).extracting(Finish::success).containsExactly(false);
    }

    @Test
    public void whenTheLocalCompilerSaysYesTheAgentWasAtFault() {
        start(ONE_AT_A_TIME.withFaultsInARow(1), units(2));
        bid(0.1, "a", 1, 1);
        Assign assign = of(Assign.class).get(0);
        ended(1, assign, Ending.UNIT_FAILED);
        tell(new Event.LocalEnded(at(2), assign.copy().unit(), true, 1_000_000_000L));
        assertThat(of(Accept.class)).extracting(Accept::agent).containsExactly((String) null);
        assertThat(scheduler.progress().agents().get(0).standing()).isEqualTo(Progress.Standing.RESTING);
    }

    @Test
    public void aFailureStopsTheBuildUnlessItIsToKeepGoing() {
        List<UnitFacts> chain = List.of(unit(0, 5), unit(1, 1, 0), unit(2, 1));
        start(ONE_AT_A_TIME.withExpectedAgents(0), chain);
        tell(new Event.LocalEnded(at(1), 0, false, 1));
        assertThat(of(Fail.class)).hasSize(3);
        start(ONE_AT_A_TIME.withExpectedAgents(0).withKeepGoing(true), chain);
        tell(new Event.LocalEnded(at(1), 0, false, 1));
        assertThat(of(Fail.class)).extracting(Fail::reason).contains("needs u0, which failed");
        assertThat(of(Fail.class)).hasSize(2);
        tell(new Event.LocalEnded(at(2), 2, true, 1));
        assertThat(of(Finish.class)).hasSize(1);
    }

    @Test
    public void aFrozenAgentsUnitRunsElsewhereWithinThreeIntervals() {
        start(ONE_AT_A_TIME, units(1));
        bid(0, "a", 1, 1);
        bid(0, "b", 1, 1);
        String frozen =
                of(Assign.class).isEmpty() ? "a" : of(Assign.class).get(0).agent();
        for (int beat = 1; beat <= 5; beat++) {
            tell(new Event.AgentHeard(at(beat), "a"));
            tell(new Event.AgentHeard(at(beat), "b"));
        }
        List<Decision> all = silence(frozen, frozen.equals("a") ? "b" : "a", 5, 8);
        assertThat(all).hasAtLeastOneElementOfType(Probe.class);
        assertThat(all).hasAtLeastOneElementOfType(Reposted.class);
        assertThat(all).hasAtLeastOneElementOfType(Assign.class);
    }

    @Test
    public void aSlowButLiveAgentIsNotDeclaredDead() {
        start(ONE_AT_A_TIME.withLeaseFloor(Duration.ofHours(1)), units(1));
        bid(0, "a", 1, 1);
        double now = 0;
        List<Decision> all = new ArrayList<>();
        for (double interval : new double[] {1, 1.4, 1.8, 2.2, 2.4, 2.6, 2.6, 2.9, 2.9, 2.9, 2.9, 3.1, 3.1, 3.1}) {
            now = runTicksUntil(now + interval, all);
            tell(new Event.AgentHeard(at(now), "a"));
            all.addAll(last);
        }
        assertThat(all).doesNotHaveAnyElementsOfTypes(Reposted.class, Drop.class);
    }

    @Test
    public void aLostAgentThatComesBackMayStillWin() {
        start(ONE_AT_A_TIME, units(1));
        bid(0, "a", 1, 1);
        Assign first = of(Assign.class).get(0);
        tell(new Event.AgentHeard(at(1), "a"));
        List<Decision> all = new ArrayList<>();
        runTicksUntil(4, all);
        assertThat(all).hasAtLeastOneElementOfType(Reposted.class);
        ended(5, first, Ending.SUCCEEDED);
        assertThat(of(Accept.class)).extracting(Accept::agent).containsExactly("a");
        assertThat(of(Finish.class)).hasSize(1);
    }

    /** The compiler hangs while its helper lives. */
    @Test
    public void aUnitThatOutlivesItsLeaseGoesElsewhere() {
        start(ONE_AT_A_TIME.withFallback(Fallback.WAIT), units(1));
        bid(0, "a", 1, 1);
        bid(0, "b", 1, 1);
        List<Decision> all = beats(0.5, 29.5, "a", "b");
        assertThat(all).doesNotHaveAnyElementsOfTypes(Cancel.class, Reposted.class);
        all = beats(30, 32, "a", "b");
        assertThat(all).hasAtLeastOneElementOfType(Cancel.class).hasAtLeastOneElementOfType(Reposted.class);
        assertThat(all.stream().filter(Reposted.class::isInstance)).allMatch(each -> ((Reposted) each).fault());
        assertThat(all.stream().filter(Assign.class::isInstance)).hasSize(1);
    }

    /** An overloaded machine takes twenty times as long as predicted: late, and yet no fault. */
    @Test
    public void aShortUnitOnAnOverloadedMachineKeepsItsLease() {
        start(ONE_AT_A_TIME.withFallback(Fallback.WAIT), units(1));
        bid(0, "a", 1, 1);
        Assign assign = of(Assign.class).get(0);
        List<Decision> all = beats(0.5, 20, "a");
        ended(20.1, assign, Ending.SUCCEEDED);
        assertThat(all).doesNotHaveAnyElementsOfTypes(Cancel.class, Reposted.class);
        assertThat(of(Accept.class)).extracting(Accept::agent).containsExactly("a");
    }

    /** A machine so busy that the unit gets a tenth of a processor. */
    @Test
    public void aLeaseCountsProcessorTimeWhereTheAgentTellsIt() {
        start(ONE_AT_A_TIME.withFallback(Fallback.WAIT), units(1));
        bid(0, "a", 1, 1);
        Assign assign = of(Assign.class).get(0);
        List<Decision> all = works(assign, 0, 250, 0.1);
        assertThat(all).doesNotHaveAnyElementsOfTypes(Cancel.class, Reposted.class);
        ended(250, assign, Ending.SUCCEEDED);
        assertThat(of(Accept.class)).extracting(Accept::agent).containsExactly("a");
    }

    @Test
    public void aUnitThatWorksNoMoreHangs() {
        start(ONE_AT_A_TIME.withFallback(Fallback.WAIT), units(1));
        bid(0, "a", 1, 1);
        Assign assign = of(Assign.class).get(0);
        assertThat(works(assign, 0, 60, 0.1)).doesNotHaveAnyElementsOfTypes(Cancel.class);
        List<Decision> all = beats(60.5, 75, "a");
        assertThat(all.stream().filter(Reposted.class::isInstance).map(each -> ((Reposted) each).reason()))
                .containsExactly("no result within its lease of 30000 ms, having used 6000 ms of processor time");
    }

    @Test
    public void aUnitThatLoopsLosesItsLeaseAsBefore() {
        start(ONE_AT_A_TIME.withFallback(Fallback.WAIT), units(1));
        bid(0, "a", 1, 1);
        Assign assign = of(Assign.class).get(0);
        assertThat(works(assign, 0, 29.5, 1)).doesNotHaveAnyElementsOfTypes(Cancel.class);
        assertThat(works(assign, 30, 32, 1)).hasAtLeastOneElementOfType(Cancel.class);
    }

    /** A unit of several threads uses more than its time, and is within its lease all the same. */
    @Test
    public void processorTimeAloneEndsNoLease() {
        start(ONE_AT_A_TIME.withFallback(Fallback.WAIT), units(1));
        bid(0, "a", 1, 1);
        Assign assign = of(Assign.class).get(0);
        assertThat(works(assign, 0, 29.5, 16)).doesNotHaveAnyElementsOfTypes(Cancel.class);
    }

    @Test
    public void whatStillWorksAfterTenLeasesEndsNevertheless() {
        start(ONE_AT_A_TIME.withFallback(Fallback.WAIT), units(1));
        bid(0, "a", 1, 1);
        Assign assign = of(Assign.class).get(0);
        assertThat(assign.limitNanos()).isEqualTo(at(300));
        assertThat(works(assign, 0, 299, 0.05)).doesNotHaveAnyElementsOfTypes(Cancel.class);
        assertThat(works(assign, 299.5, 302, 0.05)).hasAtLeastOneElementOfType(Cancel.class);
    }

    /** A heartbeat each half second, in which the unit has got this share of a processor since the build began. */
    private List<Decision> works(Assign assign, double from, double until, double share) {
        List<Decision> all = new ArrayList<>();
        for (double now = from; now <= until; now += 0.5) {
            runTicksUntil(now, all);
            tell(new Event.AgentHeard(at(now), assign.agent()));
            all.addAll(last);
            tell(new Event.CopyWorked(at(now), assign.agent(), assign.copy(), at(now * share)));
            all.addAll(last);
        }
        return all;
    }

    private List<Decision> beats(double from, double until, String... agents) {
        List<Decision> all = new ArrayList<>();
        for (double now = from; now <= until; now += 0.5) {
            runTicksUntil(now, all);
            for (String agent : agents) {
                tell(new Event.AgentHeard(at(now), agent));
                all.addAll(last);
            }
        }
        return all;
    }

    @Test
    public void aUnitHandedBackIsNoFault() {
        start(ONE_AT_A_TIME.withFaultsInARow(1), units(1));
        bid(0, "a", 2, 1);
        Assign assign = of(Assign.class).get(0);
        tell(new Event.SlotsWithdrawn(at(1), "a", 1, List.of(assign.copy()), "keyboard"));
        assertThat(of(Reposted.class)).hasSize(1);
        assertThat(scheduler.progress().agents().get(0).standing()).isEqualTo(Progress.Standing.OFFERING);
    }

    @Test
    public void threeFaultsInARowRestAnAgentAndOneProbeBringsItBack() {
        start(ONE_AT_A_TIME.withFallback(Fallback.WAIT).withBidWait(Duration.ofMillis(1)), units(10));
        bid(0, "a", 1, 1);
        for (int i = 1; i <= 3; i++) {
            ended(i * 0.1, of(Assign.class).get(0), Ending.AGENT_FAULT);
        }
        assertThat(of(Assign.class)).isEmpty();
        for (int i = 1; i < 30; i++) {
            tell(new Event.AgentHeard(at(i), "a"));
            assertThat(of(Assign.class)).isEmpty();
        }
        tell(new Event.AgentHeard(at(30.5), "a"));
        assertThat(of(Assign.class)).hasSize(1);
    }

    @Test
    public void aUnitThatThreeAgentsFailRunsHere() {
        start(ONE_AT_A_TIME, units(1));
        for (String agent : List.of("a", "b", "c")) {
            bid(0.1, agent, 1, 1);
            assertThat(of(Assign.class)).extracting(Assign::agent).containsExactly(agent);
            ended(0.2, of(Assign.class).get(0), Ending.AGENT_FAULT);
        }
        assertThat(of(RunLocally.class)).hasSize(1);
    }

    private List<Decision> silence(String silent, String alive, double from, double to) {
        List<Decision> all = new ArrayList<>();
        for (double now = from; now <= to; now += 0.25) {
            runTicksUntil(now, all);
            tell(new Event.AgentHeard(at(now), alive));
            all.addAll(last);
        }
        assertThat(silent).isNotEqualTo(alive);
        return all;
    }

    @Test
    public void unitsThatTheirOnlyAgentLostDoNotWaitForAFirstBid() {
        start(ONE_AT_A_TIME.withBidWait(Duration.ofSeconds(60)), prepared(2));
        bid(0, "a", 2, 1);
        tell(new Event.Prepared(at(0.5), 0, 10, 10));
        tell(new Event.Prepared(at(0.5), 1, 10, 10));
        tell(new Event.AgentGone(at(1), "a", "replaced by a new link"));
        assertThat(of(Reposted.class)).hasSize(2);
        tell(new Event.AgentConnected(at(1), "a"));
        bid(1.1, "a", 2, 1);
        List<Decision> all = silence("nobody", "a", 1.25, 10);
        assertThat(all).filteredOn(RunLocally.class::isInstance).hasSize(2);
    }
}
