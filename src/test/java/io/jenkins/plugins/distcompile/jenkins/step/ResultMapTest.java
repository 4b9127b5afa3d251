package io.jenkins.plugins.distcompile.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.distcompile.report.BuildEvent;
import io.jenkins.plugins.distcompile.report.BuildReport;
import io.jenkins.plugins.distcompile.report.Summary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** From a dispatcher's last word to what a script gets. */
public class ResultMapTest {
    private static final List<BuildEvent> EVENTS = List.of(
            new BuildEvent.Started(0, "b", "2026-01-01T00:00:00Z", 2, "node", List.of()),
            new BuildEvent.UnitPlanned(1, "a.c", "compile", "a.c", List.of(), null, 1),
            new BuildEvent.UnitPlanned(1, "b.c", "compile", "b.c", List.of(), null, 1),
            new BuildEvent.AgentVerdict(2, "cc1", "bid", 4, null, null),
            new BuildEvent.Rated(2, "cc1", 3600, "EUR", "its node says so"),
            new BuildEvent.Assigned(3, "a.c", 1, "cc1", 1, "best"),
            new BuildEvent.CopyRunning(4, "a.c", 1, "cc1"),
            new BuildEvent.CopyEnded(2004, "a.c", 1, "cc1", "succeeded", null, null, 100),
            new BuildEvent.UnitDone(2005, "a.c", true, "cc1", "", null),
            new BuildEvent.LocalStarted(2006, "b.c", "no agent"),
            new BuildEvent.LocalEnded(2500, "b.c", false, 0.4),
            new BuildEvent.UnitDone(2501, "b.c", false, null, "error", "it fails on this machine"),
            new BuildEvent.Finished(3000, false, "1 unit failed", 0.5));

    private final DispatcherResult result = result(summary());

    public ResultMapTest() throws IOException {}

    @Test
    public void aScriptGetsTheFiguresOfTheSummary() {
        Map<String, Object> map = ResultMap.of(result.summary(), Map.of("b.c", "it fails on this machine"));
        assertThat(map)
                .containsEntry("success", false)
                .containsEntry("units", 2)
                .containsEntry("succeeded", 1)
                .containsEntry("failed", 1)
                .containsEntry("agents", 1)
                .containsEntry("wallSeconds", 3.0)
                .containsEntry("currency", "EUR")
                .containsEntry("failures", List.of(Map.of("unit", "b.c", "reason", "it fails on this machine")));
        assertThat((double) map.get("cost")).isPositive();
        assertThat((List<?>) map.get("agentList")).singleElement().asString().contains("name=cc1", "units=1");
    }

    @Test
    public void everythingInItMayBeKeptAndReadBySandboxedScripts() throws Exception {
        Map<String, Object> map = ResultMap.of(result.summary(), Map.of("b.c", "why"));
        assertPlain(map);
        new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(map);
    }

    private static void assertPlain(Object value) {
        if (value == null) {
            return;
        }
        assertThat(value.getClass().getName())
                .matches("java\\.lang\\.(String|Integer|Long|Double|Boolean)|java\\.util\\.(LinkedHashMap|ArrayList)");
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, entry) -> {
                assertThat(name).isInstanceOf(String.class);
                assertPlain(entry);
            });
        } else if (value instanceof Collection<?> list) {
            list.forEach(ResultMapTest::assertPlain);
        }
    }

    @Test
    public void theSummaryIsShownAsTheCommandLineShowsIt() {
        assertThat(String.join("\n", result.summaryLines()) + "\n")
                .isEqualTo(summary().toText());
    }

    @Test
    public void whatMakesNoSenseIsLeftOut() throws Exception {
        DispatcherResult read = read(
                """
                {"success":true,"exitStatus":0,"reason":"a\\u001bb\\nc","summary":7,
                 "observations":[{"unit":"a.c","agent":"cc1","language":"C","seconds":1.5,"sourceBytes":10},
                                 {"unit":"","agent":"cc1","seconds":1},{"unit":"b.c","agent":"cc1","seconds":-1},
                                 {"unit":"c.c","agent":"cc1","seconds":"NaN"},5],
                 "warnings":["one\\u0007"],"more":{}}""");
        assertThat(read.reason()).isEqualTo("a b c");
        assertThat(read.observations()).singleElement().satisfies(run -> assertThat(run.unit())
                .isEqualTo("a.c"));
        assertThat(read.summaryLines()).isEmpty();
        assertThat(ResultMap.of(read.summary(), Map.of()))
                .containsEntry("units", 0)
                .containsEntry("cost", 0.0);
    }

    @Test
    public void whatIsNoResultIsAnError() {
        for (String text : List.of("", "[]", "{}", "{\"success\":\"yes\"}", "{\"success\":true")) {
            assertThatThrownBy(() -> read(text))
                    .as(text)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("damaged");
        }
    }

    private static Summary summary() {
        return Summary.of(BuildReport.of(EVENTS), 4);
    }

    private static DispatcherResult result(Summary summary) throws IOException {
        return read("{\"success\":false,\"exitStatus\":1,\"reason\":\"1 unit failed\",\"summary\":" + summary.toJson()
                + ",\"observations\":[],\"warnings\":[]}");
    }

    private static DispatcherResult read(String json) throws IOException {
        return DispatcherResult.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
