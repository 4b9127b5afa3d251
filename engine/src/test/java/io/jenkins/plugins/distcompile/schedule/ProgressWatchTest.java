package io.jenkins.plugins.distcompile.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.schedule.Decision.Assign;
import io.jenkins.plugins.distcompile.schedule.Decision.Stalled;
import io.jenkins.plugins.distcompile.schedule.Event.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.Test;

/** When a build is said to stall, and in which words. */
public class ProgressWatchTest {
    private static final SchedulerConfig CONFIG = SchedulerConfig.DEFAULTS
            .withFallback(Fallback.WAIT)
            .withTailFill(false)
            .withLeaseFloor(Duration.ofHours(1))
            .withHeartbeat(Duration.ofMinutes(10))
            .withStallAfter(Duration.ofSeconds(10));

    private final List<Decision> decisions = new ArrayList<>();
    private Scheduler scheduler;

    @Test
    public void aStallNamesTheUnitTheAgentAndTheTime() {
        start(CONFIG, 2);
        bid(1);
        advance(12);
        assertThat(stalls()).containsExactly("no result for 10 s: u0 on a for 9.0 s (predicted 2.0 s); 1 unit waiting");
    }

    @Test
    public void aUnitPredictedToTakeLongerIsNoStall() {
        start(CONFIG.withStallAfter(Duration.ofSeconds(1)), 1);
        bid(0);
        advance(1.9);
        assertThat(stalls()).isEmpty();
        advance(2.1);
        assertThat(stalls()).hasSize(1);
    }

    @Test
    public void aResultStartsTheTimeAnew() {
        start(CONFIG, 2);
        bid(0);
        advance(9);
        Assign first = (Assign)
                decisions.stream().filter(Assign.class::isInstance).findFirst().orElseThrow();
        tell(new Event.CopyEnded(nanos(9), "a", first.copy(), Ending.SUCCEEDED, nanos(9), ""));
        advance(18.9);
        assertThat(stalls()).isEmpty();
        advance(19.1);
        assertThat(stalls()).hasSize(1);
    }

    @Test
    public void itIsSaidAgainAfterEachInterval() {
        start(CONFIG, 1);
        advance(35);
        assertThat(stalls())
                .hasSize(3)
                .last()
                .asString()
                .contains("nothing runs; 1 unit waiting, and no agent has slots");
    }

    @Test
    public void zeroSwitchesItOff() {
        start(CONFIG.withStallAfter(Duration.ZERO), 1);
        advance(3_000);
        assertThat(stalls()).isEmpty();
    }

    private void start(SchedulerConfig config, int units) {
        List<UnitFacts> facts = new ArrayList<>();
        for (int u = 0; u < units; u++) {
            facts.add(new UnitFacts("u" + u, new int[0], true, "", "", false, 0, 2, 0));
        }
        scheduler = new Scheduler(config.withPrefetch(0), facts);
        tell(new Event.Started(0));
    }

    private void bid(double seconds) {
        tell(new Event.BidArrived(nanos(seconds), "a", new Offer(1, "a", Set.of(), 0, 1, 1, 0, 0)));
    }

    private void advance(double seconds) {
        while (scheduler.nextDeadlineNanos() <= nanos(seconds)) {
            tell(new Event.Tick(scheduler.nextDeadlineNanos()));
        }
    }

    private void tell(Event event) {
        decisions.addAll(scheduler.on(event));
    }

    private List<String> stalls() {
        return decisions.stream()
                .filter(Stalled.class::isInstance)
                .map(decision -> ((Stalled) decision).text())
                .toList();
    }

    private static long nanos(double seconds) {
        return Math.round(seconds * 1e9);
    }
}
