package io.jenkins.plugins.distcompile.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.distcompile.protocol.Message.Usage;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public class LimitTest {

    @Test
    public void theFullestResourceIsTheLimit() {
        Object[][] table = {
            // agents, here, compiling here, transfer, path, start
            {0.9, 0.4, false, 0.05, 0.3, 0.01, "agents"},
            {0.4, 0.95, false, 0.05, 0.3, 0.01, "preprocessing"},
            {0.4, 0.95, true, 0.05, 0.3, 0.01, "here"},
            {0.4, 0.3, false, 0.4, 0.3, 0.01, "network"},
            {0.4, 0.3, false, 0.05, 0.97, 0.01, "path"},
            {0.1, 0.1, false, 0.05, 0.2, 0.6, "start"},
            {0.1, 0.1, false, 0.05, 0.2, 0.1, "none"},
        };
        for (Object[] row : table) {
            Limit limit = Limit.of(
                    (double) row[0], (double) row[1], (boolean) row[2], (double) row[3], (double) row[4], (double)
                            row[5]);
            assertThat(limit.what()).isEqualTo(row[6]);
            assertThat(limit.spelled()).contains(" %");
        }
    }

    /** One agent with one slot, {@code units} units of a second in turn, each after the one before if {@code chained}. */
    private static Limit measured(int units, int slots, boolean chained) {
        List<BuildEvent> events = new ArrayList<>();
        events.add(new BuildEvent.Started(0, "b", "", units, "here", List.of()));
        events.add(new BuildEvent.AgentVerdict(
                0, "x", "bid", slots, null, ReportFixtures.profile("x", "cpu", 4, 3000, slots, 8)));
        for (int i = 0; i < units; i++) {
            List<String> after = chained && i > 0 ? List.of("u" + (i - 1)) : List.of();
            events.add(new BuildEvent.UnitPlanned(0, "u" + i, "compile", null, after, null, 1));
        }
        for (int i = 0; i < units; i++) {
            double start = i * 1000.0;
            events.add(new BuildEvent.Assigned(start, "u" + i, 1, "x", 1, "why"));
            events.add(new BuildEvent.CopyRunning(start, "u" + i, 1, "x"));
            events.add(new BuildEvent.CopyEnded(
                    start + 1000, "u" + i, 1, "x", "succeeded", null, new Usage(0, 1000, 0, 0, 0), 0));
            events.add(new BuildEvent.UnitDone(start + 1000, "u" + i, true, "x", "", null));
        }
        events.add(new BuildEvent.Finished(units * 1000.0, true, null, 1));
        return Summary.of(BuildReport.of(events), 2).limit();
    }

    @Test
    public void oneBusySlotIsTheAgentsFault() {
        Limit limit = measured(5, 1, false);
        assertThat(limit.what()).isEqualTo("agents");
        assertThat(limit.slotsBusy()).isCloseTo(1, within(1e-6));
        assertThat(limit.path()).isCloseTo(0.2, within(1e-6));
    }

    @Test
    public void aChainOfUnitsIsTheCriticalPathHoweverManySlotsThereAre() {
        Limit limit = measured(5, 8, true);
        assertThat(limit.what()).isEqualTo("path");
        assertThat(limit.path()).isCloseTo(1, within(1e-6));
    }

    @Test
    public void anUnfinishedOrEmptyBuildHasNone() {
        assertThat(Summary.of(BuildReport.of(List.of())).limit()).isNull();
        assertThat(Summary.of(BuildReport.of(List.of(new BuildEvent.Finished(5, true, null, 0))))
                        .limit())
                .isNull();
    }
}
