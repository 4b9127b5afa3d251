package io.jenkins.plugins.distcompile.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.schedule.Decision.Accept;
import io.jenkins.plugins.distcompile.schedule.Decision.Announce;
import io.jenkins.plugins.distcompile.schedule.Decision.Assign;
import io.jenkins.plugins.distcompile.schedule.Decision.Cancel;
import io.jenkins.plugins.distcompile.schedule.Decision.Discard;
import io.jenkins.plugins.distcompile.schedule.Decision.Drop;
import io.jenkins.plugins.distcompile.schedule.Decision.Fail;
import io.jenkins.plugins.distcompile.schedule.Decision.Finish;
import io.jenkins.plugins.distcompile.schedule.Decision.Prepare;
import io.jenkins.plugins.distcompile.schedule.Decision.Probe;
import io.jenkins.plugins.distcompile.schedule.Decision.Release;
import io.jenkins.plugins.distcompile.schedule.Decision.Reposted;
import io.jenkins.plugins.distcompile.schedule.Decision.RunLocally;
import io.jenkins.plugins.distcompile.schedule.Event.Copy;
import io.jenkins.plugins.distcompile.schedule.Event.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.Test;

/** One situation a test, told to the scheduler event by event in virtual seconds. */
public class SchedulerTest {
    private static final SchedulerConfig ONE_AT_A_TIME = SchedulerConfig.DEFAULTS
            .withLocalJobs(2)
            .withPrefetch(0)
            .withTailFill(false)
            .withCriticalCopies(1);

    private final List<Decision> last = new ArrayList<>();
    private Scheduler scheduler;

    @Test
    public void withoutAnAgentUnitsRunHereAfterTheWaitForBids() {
        start(ONE_AT_A_TIME, units(3));
        assertThat(of(RunLocally.class)).isEmpty();
        tick(0.9);
        assertThat(of(RunLocally.class)).isEmpty();
        tick(1.0);
        assertThat(of(RunLocally.class)).extracting(RunLocally::reason).containsOnly("no agent has bid");
        assertThat(of(RunLocally.class)).hasSize(2);
    }

    @Test
    public void agentsOnTheirWayAreWaitedForWhileTheLocalSlotsWork() {
        start(ONE_AT_A_TIME.withLocalSlots(1), units(9));
        tell(new Event.AgentsComing(at(0.1), 2, at(15)));
        assertThat(of(RunLocally.class))
                .extracting(RunLocally::reason)
                .containsExactly("the client machine takes units too");
        tick(1);
        tick(14.9);
        assertThat(of(RunLocally.class)).isEmpty();
        tick(15);
        assertThat(of(RunLocally.class)).extracting(RunLocally::reason).contains("no agent has bid");
    }

    @Test
    public void agentsThatDoNotComeAfterAllAreNotWaitedFor() {
        start(ONE_AT_A_TIME, units(9));
        tell(new Event.AgentsComing(at(0.1), 2, at(15)));
        tick(2);
        assertThat(of(RunLocally.class)).isEmpty();
        tell(new Event.AgentsComing(at(2.5), 0, at(15)));
        assertThat(of(RunLocally.class)).extracting(RunLocally::reason).containsOnly("no agent has bid");
        assertThat(of(RunLocally.class)).isNotEmpty();
    }

    @Test
    public void anEmptyPoolIsNotWaitedFor() {
        start(ONE_AT_A_TIME.withExpectedAgents(0), units(1));
        assertThat(of(RunLocally.class)).hasSize(1);
    }

    @Test
    public void onceEverybodyHasDeclinedNobodyIsWaitedFor() {
        start(ONE_AT_A_TIME.withExpectedAgents(2), units(1));
        tell(new Event.Declined(at(0.1), "a", "load 7.2 > 4"));
        assertThat(of(RunLocally.class)).isEmpty();
        tell(new Event.AgentGone(at(0.2), "b", "refused"));
        assertThat(of(RunLocally.class)).hasSize(1);
    }

    @Test
    public void anAgentThatBidsLateStillGetsUnits() {
        start(ONE_AT_A_TIME, units(5));
        tick(1);
        bid(2, "late", 1, 1);
        assertThat(of(Assign.class)).extracting(Assign::agent).containsExactly("late");
    }

