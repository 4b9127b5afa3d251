package io.jenkins.plugins.distcompile.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.distcompile.report.live.LiveReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A log that grows, read as the pages of a server read it. */
public class LiveReportTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path log;
    private long clock;

    @Before
    public void setUp() {
        log = folder.getRoot().toPath().resolve("events.jsonl");
    }

    @Test
    public void aLogThatIsNotThereYetIsABuildWithoutUnits() throws IOException {
        JsonNode answer = ask(new LiveReport(log), -1);
        assertThat(answer.path("next").asLong()).isZero();
        assertThat(answer.path("complete").asBoolean()).isFalse();
        assertThat(answer.path("report").path("counts").path("units").asInt()).isZero();
    }

    @Test
    public void changesAppliedOneByOneGiveTheWholeReport() throws IOException {
        List<String> lines = lines(ReportFixtures.build(300, 3));
        LiveReport live = new LiveReport(log);
        JsonNode page = null;
        long next = -1;
        for (int from = 0; from < lines.size(); from += 97) {
            append(lines.subList(from, Math.min(lines.size(), from + 97)));
            JsonNode answer = ask(live, next);
            page = page == null ? answer.path("report") : apply(page, answer.path("delta"));
            next = answer.path("next").asLong();
            assertThat(next).isEqualTo(Math.min(lines.size(), from + 97));
        }
        JsonNode whole = ask(new LiveReport(log), -1);
        assertThat(whole.path("complete").asBoolean()).isTrue();
        assertThat(page).isEqualTo(whole.path("report"));
    }

    @Test
    public void aChangeIsMuchSmallerThanTheReport() throws IOException {
        List<String> lines = lines(ReportFixtures.build(2_000, 3));
        LiveReport live = new LiveReport(log);
        append(lines.subList(0, lines.size() - 60));
        long next = ask(live, -1).path("next").asLong();
        append(lines.subList(lines.size() - 60, lines.size() - 40));
        clock += 1000;
        String delta = live.timeline(next, false, clock);
        assertThat(delta.length() * 10)
                .isLessThan(new LiveReport(log).timeline(-1, false, 0).length());
    }

    @Test
    public void whoHasEverythingIsToldSoAndWhoIsTooFarBehindGetsEverything() throws IOException {
        List<String> lines = lines(ReportFixtures.build(100, 3));
        LiveReport live = new LiveReport(log);
        append(lines.subList(0, 150));
        JsonNode first = ask(live, -1);
        JsonNode same = ask(live, 150);
        assertThat(same.has("report") || same.has("delta")).isFalse();
        for (int i = 150; i < 160; i++) {
            append(lines.subList(i, i + 1));
            ask(live, i);
        }
        assertThat(ask(live, first.path("next").asLong()).has("report")).isTrue();
        assertThat(ask(live, 12_345).has("report")).isTrue();
    }

    @Test
    public void halfALineWaitsForItsOtherHalf() throws IOException {
        List<String> lines = lines(ReportFixtures.build(5, 3));
        LiveReport live = new LiveReport(log);
        write(lines.get(0) + "\n" + lines.get(1).substring(0, 20));
        assertThat(ask(live, -1).path("next").asLong()).isEqualTo(1);
        write(lines.get(1).substring(20) + "\n");
        JsonNode answer = ask(live, 1);
        assertThat(answer.path("next").asLong()).isEqualTo(2);
        assertThat(answer.path("damaged").asLong()).isZero();
    }

    @Test
    public void aLogThatBeginsAnewIsReadAnew() throws IOException {
        List<String> lines = lines(ReportFixtures.build(50, 3));
        LiveReport live = new LiveReport(log);
        append(lines);
        assertThat(ask(live, -1).path("report").path("units")).hasSize(50);
        Files.delete(log);
        append(lines(ReportFixtures.build(10, 3)));
        assertThat(ask(live, lines.size()).path("report").path("units")).hasSize(10);
    }

    @Test
    public void anAgentsRankIsPassedOnWithinItsBounds() throws IOException {
        String bid = "{\"event\":\"verdict\",\"at\":1,\"agent\":\"%s\",\"verdict\":\"bid\",\"slots\":1,\"rank\":%s}%n";
        write(bid.formatted("alpha", "62.5") + bid.formatted("beta", "101"));
        List<AgentReport> agents = LiveReport.read(log).report().agents();
        assertThat(agents).extracting(AgentReport::name).containsExactly("alpha", "beta");
        assertThat(agents).extracting(AgentReport::rank).containsExactly(62.5, null);
    }

    @Test
    public void rubbishIsSkippedAndCounted() throws IOException {
        List<String> lines = lines(ReportFixtures.build(5, 3));
        append(lines.subList(0, 6));
        write(
                "\u0000\u0001 rubbish\n{\"event\":\"no-such\"}\n[1,2]\nnull\n{\"event\":\"done\",\"at\":-5,\"unit\":\"x\"}\n");
        write("{\"event\":\"done\",\"at\":\"NaN\",\"unit\":\"x\"}\n{\"event\":\"done\",\"at\":1}\n");
        write("x".repeat(6 << 20) + "\n");
        append(lines.subList(6, lines.size()));
        LiveReport.Frame frame = LiveReport.read(log);
        assertThat(frame.damaged()).isEqualTo(8);
        assertThat(frame.report().units()).hasSize(5);
        assertThat(frame.report().head().finished()).isTrue();
    }

    @Test
    public void whatNobodyVouchesForIsCutToSize() throws IOException {
        write("{\"event\":\"started\",\"at\":0,\"units\":2000000000,\"options\":[\"" + "o".repeat(5000)
                + "\",null]}\n");
        String name = "n".repeat(2000);
        write("{\"event\":\"unit\",\"at\":0,\"unit\":\"" + name + "\"}\n");
        write("{\"event\":\"unit\",\"at\":0,\"unit\":\"a\",\"predictedSeconds\":\"Infinity\",\"after\":[null]}\n");
        write("{\"event\":\"verdict\",\"at\":1,\"agent\":\"liar\",\"verdict\":\"bid\",\"slots\":99999999,"
                + "\"profile\":{\"name\":\"liar\",\"compilers\":[],\"metadata\":{}}}\n");
        for (int i = 0; i < 3000; i++) {
            write("{\"event\":\"assigned\",\"at\":1,\"unit\":\"a\",\"copy\":" + i + ",\"agent\":\"liar\"}\n");
        }
        write("{\"event\":\"done\",\"at\":2,\"unit\":\"a\",\"success\":true,\"diagnostics\":\"" + "d".repeat(100_000)
                + "\"}\n");
        BuildReport report = LiveReport.read(log).report();
        assertThat(report.head().plannedUnits()).isEqualTo(50_000);
        assertThat(report.head().options()).hasSize(1).first().asString().hasSizeLessThan(2100);
        assertThat(report.units()).hasSize(1);
        UnitReport unit = report.units().get(0);
        assertThat(unit.attempts()).hasSizeLessThan(400);
        assertThat(unit.predictedSeconds()).isZero();
        assertThat(unit.diagnostics()).hasSizeLessThan(70_000);
        assertThat(report.agents().get(0).slots()).isEqualTo(4096);
        assertThat(report.agents().get(0).profile()).isNull();
    }

    private JsonNode ask(LiveReport live, long since) throws IOException {
        clock += 1000;
        return JSON.readTree(live.timeline(since, false, clock));
    }

    private static List<String> lines(List<BuildEvent> events) {
        return events.stream()
                .map(event -> {
                    try {
                        return EventLog.WRITER.writeValueAsString(event);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }

    private void append(List<String> lines) throws IOException {
        write(String.join("\n", lines) + "\n");
    }

    private void write(String text) throws IOException {
        Files.writeString(log, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** What live.js does, on trees. */
    private static JsonNode apply(JsonNode report, JsonNode delta) {
        ObjectNode later = JSON.createObjectNode();
        later.set("head", delta.path("head"));
        later.set("counts", delta.path("counts"));
        replace(later, "units", report, delta);
        replace(later, "agents", report, delta);
        ArrayNode lanes = later.putObject("timeline").putArray("lanes");
        for (JsonNode change : delta.path("lanes")) {
            ObjectNode lane = lanes.addObject();
            lane.set("group", change.path("group"));
            lane.set("local", change.path("local"));
            lane.set("slot", change.path("slot"));
            ArrayNode spans = lane.putArray("spans");
            for (int i = 0; i < change.path("keep").asInt(); i++) {
                spans.add(report.path("timeline")
                        .path("lanes")
                        .path(change.path("from").asInt())
                        .path("spans")
                        .path(i));
            }
            change.path("spans").forEach(spans::add);
        }
        if (lanes.isEmpty()) {
            ((ObjectNode) later.path("timeline")).remove("lanes");
        }
        put(later, "criticalPath", delta.path("criticalPath"));
        extend(later, "reposts", report, delta);
        extend(later, "notices", report, delta);
        return later;
    }

    private static void replace(ObjectNode later, String list, JsonNode report, JsonNode delta) {
        ArrayNode copy = JSON.createArrayNode();
        report.path(list).forEach(copy::add);
        delta.path(list).fields().forEachRemaining(change -> {
            int index = Integer.parseInt(change.getKey());
            if (index < copy.size()) {
                copy.set(index, change.getValue());
            } else {
                copy.add(change.getValue());
            }
        });
        put(later, list, copy);
    }

    private static void extend(ObjectNode later, String list, JsonNode report, JsonNode delta) {
        ArrayNode copy = JSON.createArrayNode();
        report.path(list).forEach(copy::add);
        delta.path(list).forEach(copy::add);
        put(later, list, copy);
    }

    private static void put(ObjectNode later, String name, JsonNode value) {
        if (!value.isEmpty()) {
            later.set(name, value);
        }
    }
}
