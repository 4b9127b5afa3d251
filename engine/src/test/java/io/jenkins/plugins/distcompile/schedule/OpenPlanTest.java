package io.jenkins.plugins.distcompile.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.distcompile.schedule.Decision.Accept;
import io.jenkins.plugins.distcompile.schedule.Decision.Announce;
import io.jenkins.plugins.distcompile.schedule.Decision.Assign;
import io.jenkins.plugins.distcompile.schedule.Decision.Cancel;
import io.jenkins.plugins.distcompile.schedule.Decision.CancelLocal;
import io.jenkins.plugins.distcompile.schedule.Decision.Fail;
import io.jenkins.plugins.distcompile.schedule.Decision.Finish;
import io.jenkins.plugins.distcompile.schedule.Decision.Release;
import io.jenkins.plugins.distcompile.schedule.Decision.RunLocally;
import io.jenkins.plugins.distcompile.schedule.Decision.Stalled;
import io.jenkins.plugins.distcompile.schedule.Event.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.Test;

/** A plan to which units are added while it runs, told event by event. */
public class OpenPlanTest extends SchedulerScript {
    private int added;

    private void open(SchedulerConfig config) {
        scheduler = Scheduler.open(config);
        tell(new Event.Started(0));
    }

    private void add(double seconds, int count) {
        List<UnitFacts> facts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            facts.add(unit(added++, 1));
        }
        tell(new Event.UnitsAdded(at(seconds), facts));
    }

    private void close(double seconds) {
        tell(new Event.PlanClosed(at(seconds), true, "make has ended"));
    }

    @Test
    public void theBuildIsOverOnlyWhenThePlanIsClosed() {
        open(ONE_AT_A_TIME);
        bid(0, "a", 2, 1);
        add(1, 1);
        Assign assign = of(Assign.class).get(0);
        ended(2, assign, Ending.SUCCEEDED);
        assertThat(of(Accept.class)).hasSize(1);
        assertThat(of(Finish.class)).isEmpty();
        close(3);
        assertThat(last).endsWith(new Finish(true, "make has ended"));
    }

    @Test
    public void whatRunsWhenItIsClosedIsWaitedFor() {
        open(ONE_AT_A_TIME);
        bid(0, "a", 2, 1);
        add(1, 1);
        Assign assign = of(Assign.class).get(0);
        close(2);
        assertThat(of(Finish.class)).isEmpty();
        ended(3, assign, Ending.SUCCEEDED);
        assertThat(of(Finish.class)).hasSize(1);
    }

    @Test
    public void idleSlotsAreKeptForUnitsToComeAndGivenBackAtTheEnd() {
        open(ONE_AT_A_TIME);
        bid(0, "a", 4, 1);
        add(1, 1);
        assertThat(of(Release.class)).isEmpty();
        ended(2, of(Assign.class).get(0), Ending.SUCCEEDED);
        assertThat(of(Release.class)).isEmpty();
        close(3);
        assertThat(of(Release.class)).containsExactly(new Release("a", 4));
    }

    @Test
    public void whatWaitsIsAnnouncedWhenItComes() {
        open(ONE_AT_A_TIME);
        tell(new Event.AgentConnected(at(0), "a"));
        assertThat(of(Announce.class)).isEmpty();
        add(5, 3);
        assertThat(of(Announce.class)).extracting(Announce::waitingUnits).containsExactly(3);
    }

    @Test
    public void thePatienceForAFirstBidBeginsWithTheFirstUnit() {
        open(ONE_AT_A_TIME);
        tell(new Event.AgentConnected(at(0), "a"));
        tick(10);
        add(10, 1);
        assertThat(of(RunLocally.class)).isEmpty();
        tick(11);
        assertThat(of(RunLocally.class)).hasSize(1);
    }

    @Test
    public void aCompilerThatNobodyAskedForBeforeIsAskedForAndFoundAtThoseWhoHaveBid() {
        open(ONE_AT_A_TIME);
        add(0, 1);
        tell(new Event.BidArrived(at(0.1), "a", new Offer(2, "a", Set.of("cc", "cxx"), 0, 1, 1, 0, 0)));
        assertThat(of(Assign.class)).hasSize(1);
        UnitFacts other = new UnitFacts("cxx", new int[0], true, "", "cxx", false, 0, 1, 0);
        tell(new Event.UnitsAdded(at(0.2), List.of(other)));
        assertThat(of(Assign.class)).extracting(assign -> assign.copy().unit()).containsExactly(1);
    }

    @Test
    public void aUnitThatFailsStopsNobodyElse() {
        open(ONE_AT_A_TIME);
        bid(0, "a", 1, 1);
        add(1, 2);
        ended(2, of(Assign.class).get(0), Ending.UNIT_FAILED);
        tell(new Event.LocalEnded(at(3), 0, false, 1));
        assertThat(of(Fail.class)).extracting(Fail::unit).containsExactly(0);
        assertThat(of(Finish.class)).isEmpty();
        add(4, 1);
        assertThat(scheduler.progress().failed()).isEqualTo(1);
        assertThat(scheduler.progress().units()).isEqualTo(3);
    }

    @Test
    public void aUnitThatNobodyWaitsForIsCancelledWhereverItRuns() {
        open(ONE_AT_A_TIME);
        bid(0, "a", 1, 1);
        add(1, 1);
        tell(new Event.Unwanted(at(2), 0, "its caller has gone"));
        assertThat(of(Cancel.class)).hasSize(1);
        assertThat(of(Fail.class)).containsExactly(new Fail(0, true, "its caller has gone"));
        tell(new Event.Unwanted(at(2), 0, "its caller has gone"));
        assertThat(last).isEmpty();
    }

    @Test
    public void soIsOneThatRunsHere() {
        open(ONE_AT_A_TIME.withExpectedAgents(0));
        add(1, 1);
        assertThat(of(RunLocally.class)).hasSize(1);
        tell(new Event.Unwanted(at(2), 0, "its caller has gone"));
        assertThat(of(CancelLocal.class)).hasSize(1);
    }

    @Test
    public void theBudgetForCopiesGrowsWithThePlan() {
        open(SchedulerConfig.DEFAULTS.withCopyBudget(0.5));
        add(0, 4);
        assertThat(scheduler.progress().copyBudgetSeconds()).isEqualTo(2);
        add(1, 4);
        assertThat(scheduler.progress().copyBudgetSeconds()).isEqualTo(4);
    }

    @Test
    public void anIdlePlanIsNoStall() {
        open(ONE_AT_A_TIME.withStallAfter(Duration.ofSeconds(5)));
        List<Decision> all = new ArrayList<>();
        runTicksUntil(60, all);
        assertThat(all).noneMatch(Stalled.class::isInstance);
        bid(60, "a", 1, 1);
        add(61, 1);
        runTicksUntil(65, all);
        assertThat(all).noneMatch(Stalled.class::isInstance);
        runTicksUntil(80, all);
        assertThat(all).anyMatch(Stalled.class::isInstance);
    }

    @Test
    public void unitsOfAnOpenPlanStandAlone() {
        open(ONE_AT_A_TIME);
        add(0, 1);
        assertThatThrownBy(() -> tell(new Event.UnitsAdded(at(1), List.of(unit(1, 1, 0)))))
                .hasMessageContaining("waits for others");
        close(1);
        assertThatThrownBy(() -> add(2, 1)).hasMessageContaining("the plan is closed");
    }
}
