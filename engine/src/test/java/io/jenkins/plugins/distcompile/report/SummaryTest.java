package io.jenkins.plugins.distcompile.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.distcompile.protocol.Message.Usage;
import java.io.IOException;
import java.util.List;
import org.junit.Test;

public class SummaryTest {

    private final Summary summary = Summary.of(BuildReport.of(ReportFixtures.build(200, 1)), 4);

    @Test
    public void theJsonObjectHasThePromisedFields() throws IOException {
        JsonNode json = new ObjectMapper().readTree(summary.toJson());
        for (String field : List.of(
                "units",
                "succeeded",
                "failed",
                "remoteUnits",
                "localUnits",
                "copies",
                "reposts",
                "fallbacks",
                "wallSeconds",
                "unitSeconds",
                "preparedSeconds",
                "copySeconds",
                "lostSeconds",
                "bytesSent",
                "clientCpuSeconds",
                "speedUp",
                "speedUpHere")) {
            assertThat(json.path(field).isNumber()).as(field).isTrue();
        }
        assertThat(json.path("agents").size()).isEqualTo(6);
        assertThat(json.path("localReasons").path("writes a precompiled header").asInt())
                .isEqualTo(4);
    }

    @Test
    public void theFiguresAddUp() {
        assertThat(summary.remoteUnits() + summary.localUnits()).isEqualTo(summary.succeeded());
        assertThat(summary.agents().stream().mapToInt(Summary.AgentLine::units).sum())
                .isEqualTo(summary.remoteUnits());
        assertThat(summary.reposts()).isEqualTo(1);
        assertThat(summary.agentFaults()).containsEntry("wren", 1);
        assertThat(summary.copies()).isEqualTo(2);
    }

    @Test
    public void speedUpIsUnitTimeOverWallTime() {
        Summary two = Summary.of(
                BuildReport.of(List.of(
                        new BuildEvent.Assigned(0, "a", 1, "x", 1, "why"),
                        new BuildEvent.Assigned(0, "b", 1, "x", 1, "why"),
                        ended("a", 900),
                        ended("b", 600),
                        new BuildEvent.UnitDone(1000, "a", true, "x", "", null),
                        new BuildEvent.UnitDone(1000, "b", true, "x", "", null))),
                1);
        assertThat(two.speedUp()).isEqualTo(1.5);
        assertThat(two.savedSeconds()).isEqualTo(0.5);
    }

    @Test
    public void aCompileErrorCheckedHereIsNoFallback() {
        assertThat(summary.failed()).isEqualTo(1);
        assertThat(summary.fallbacks()).isEqualTo(1); // the link, which nothing kept here
    }

    @Test
    public void aRunHereThatAnAgentWonIsNoCopyButIsTold() {
        Summary one = Summary.of(BuildReport.of(List.of(
                new BuildEvent.Assigned(0, "a", 1, "x", 1, "why"),
                new BuildEvent.LocalStarted(100, "a", "overdue on x"),
                new BuildEvent.UnitDone(1100, "a", true, "x", "", null))));
        assertThat(one.copies()).isZero();
        assertThat(one.toText()).containsPattern("extra +1\\.00 s of runs not needed\n");
        assertThat(summary.toText()).containsPattern("extra +2 copies \\([0-9.]+ s of runs not needed\\)");
    }

    @Test
    public void theTextNamesEveryAgentWithItsVerdict() {
        assertThat(summary.toText().lines().map(String::strip))
                .anyMatch(line -> line.matches("osprey +declined +load.cpu 0.93 > 0.7"))
                .anyMatch(line -> line.matches("agents +falcon +bid +\\d+ units +4 slots +\\d+ % busy +0\\.\\d{4} EUR"))
                .anyMatch(line -> line.matches("wren +lost .*no heartbeat for 3.0 s"));
        assertThat(summary.toText()).startsWith("Build FAILED: 199 of 200 units in ");
    }

    @Test
    public void aPeersNameCannotSteerTheTerminal() {
        Summary one = Summary.of(BuildReport.of(
                List.of(new BuildEvent.AgentVerdict(0, "x\u001b[2J\n", "declined", 0, "a\rb\u202e", null))));
        assertThat(one.toText()).doesNotContain("\u001b", "\r", "\u202e").contains("x [2J");
    }

    private static BuildEvent ended(String unit, long millis) {
        return new BuildEvent.CopyEnded(1000, unit, 1, "x", "succeeded", null, new Usage(0, millis, 0, 0, 0), 0);
    }
}