    @Test
    public void fallbackFailFailsUnitsAndFallbackWaitWaits() {
        start(ONE_AT_A_TIME.withFallback(Fallback.FAIL), units(2));
        tick(1);
        assertThat(of(Fail.class)).hasSize(2);
        assertThat(of(Finish.class)).extracting(Finish::success).containsExactly(false);
        start(ONE_AT_A_TIME.withFallback(Fallback.WAIT), units(2));
        tick(50);
        assertThat(last).isEmpty();
        bid(1001, "a", 1, 1);
        assertThat(of(Assign.class)).hasSize(1);
    }

    @Test
    public void anAgentIsAskedWhenItConnectsAndOnlyOnce() {
        start(ONE_AT_A_TIME, units(4));
        tell(new Event.AgentConnected(at(0.1), "a"));
        assertThat(of(Announce.class)).extracting(Announce::waitingUnits).containsExactly(4);
        tell(new Event.AgentHeard(at(0.2), "a"));
        assertThat(of(Announce.class)).isEmpty();
    }

    @Test
    public void theLongestUnitGoesFirstToTheFastestAgent() {
        start(ONE_AT_A_TIME, List.of(unit(0, 1), unit(1, 9), unit(2, 2)));
        tell(new Event.AgentConnected(at(0), "slow"));
        bid(0, "slow", 1, 0.25);
        bid(0, "fast", 1, 2);
        assertThat(of(Assign.class))
                .extracting(a -> a.agent() + a.copy().unit())
                .doesNotContain("slow1");
    }

    @Test
    public void preparationStaysAFewUnitsAhead() {
        start(ONE_AT_A_TIME.withLocalJobs(100), prepared(50));
        assertThat(of(Prepare.class)).hasSize(2);
        bid(0.1, "a", 4, 1);
        assertThat(of(Prepare.class)).hasSize(4);
    }

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

    @Test
    public void aUnitThatNoAgentCanTakeRunsHereWithTheReason() {
        UnitFacts big = new UnitFacts("big", new int[0], true, "", "cc", false, 64L << 30, 1, 0);
        UnitFacts rare = new UnitFacts("rare", new int[0], true, "", "other", false, 0, 1, 0);
        start(ONE_AT_A_TIME, List.of(big, rare));
        tell(new Event.BidArrived(at(0), "a", new Offer(2, "a", Set.of("cc"), 8L << 30, 1, 1, 0, 0)));
        List<Decision> all = new ArrayList<>();
        runTicksUntil(1.5, all);
        assertThat(all.stream().filter(RunLocally.class::isInstance).map(d -> ((RunLocally) d).reason()))
                .containsExactlyInAnyOrder("no agent has 65536 MiB for it", "no agent has its compiler");
    }

    @Test
    public void aCriticalUnitGetsASecondMachineAndTheLoserIsCancelled() {
        start(SchedulerConfig.DEFAULTS.withCopyBudget(2), units(1));
        bid(0, "a", 1, 1);
        Assign first = of(Assign.class).get(0);
        bid(0.1, "b", 1, 2);
        Assign second = of(Assign.class).get(0);
        assertThat(second.agent()).isEqualTo("b");
        ended(1, second, Ending.SUCCEEDED);
        assertThat(of(Cancel.class)).extracting(Cancel::copy).containsExactly(first.copy());
        assertThat(of(Accept.class)).hasSize(1);
    }

    @Test
    public void aGeneratorThatIsQuickerThanItsGuessDoesNotMakeCompilesQuicker() {
        UnitFacts generator =
                new UnitFacts("table", new int[0], false, "the plan keeps it here", "", false, 0, 0.3, 1.5);
        UnitFacts compile = new UnitFacts("a.cc", new int[] {0}, true, "", "cc", false, 0, 2, 0.6);
        start(ONE_AT_A_TIME, List.of(generator, compile));
        bid(0, "a", 1, 1);
        tell(new Event.LocalEnded(at(0.5), 0, true, at(0.02)));
        assertThat(of(Assign.class)).extracting(Assign::predictedNanos).containsExactly(at(2));
    }

