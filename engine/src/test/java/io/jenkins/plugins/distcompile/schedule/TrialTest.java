package io.jenkins.plugins.distcompile.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.schedule.Decision.Assign;
import io.jenkins.plugins.distcompile.schedule.Event.Ending;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.Test;

/** Builds without history: four agents that say the same of themselves, short units, and one (unit 0) that is long. */
public class TrialTest extends SchedulerScript {
    private static final List<String> AGENTS = List.of("first", "b", "c", "d");
    private static final int LONG_UNIT = 0;

    private final Map<String, Assign> trial = new HashMap<>();
    private final List<Decision> all = new ArrayList<>();

    @Test
    public void whoWasMerelyAskedFirstDoesNotGetTheLongUnit() {
        askEverybodyInTurn();
        end(0.40, "first", 0.40);
        assertThat(longUnitIsOn()).isNull();
        // asked 0.1 s later and ended before it: a fast one
        end(0.41, "b", 0.31);
        assertThat(longUnitIsOn()).isEqualTo("b");
    }

    @Test
    public void whoNeedsLongerThanTheFirstIsNotWaitedFor() {
        askEverybodyInTurn();
        end(0.40, "first", 0.40);
        assertThat(longUnitIsOn()).isNull();
        // meanwhile it runs a short one; when that ends, the second has had as long as the first needed, and nothing
        // came of it
        Assign next = of(Assign.class).get(0);
        runTicksUntil(0.55, all);
        tell(new Event.CopyEnded(at(0.55), "first", next.copy(), Ending.SUCCEEDED, at(0.15), ""));
        all.addAll(last);
        assertThat(longUnitIsOn()).isEqualTo("first");
    }

    @Test
    public void whoWaitsForComparisonGetsAShorterUnit() {
        askEverybodyInTurn();
        end(0.40, "first", 0.40);
        assertThat(of(Assign.class)).extracting(Assign::agent).containsExactly("first");
        assertThat(of(Assign.class).get(0).copy().unit()).isNotEqualTo(LONG_UNIT);
    }

    @Test
    public void whoEndsBeforeThoseThatWereAskedEarlierGetsItAtOnce() {
        askEverybodyInTurn();
        end(0.32, "b", 0.22);
        assertThat(longUnitIsOn()).isEqualTo("b");
    }

    /** Each is asked a tenth of a second after the one before it, and starts its trial at once. */
    private void askEverybodyInTurn() {
        SchedulerConfig config = ONE_AT_A_TIME.withExpectedAgents(AGENTS.size());
        start(
                config,
                cold(DoubleStream.concat(
                                DoubleStream.of(2),
                                DoubleStream.generate(() -> 0.1).limit(19))
                        .toArray()));
        double now = 0;
        for (int i = 0; i < 20; i++) {
            tell(new Event.Prepared(at(0), i, 1000, 1000));
        }
        for (String agent : AGENTS) {
            bid(now, agent, 1, 1);
            assertThat(of(Assign.class)).extracting(Assign::agent).containsExactly(agent);
            Assign sent = of(Assign.class).get(0);
            assertThat(sent.copy().unit()).isNotEqualTo(LONG_UNIT);
            trial.put(agent, sent);
            tell(new Event.CopyStarted(at(now), agent, sent.copy()));
            now += 0.1;
        }
    }

    private void end(double seconds, String agent, double runSeconds) {
        Assign sent = trial.get(agent);
        tell(new Event.CopyEnded(at(seconds), agent, sent.copy(), Ending.SUCCEEDED, at(runSeconds), ""));
        all.addAll(last);
    }

    /** Null: it waits. */
    private String longUnitIsOn() {
        return all.stream()
                .filter(Assign.class::isInstance)
                .map(Assign.class::cast)
                .filter(assign -> assign.copy().unit() == LONG_UNIT)
                .map(Assign::agent)
                .findFirst()
                .orElse(null);
    }
}
