package io.jenkins.plugins.distcompile.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.schedule.Decision.Assign;
import io.jenkins.plugins.distcompile.schedule.Decision.Cancel;
import io.jenkins.plugins.distcompile.schedule.Decision.Reposted;
import io.jenkins.plugins.distcompile.schedule.Event.Copy;
import io.jenkins.plugins.distcompile.schedule.Event.Ending;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.Test;

/**
 * A build with history: three agents of two slots, unit 0 as long as half of the build, others of 2 s, and short ones. The
 * long one goes to "fast", of which nobody knows whether it hangs today.
 */
public class ProbeTest extends SchedulerScript {
    private static final int LONG_UNIT = 0;
    private static final double[] WORK = DoubleStream.concat(
                    DoubleStream.concat(
                            DoubleStream.of(8), DoubleStream.generate(() -> 2).limit(12)),
                    DoubleStream.generate(() -> 0.5).limit(20))
            .toArray();

    private final List<Decision> all = new ArrayList<>();

    @Test
    public void besideTheLongUnitRunsAShortOne() {
        everybodyBids();
        assertThat(on("fast")).hasSize(2);
        assertThat(on("fast").get(0).copy().unit()).isEqualTo(LONG_UNIT);
        assertThat(WORK[on("fast").get(1).copy().unit()]).isEqualTo(0.5);
    }

    @Test
    public void theLongUnitGetsACopyAsSoonAsTheShortOneIsOverdue() {
        everybodyBids();
        for (Assign assign : assigned()) {
            tell(new Event.CopyStarted(at(0.01), assign.agent(), assign.copy()));
        }
        runWithoutFastUntil(2.5);
        assertThat(assigned())
                .filteredOn(assign -> assign.copy().unit() == LONG_UNIT)
                .extracting(Assign::agent)
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    public void whatIsQueuedOnTheAgentGoesElsewhere() {
        theLongUnitGetsACopyAsSoonAsTheShortOneIsOverdue();
        for (Assign queued : on("fast").subList(2, on("fast").size())) {
            assertThat(all)
                    .filteredOn(Cancel.class::isInstance)
                    .extracting(decision -> ((Cancel) decision).copy())
                    .contains(queued.copy());
        }
        assertThat(all)
                .filteredOn(Reposted.class::isInstance)
                .extracting(decision -> ((Reposted) decision).fault())
                .isNotEmpty()
                .containsOnly(false);
    }

    @Test
    public void whenTheShortOneEndsTheLongOneIsLeftAlone() {
        everybodyBids();
        for (Assign assign : assigned()) {
            tell(new Event.CopyStarted(at(0.01), assign.agent(), assign.copy()));
        }
        Assign probe = on("fast").get(1);
        runTicksUntil(0.51, all);
        end(0.51, probe, 0.5);
        assertThat(assigned())
                .filteredOn(assign -> assign.copy().unit() == LONG_UNIT)
                .hasSize(1);
        assertThat(on("fast")).hasSizeGreaterThan(2);
    }

    private void everybodyBids() {
        start(
                SchedulerConfig.DEFAULTS.withCopyBudget(1).withExpectedAgents(3),
                IntStream.range(0, WORK.length)
                        .mapToObj(i -> new UnitFacts("u" + i, new int[0], true, "", "cc", false, 0, WORK[i], 0.1))
                        .toList());
        offer("b", 1);
        offer("c", 1);
        offer("fast", 1.05);
    }

    private void offer(String agent, double speed) {
        tell(new Event.BidArrived(
                at(0.01), agent, new Offer(2, agent, Set.of("cc"), 0, speed, speed, 1_000_000_000L, 1_000_000L)));
        all.addAll(last);
    }

    /** The others end each unit when it was predicted to end; "fast" ends none. */
    private void runWithoutFastUntil(double seconds) {
        Map<Copy, Double> ends = new HashMap<>();
        for (double now = 0.05; now < seconds; now += 0.05) {
            runTicksUntil(now, all);
            for (String agent : List.of("b", "c", "fast")) {
                tell(new Event.AgentHeard(at(now), agent));
                all.addAll(last);
            }
            for (Assign assign : assigned()) {
                double run = assign.predictedNanos() / 1e9;
                ends.putIfAbsent(assign.copy(), now + run);
                if (!assign.agent().equals("fast") && ends.get(assign.copy()) <= now) {
                    ends.put(assign.copy(), Double.POSITIVE_INFINITY);
                    end(now, assign, run);
                }
            }
        }
    }

    private void end(double now, Assign assign, double run) {
        tell(new Event.CopyEnded(at(now), assign.agent(), assign.copy(), Ending.SUCCEEDED, at(run), ""));
        all.addAll(last);
    }

    private List<Assign> assigned() {
        return all.stream()
                .filter(Assign.class::isInstance)
                .map(Assign.class::cast)
                .toList();
    }

    private List<Assign> on(String agent) {
        return assigned().stream()
                .filter(assign -> assign.agent().equals(agent))
                .toList();
    }
}
