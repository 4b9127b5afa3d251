package io.jenkins.plugins.distcompile.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.schedule.Decision.Accept;
import io.jenkins.plugins.distcompile.schedule.Decision.Assign;
import io.jenkins.plugins.distcompile.schedule.Decision.Cancel;
import io.jenkins.plugins.distcompile.schedule.Decision.Release;
import io.jenkins.plugins.distcompile.schedule.Event.Ending;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.Test;

/** Who gets a second copy, when, and what it may cost. */
public class SchedulerCopiesTest extends SchedulerScript {
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
    public void aUnitIsOverdueByItsTimeAwayFromHereAndNotByItsRunAlone() {
        List<UnitFacts> units =
                IntStream.range(0, 21).mapToObj(i -> unit(i, 0.1)).toList();
        start(ONE_AT_A_TIME.withTailFill(true).withCopyBudget(2), units);
        bid(0, "a", 1, 1);
        Deque<Assign> running = new ArrayDeque<>(of(Assign.class));
        bid(0, "b", 1, 1);
        running.addAll(of(Assign.class));
        List<Decision> all = new ArrayList<>();
        double now = 0;
        while (running.size() > 1) { // each runs for 0.1 s, and is away for 0.3
            now = runTicksUntil(now + 0.15, all);
            ended(now, running.remove(), Ending.SUCCEEDED);
            running.addAll(of(Assign.class));
        }
        all.clear();
        runTicksUntil(now + 0.1, all);
        assertThat(all).filteredOn(Assign.class::isInstance).isEmpty();
        runTicksUntil(now + 3, all);
        assertThat(all).filteredOn(Assign.class::isInstance).hasSize(1);
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
}