    @Test
    public void inQueueModeAUnitLeavesTheQueueOnlyWhenASlotAsks() {
        start(SchedulerConfig.DEFAULTS.withPrefetch(0).withTailFill(false).withCriticalCopies(1), units(4));
        bid(0, "a", 1, 1);
        assertThat(scheduler.progress().waiting()).isEqualTo(3);
        tick(0.999);
        assertThat(of(Assign.class)).isEmpty();
        ended(1, new Assign(new Copy(0, 1), "a", 0, 0, ""), Ending.SUCCEEDED);
        assertThat(of(Assign.class)).hasSize(1);
        assertThat(scheduler.progress().waiting()).isEqualTo(2);
    }

    @Test
    public void anAgentWhoseUnitIsOverdueCountsAsSlowBeforeTheUnitEnds() {
        start(ONE_AT_A_TIME, units(1));
        bid(0, "a", 1, 1);
        tick(2);
        assertThat(scheduler.progress().agents().get(0).speed()).isLessThan(0.8);
    }

    @Test
    public void anUnknownAgentGetsAShortUnitUntilItHasEndedOne() {
        start(ONE_AT_A_TIME, cold(9, 1, 1, 1, 1, 1, 1, 1));
        bid(0, "a", 1, 1);
        Assign first = of(Assign.class).get(0);
        assertThat(first.copy().unit()).isNotZero();
        bid(0.01, "b", 1, 1);
        assertThat(of(Assign.class)).extracting(a -> a.copy().unit()).doesNotContain(0);
        ended(0.3, first, Ending.SUCCEEDED);
        assertThat(of(Assign.class))
                .extracting(a -> a.agent() + a.copy().unit())
                .containsExactly("a0");
    }

    @Test
    public void forATrialTheShortestUnitIsPreparedFirst() {
        List<UnitFacts> units = IntStream.range(0, 9)
                .mapToObj(i -> new UnitFacts("u" + i, new int[0], true, "", "cc", true, 0, 9 - i, 1))
                .toList();
        start(ONE_AT_A_TIME, units);
        assertThat(of(Prepare.class)).extracting(Prepare::unit).containsExactly(0, 1);
        bid(0, "a", 1, 1);
        tell(new Event.Prepared(at(0.1), 0, 10, 10));
        assertThat(of(Assign.class)).isEmpty();
        assertThat(of(Prepare.class)).extracting(Prepare::unit).containsExactly(8);
        tell(new Event.Prepared(at(0.2), 8, 10, 10));
        assertThat(of(Assign.class)).extracting(a -> a.copy().unit()).containsExactly(8);
    }

    @Test
    public void whereUnitsAreAlikeOrKnownNobodyIsTriedOut() {
        start(ONE_AT_A_TIME, cold(1, 1, 1, 1));
        bid(0, "a", 1, 1);
        assertThat(of(Assign.class)).extracting(a -> a.copy().unit()).containsExactly(0);
        start(ONE_AT_A_TIME, List.of(unit(0, 9), unit(1, 1), unit(2, 1), unit(3, 1)));
        bid(0, "a", 1, 1);
        assertThat(of(Assign.class)).extracting(a -> a.copy().unit()).containsExactly(0);
    }

    @Test
    public void aUnitAsLongAsTheBuildGetsItsCopyBeforeOthersWait() {
        List<UnitFacts> units = new ArrayList<>(List.of(unit(0, 8)));
        IntStream.range(1, 40).forEach(i -> units.add(unit(i, 0.5)));
        start(SchedulerConfig.DEFAULTS.withCopyBudget(1), units);
        for (String agent : List.of("a", "b", "c", "d")) {
            bid(0, agent, 2, 1);
        }
        tick(0.3);
        assertThat(scheduler.progress().copies()).isEqualTo(1);
        assertThat(scheduler.progress().waiting()).isPositive();
        // as much work again: then the slot is worth more than the insurance
        IntStream.range(40, 120).forEach(i -> units.add(unit(i, 0.5)));
        start(SchedulerConfig.DEFAULTS.withCopyBudget(1), units);
        for (String agent : List.of("a", "b", "c", "d")) {
            bid(0, agent, 2, 1);
        }
        tick(0.3);
        assertThat(scheduler.progress().copies()).isZero();
    }

