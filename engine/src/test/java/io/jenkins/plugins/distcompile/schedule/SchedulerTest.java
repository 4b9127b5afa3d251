package io.jenkins.plugins.distcompile.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.schedule.Decision.Announce;
import io.jenkins.plugins.distcompile.schedule.Decision.Assign;
import io.jenkins.plugins.distcompile.schedule.Decision.Cancel;
import io.jenkins.plugins.distcompile.schedule.Decision.Discard;
import io.jenkins.plugins.distcompile.schedule.Decision.Fail;
import io.jenkins.plugins.distcompile.schedule.Decision.Finish;
import io.jenkins.plugins.distcompile.schedule.Decision.Prepare;
import io.jenkins.plugins.distcompile.schedule.Decision.Release;
import io.jenkins.plugins.distcompile.schedule.Decision.RunLocally;
import io.jenkins.plugins.distcompile.schedule.Event.Copy;
import io.jenkins.plugins.distcompile.schedule.Event.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.Test;

/** One situation a test, told to the scheduler event by event in virtual seconds. */
public class SchedulerTest extends SchedulerScript {
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
    public void aLinkThatIsMeasuredAfterTheBidCountsFromThenOn() {
        start(ONE_AT_A_TIME.withExpectedAgents(2), prepared(2));
        bid(0, "far", 1, 1.1);
        bid(0, "near", 1, 1);
        tell(new Event.LinkMeasured(at(0.1), "nobody", 1));
        tell(new Event.LinkMeasured(at(0.1), "far", 10_000));
        tell(new Event.Prepared(at(0.2), 0, 100_000, 20_000));
        assertThat(of(Assign.class)).extracting(Assign::agent).containsExactly("near");
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
}
