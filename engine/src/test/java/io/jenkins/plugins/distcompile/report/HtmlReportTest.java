package io.jenkins.plugins.distcompile.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class HtmlReportTest {

    private static final String HOSTILE = "</script><b>x & y\u2028<!--<script>";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void aHostileNameStaysInsideTheData() throws IOException {
        String page = HtmlReport.page(BuildReport.of(hostile()), 0);
        assertThat(page).doesNotContain("</script><b>").doesNotContain("<!--");
        assertThat(page.split("</script>", -1)).hasSize(3);
        JsonNode data = data(page);
        assertThat(data.at("/report/units/0/id").asText()).isEqualTo(HOSTILE);
    }

    @Test
    public void thePageLoadsNothing() {
        String page = HtmlReport.page(BuildReport.of(ReportFixtures.build(60, 1)), 2);
        assertThat(page).doesNotContain("http://").doesNotContain("https://").doesNotContainPattern("\\son\\w+=\"");
    }

    @Test
    public void theDataHoldsReportAndSummary() throws IOException {
        JsonNode data = data(HtmlReport.page(BuildReport.of(ReportFixtures.build(60, 1)), 2));
        assertThat(data.at("/summary/units").asInt()).isEqualTo(60);
        assertThat(data.at("/report/timeline/lanes/0/spans/0").isArray()).isTrue();
        assertThat(data.at("/report/units/0/state").asText()).isEqualTo("succeeded");
    }

    @Test
    public void theFileAppearsWholeAndAlone() throws IOException {
        Path file = folder.getRoot().toPath().resolve("report.html");
        HtmlReport.write(file, BuildReport.of(ReportFixtures.build(60, 1)));
        HtmlReport.write(file, BuildReport.of(List.of()));
        assertThat(Files.readString(file)).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
        assertThat(folder.getRoot().list()).containsExactly("report.html");
    }

    static List<BuildEvent> hostile() {
        return List.of(
                new BuildEvent.Started(0, HOSTILE, "now", 1, HOSTILE, List.of(HOSTILE)),
                new BuildEvent.UnitPlanned(0, HOSTILE, HOSTILE, HOSTILE, List.of(), HOSTILE, 1),
                new BuildEvent.AgentVerdict(1, HOSTILE, "declined", 0, HOSTILE, null),
                new BuildEvent.LocalStarted(2, HOSTILE, HOSTILE),
                new BuildEvent.LocalEnded(500, HOSTILE, false, 0.498),
                new BuildEvent.UnitDone(500, HOSTILE, false, null, HOSTILE, HOSTILE),
                new BuildEvent.Notice(501, "warning", HOSTILE),
                new BuildEvent.Finished(502, false, HOSTILE, 1));
    }

    private static JsonNode data(String page) throws IOException {
        String open = "id=\"distcompile-data\">";
        int from = page.indexOf(open) + open.length();
        return new ObjectMapper().readTree(page.substring(from, page.indexOf("</script>", from)));
    }
}