    @Test
    public void whatRunsOnAnAgentThatHasStalledIsCopiedBeforeItIsOverdueItself() {
        List<UnitFacts> units = new ArrayList<>(List.of(unit(0, 10)));
        IntStream.range(1, 24).forEach(i -> units.add(unit(i, 1)));
        start(SchedulerConfig.DEFAULTS.withPrefetch(0).withCopyBudget(2), units);
        bid(0, "a", 2, 1);
        assertThat(of(Assign.class)).extracting(a -> a.copy().unit()).contains(0);
        bid(0.1, "b", 1, 1);
        Assign onB = of(Assign.class).get(0);
        for (double now = 0.2; now < 2; now += 0.2) {
            tell(new Event.AgentHeard(at(now), "a"));
            tell(new Event.AgentHeard(at(now), "b"));
            tick(now + 0.1);
        }
        ended(2, onB, Ending.SUCCEEDED);
        assertThat(of(Assign.class))
                .extracting(a -> a.agent() + a.copy().unit())
                .containsExactly("b0");
    }

    @Test
    public void withoutABudgetAnOnlyCopyThatTakesTooLongStartsAgainElsewhere() {
        start(SchedulerConfig.DEFAULTS.withCopyBudget(0).withLocalJobs(1), units(1));
        bid(0, "a", 1, 1);
        bid(0, "b", 1, 1);
        List<Decision> all = new ArrayList<>();
        for (double now = 0.5; now < 5; now += 0.5) {
            tell(new Event.AgentHeard(at(now), "a"));
            tell(new Event.AgentHeard(at(now), "b"));
            tick(now + 0.1);
            all.addAll(last);
        }
        assertThat(all).filteredOn(Cancel.class::isInstance).isNotEmpty();
        assertThat(all).filteredOn(Assign.class::isInstance).isNotEmpty();
        assertThat(scheduler.progress().copies()).isZero();
    }

    @Test
    public void theFirstBidsAreWaitedForUnlessNoneCanBeMuchFaster() {
        for (double fastest : new double[] {2, 1}) {
            start(ONE_AT_A_TIME.withExpectedAgents(3), List.of(unit(0, 9), unit(1, 1), unit(2, 1)));
            scheduler.fastestKnown(fastest);
            bid(0, "a", 1, 1);
            assertThat(of(Assign.class).stream().anyMatch(a -> a.copy().unit() == 0))
                    .as("fastest %s", fastest)
                    .isEqualTo(fastest == 1);
        }
    }

    @Test
    public void theFastestSlotsAreKeptForTheLastUnit() {
        start(ONE_AT_A_TIME, units(1));
        bid(0, "slow", 4, 0.5);
        bid(0.1, "fast", 1, 2);
        assertThat(of(Release.class)).extracting(Release::agent).containsOnly("slow");
    }

    @Test
    public void copiesOfOneUnitGoToDifferentMachines() {
        start(SchedulerConfig.DEFAULTS.withCopyBudget(2).withPrefetch(0), units(1));
        tell(new Event.BidArrived(at(0), "a1", new Offer(1, "host", Set.of("cc"), 0, 1, 1, 0, 0)));
        tell(new Event.BidArrived(at(0), "a2", new Offer(1, "host", Set.of("cc"), 0, 1, 1, 0, 0)));
        assertThat(scheduler.progress().copies()).isZero();
    }

    @Test
    public void withoutABudgetNothingIsCopied() {
        start(SchedulerConfig.DEFAULTS.withCopyBudget(0), units(1));
        bid(0, "a", 1, 1);
        bid(0, "b", 1, 1);
        tick(5);
        assertThat(scheduler.progress().copies()).isZero();
    }

    @Test
    public void slotsThatNoUnitCanUseAreGivenBack() {
        start(ONE_AT_A_TIME, units(1));
        bid(0, "a", 8, 1);
        assertThat(of(Release.class)).extracting(Release::slots).containsExactly(5);
        ended(1, new Assign(new Copy(0, 1), "a", 0, 0, ""), Ending.SUCCEEDED);
        assertThat(of(Release.class)).extracting(Release::slots).containsExactly(3);
    }

    @Test
    public void preparedTextIsDiscardedWithItsUnit() {
        start(ONE_AT_A_TIME, prepared(1));
        bid(0, "a", 1, 1);
        tell(new Event.Prepared(at(0.1), 0, 1000, 100));
        ended(1, of(Assign.class).get(0), Ending.SUCCEEDED);
        assertThat(of(Discard.class)).hasSize(1);
    }

