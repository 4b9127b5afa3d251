package io.jenkins.plugins.distcompile.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.distcompile.history.CostModel;
import io.jenkins.plugins.distcompile.protocol.Message.Usage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class CostReportTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    /** Two agents of two slots; a unit's good run, a cancelled copy and a lost one, an hour each. */
    private static List<BuildEvent> events(CostModel model) {
        List<BuildEvent> events = new ArrayList<>();
        RatedEvents sink = new RatedEvents(model, events::add);
        sink.accept(new BuildEvent.Started(0, "b", "", 1, "here", List.of()));
        for (String agent : List.of("dear", "cheap")) {
            sink.accept(new BuildEvent.AgentVerdict(
                    1, agent, "bid", 2, null, ReportFixtures.profile(agent, "cpu", 4, 3000, 2, 8)));
            sink.accept(new BuildEvent.AgentVerdict(
                    2, agent, "bid", 2, null, ReportFixtures.profile(agent, "cpu", 4, 3000, 2, 8)));
        }
        run(sink, 1, "dear", "succeeded");
        run(sink, 2, "cheap", "cancelled");
        run(sink, 3, "cheap", "lost");
        sink.accept(new BuildEvent.UnitDone(4_000_000, "u", true, "dear", "", null));
        sink.accept(new BuildEvent.Finished(4_000_000, true, null, 1));
        return events;
    }

    private static void run(RatedEvents sink, int copy, String agent, String ending) {
        sink.accept(new BuildEvent.Assigned(3, "u", copy, agent, 3600, "why"));
        sink.accept(new BuildEvent.CopyEnded(
                3_600_003, "u", copy, agent, ending, null, new Usage(0, 3_600_000, 0, 0, 0), 0));
    }

    @Test
    public void costsAreToldFromTheEventsAlone() throws Exception {
        CostModel model = CostModel.of(List.of("dear=8", "cheap=2"), List.of(), "EUR");
        Path log = folder.getRoot().toPath().resolve("events.jsonl");
        try (EventLogWriter writer = EventLog.writer(log)) {
            events(model).forEach(writer);
        }

        Summary summary = Summary.of(BuildReport.of(EventLog.read(log)), 2);

        assertThat(summary.cost()).isCloseTo(8 / 2.0 + 2 * 2 / 2.0, within(1e-9));
        assertThat(summary.costOfCopies()).isCloseTo(1, within(1e-9));
        assertThat(summary.costOfLost()).isCloseTo(1, within(1e-9));
        assertThat(summary.currency()).isEqualTo("EUR");
        assertThat(summary.agents().stream().map(Summary.AgentLine::cost)).containsExactly(4.0, 2.0);
        List<Attempt> attempts =
                BuildReport.of(EventLog.read(log)).units().get(0).attempts();
        assertThat(attempts.stream().map(Attempt::cost)).containsExactly(4.0, 1.0, 1.0);
        JsonNode copies = new ObjectMapper()
                .readTree(summary.toJson(BuildReport.of(EventLog.read(log))))
                .get("copyCosts");
        assertThat(copies).hasSize(3);
        assertThat(copies.get(0).toString())
                .isEqualTo("{\"unit\":\"u\",\"copy\":1,\"agent\":\"dear\",\"ending\":\"succeeded\",\"accepted\":true,"
                        + "\"seconds\":3600.0,\"cost\":4.0}");
        assertThat(copies.get(2).get("ending").asText()).isEqualTo("lost");
        assertThat(summary.toText()).contains("cost        6.00 EUR (copies not needed 1.00 EUR, lost 1.00 EUR)");
    }

    @Test
    public void aRateIsToldOnceWhileItStays() {
        List<BuildEvent> events = events(CostModel.of(List.of("dear=8"), List.of(), ""));
        assertThat(events.stream().filter(BuildEvent.Rated.class::isInstance)).hasSize(1);
    }

    @Test
    public void aCostThatIsNotTheWholeSaysSo() {
        Summary summary = Summary.of(BuildReport.of(events(CostModel.of(List.of("dear=8"), List.of(), "EUR"))), 2);
        assertThat(summary.toText())
                .contains("cost        4.00 EUR (copies not needed 0.0000 EUR, lost 0.0000 EUR),"
                        + " without 1 agent of no known rate");
    }

    @Test
    public void withoutRatesNothingIsSaidOfCosts() {
        Summary summary = Summary.of(BuildReport.of(events(CostModel.NONE)), 2);
        assertThat(summary.cost()).isNull();
        assertThat(summary.toText()).doesNotContain("\n  cost ");
        assertThat(summary.toJson()).doesNotContain("currency");
        assertThat(summary.toJson(BuildReport.of(events(CostModel.NONE)))).doesNotContain("copyCosts");
    }
}
