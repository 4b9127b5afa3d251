package io.jenkins.plugins.distcompile.jenkins.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.report.BuildEvent;
import java.util.List;
import org.junit.Test;

public class DemandTest {
    private final Demand demand = new Demand();

    @Test
    public void nothingIsAskedForBeforeThePlanIsKnown() {
        assertThat(demand.isPlanned()).isFalse();
        assertThat(demand.executors(16)).isZero();
    }

    @Test
    public void asManyExecutorsAsUnitsThatMayLeaveUntilSlotsAreKnown() {
        plan(5);
        demand.accept(new BuildEvent.UnitPlanned(0, "local", "link", null, List.of(), "links stay", 1));
        assertThat(demand.openUnits()).isEqualTo(5);
        assertThat(demand.executors(16)).isEqualTo(5);
        assertThat(demand.executors(3)).isEqualTo(3);
    }

    @Test
    public void fewerExecutorsWhenEachBringsSeveralSlots() {
        plan(10);
        bid("alpha", 4);
        assertThat(demand.executors(16)).isEqualTo(3);
    }

    @Test
    public void executorsAreNotNeededForWhatIsSettled() {
        plan(4);
        for (int i = 0; i < 4; i++) {
            demand.accept(new BuildEvent.UnitDone(10, "u" + i, true, "alpha", "", null));
        }
        assertThat(demand.executors(16)).isZero();
    }

    @Test
    public void anIdleAgentIsSurplusWhenTheOthersSlotsDoForTheRest() {
        plan(3);
        bid("alpha", 2);
        bid("beta", 2);
        demand.accept(new BuildEvent.Assigned(0, "u0", 1, "beta", 1, ""));
        tick(5_000);
        assertThat(demand.isSurplus("alpha", 3_000))
                .as("three units are more than two slots")
                .isFalse();
        demand.accept(new BuildEvent.UnitDone(5_001, "u2", true, "alpha", "", null));
        assertThat(demand.isSurplus("alpha", 3_000)).isTrue();
        assertThat(demand.isSurplus("beta", 3_000)).as("it works").isFalse();
        demand.dismissed("alpha");
        demand.accept(new BuildEvent.CopyEnded(5_002, "u0", 1, "beta", "succeeded", null, null, 0));
        tick(9_000);
        assertThat(demand.isSurplus("beta", 3_000)).as("it is the last one").isFalse();
    }

    @Test
    public void anAgentThatHasJustBecomeIdleIsKeptForAWhile() {
        plan(1);
        bid("alpha", 2);
        bid("beta", 2);
        demand.accept(new BuildEvent.Assigned(0, "u0", 1, "alpha", 1, ""));
        demand.accept(new BuildEvent.CopyEnded(10_000, "u0", 1, "alpha", "cancelled", null, null, 0));
        tick(12_000);
        assertThat(demand.isSurplus("alpha", 3_000)).isFalse();
        tick(13_001);
        assertThat(demand.isSurplus("alpha", 3_000)).isTrue();
    }

    @Test
    public void anAgentThatDeclinesIsKnownByItsReasonUntilItBids() {
        demand.accept(new BuildEvent.AgentVerdict(1, "alpha", "declined", 0, "load 7.2 > 4", null));
        assertThat(demand.declined("alpha")).isEqualTo("load 7.2 > 4");
        bid("alpha", 1);
        assertThat(demand.declined("alpha")).isNull();
    }

    @Test
    public void anAgentThatDeclinedAsItEndedMayComeBack() {
        bid("alpha", 1);
        demand.accept(new BuildEvent.AgentVerdict(1, "alpha", "declined", 0, "the helper is shutting down", null));
        demand.accept(new BuildEvent.AgentLost(2, "alpha", "said goodbye"));
        assertThat(demand.declined("alpha")).isNull();
        assertThat(demand.executors(16)).isZero();
    }

    @Test
    public void timePassesWhileNothingHappens() {
        plan(1);
        bid("alpha", 1);
        bid("beta", 1);
        assertThat(demand.isSurplus("beta", 3_000)).isFalse();
        demand.at(3_000);
        assertThat(demand.isSurplus("beta", 3_000)).isTrue();
        assertThat(demand.isEnough()).isTrue();
        plan(3);
        assertThat(demand.isEnough()).isFalse();
    }

    @Test
    public void whoLeavesIsForgottenAndWhoCannotBeReachedIsRemembered() {
        plan(4);
        bid("alpha", 4);
        demand.accept(new BuildEvent.AgentVerdict(1, "alpha", "left", 0, "no more work for it", null));
        assertThat(demand.executors(16)).isEqualTo(4);
        assertThat(demand.declined("alpha")).isNull();
        demand.accept(new BuildEvent.AgentVerdict(2, "beta", "unreachable", 0, "no direct link: refused", null));
        assertThat(demand.unreachable("beta")).isEqualTo("no direct link: refused");
        bid("beta", 1);
        assertThat(demand.unreachable("beta")).isNull();
        // Its helper was killed: the next one on that node is as welcome as the first.
        demand.accept(new BuildEvent.AgentVerdict(3, "beta", "unreachable", 0, "the relay has ended", null));
        assertThat(demand.unreachable("beta")).isNull();
        assertThat(demand.hasAnswered("beta")).isFalse();
    }

    private void plan(int units) {
        demand.accept(new BuildEvent.Started(0, "b", "", units, "node", List.of()));
        for (int i = 0; i < units; i++) {
            demand.accept(new BuildEvent.UnitPlanned(0, "u" + i, "compile", "u" + i, List.of(), null, 1));
        }
    }

    private void bid(String agent, int slots) {
        demand.accept(new BuildEvent.AgentVerdict(0, agent, "bid", slots, null, null));
    }

    private void tick(double at) {
        demand.accept(new BuildEvent.Notice(at, "info", ""));
    }
}