    @Test
    public void anAbortEndsEverythingAtOnce() {
        start(ONE_AT_A_TIME, units(3));
        bid(0, "a", 1, 1);
        tell(new Event.Aborted(at(1), "Ctrl-C"));
        assertThat(of(Cancel.class)).hasSize(1);
        assertThat(of(Fail.class)).hasSize(3);
        assertThat(last.get(last.size() - 1)).isInstanceOf(Finish.class);
        tell(new Event.Tick(at(2)));
        assertThat(last).isEmpty();
    }

    @Test
    public void anEmptyPlanIsDoneAtOnce() {
        start(ONE_AT_A_TIME, List.of());
        assertThat(of(Finish.class)).extracting(Finish::success).containsExactly(true);
    }

    // ---- telling the story

    private void start(SchedulerConfig config, List<UnitFacts> units) {
        scheduler = new Scheduler(config, units);
        tell(new Event.Started(0));
    }

    private void tell(Event event) {
        last.clear();
        last.addAll(scheduler.on(event));
    }

    private void tick(double seconds) {
        tell(new Event.Tick(at(seconds)));
    }

    /** Ticks at each deadline that the scheduler names, as the dispatcher does. */
    private double runTicksUntil(double seconds, List<Decision> all) {
        while (scheduler.nextDeadlineNanos() <= at(seconds)) {
            tell(new Event.Tick(scheduler.nextDeadlineNanos()));
            all.addAll(last);
        }
        return seconds;
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

    @Test
    public void theHighestRankIsChosenAndAChangedRankCounts() {
        start(ONE_AT_A_TIME.withScheme("ranking"), prepared(3));
        ranked("fast", 9, 10);
        ranked("slow", 1, 90);
        tell(new Event.Prepared(at(0.1), 0, 10, 10));
        assertThat(of(Assign.class)).extracting(Assign::agent).containsExactly("slow");
        ended(0.2, of(Assign.class).get(0), Ending.SUCCEEDED);
        tell(new Event.RankChanged(at(0.3), "slow", 5));
        tell(new Event.Prepared(at(0.4), 1, 10, 10));
        assertThat(of(Assign.class)).extracting(Assign::agent).containsExactly("fast");
    }

    @Test
    public void amongEqualsTheHigherRankWinsThenTheRicherMachine() {
        start(ONE_AT_A_TIME, prepared(2));
        ranked("richer", 1, 10);
        tell(new Event.BidArrived(at(0), "ranked", new Offer(1, "ranked", Set.of("cc"), 0, 1, 0.5, 0, 0, 11)));
        tell(new Event.Prepared(at(0.1), 0, 10, 10));
        assertThat(of(Assign.class)).extracting(Assign::agent).containsExactly("ranked");
    }

    private void ranked(String agent, double speed, double rank) {
        Offer offer = new Offer(1, agent, Set.of("cc"), 0, speed, speed, 0, 0);
        tell(new Event.BidArrived(at(0), agent, offer.withRank(rank)));
    }

    private void bid(double seconds, String agent, int slots, double speed) {
        tell(new Event.BidArrived(at(seconds), agent, new Offer(slots, agent, Set.of("cc"), 0, speed, speed, 0, 0)));
    }

    private void ended(double seconds, Assign assign, Ending ending) {
        tell(new Event.CopyEnded(at(seconds), assign.agent(), assign.copy(), ending, 100_000_000L, "told so"));
    }

    private <T extends Decision> List<T> of(Class<T> type) {
        return last.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static long at(double seconds) {
        return Math.round(seconds * 1e9);
    }

    private static UnitFacts unit(int index, double work, int... before) {
        return new UnitFacts("u" + index, before, true, "", "cc", false, 0, work, 0);
    }

    private static List<UnitFacts> units(int count) {
        return IntStream.range(0, count).mapToObj(i -> unit(i, 1)).toList();
    }

    /** Units of so many seconds, of which nothing is known but their sizes. */
    private static List<UnitFacts> cold(double... work) {
        return IntStream.range(0, work.length)
                .mapToObj(i -> new UnitFacts("u" + i, new int[0], true, "", "cc", false, 0, work[i], 1))
                .toList();
    }

    private static List<UnitFacts> prepared(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new UnitFacts("u" + i, new int[0], true, "", "cc", true, 0, 1, 0))
                .toList();
    }
}
