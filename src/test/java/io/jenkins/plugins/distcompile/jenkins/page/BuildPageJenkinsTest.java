package io.jenkins.plugins.distcompile.jenkins.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import net.sf.json.JSONObject;
import org.htmlunit.WebResponse;
import org.junit.Test;

/** The page of a step and what leads to it: what is on it, who may see it, downloads, REST. */
public class BuildPageJenkinsTest extends RecordedBuildJenkinsTest {
    private static final String PAGE = "job/app/1/distributed-compile/";

    @Test
    public void theBuildsPageHasALineAndAnEntryThatLeadToIt() throws Exception {
        assertThat(page("reader", "job/app/1/").asNormalizedText()).contains("units on 2 agents in");
        assertThat(page("reader", "job/app/1/").getAnchorByHref("distributed-compile/"))
                .isNotNull();
        assertThat(text("reader", "job/app/1/")).contains("/job/app/1/distributed-compile\"");
    }

    @Test
    public void itNamesWhereItsDataAreAndHoldsNoScriptOfItsOwn() throws Exception {
        String html = text("reader", PAGE);
        assertThat(html).contains("data-distcompile-timeline=\"timeline?v=1\"", "/plugin/distributed-compile/");
        String own = html.substring(html.indexOf("report/dom.js"), html.indexOf("data-distcompile-timeline"));
        assertThat(own).doesNotContain("onclick", "<script>", "javascript:");
        for (String asset : new String[] {"report/report.css", "report/report.js", "css/pages.css", "js/trend.js"}) {
            assertThat(status("reader", "plugin/distributed-compile/" + asset))
                    .as(asset)
                    .isEqualTo(200);
        }
    }

    @Test
    public void itsDataAreJsonWhateverAUnitIsCalled() throws Exception {
        WebResponse data = get("reader", PAGE + "timeline?v=1").getWebResponse();
        assertThat(data.getContentType()).isEqualTo("application/json");
        assertThat(data.getResponseHeaderValue("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(JSONObject.fromObject(data.getContentAsString()).getString("status"))
                .isEqualTo("ok");
        assertThat(data.getContentAsString()).contains("onerror");
        assertThat(text("reader", "job/app/1/") + text("reader", PAGE)).doesNotContain("<img src=x");
    }

    @Test
    public void itsDownloadsAreFilesOfTheirTypes() throws Exception {
        assertDownload("report.json", "application/json", "\"u0.c\"");
        assertDownload("units.csv", "text/csv", "u0.c");
        assertDownload("agents.csv", "text/csv", "alpha");
        assertDownload("events.jsonl", "application/x-ndjson", "\"event\":\"finished\"");
    }

    private void assertDownload(String name, String type, String content) throws Exception {
        WebResponse answer = get("reader", PAGE + name).getWebResponse();
        assertThat(answer.getContentType()).as(name).isEqualTo(type);
        assertThat(answer.getResponseHeaderValue("Content-Disposition"))
                .isEqualTo("attachment; filename=\"distributed-compile-1-" + name + "\"");
        assertThat(answer.getContentAsString()).as(name).contains(content);
    }

    @Test
    public void whoMayNotReadTheJobGetsNothingOfIt() throws Exception {
        String[] paths = {"", "timeline?v=1", "report.json", "units.csv", "agents.csv", "events.jsonl", "api/json"};
        for (String path : paths) {
            assertThat(status("reader", PAGE + path)).as(path).isEqualTo(200);
            assertThat(status("stranger", PAGE + path)).as(path).isIn(403, 404);
            assertThat(status(null, PAGE + path)).as(path).isIn(403, 404);
        }
    }

    @Test
    public void everythingIsUnderRestAndTreePicksFromIt() throws Exception {
        JSONObject all = json("reader", PAGE + "api/json?depth=3");
        assertThat(all.getString("state")).isEqualTo("succeeded");
        assertThat(all.getJSONArray("agents").size()).isEqualTo(3);
        for (String part : new String[] {
            "units", "timeline", "criticalPath", "happenings", "figures", "predictions", "limit", "keptHere"
        }) {
            assertThat(all.has(part)).as(part).isTrue();
        }
        JSONObject some = json("reader", PAGE + "api/json?tree=state,units[id,where]{0,2}");
        assertThat(some.has("agents")).isFalse();
        assertThat(some.getJSONArray("units").size()).isEqualTo(2);
        assertThat(some.getJSONArray("units").getJSONObject(0).getString("id")).isEqualTo("u0.c");
        assertThat(text("reader", "job/app/1/api/json?tree=actions[state,headline,figures]"))
                .contains("\"state\":\"succeeded\"", "units on 2 agents in");
    }

    @Test
    public void withoutItsLogThePageHasTheHeadlineAlone() throws Exception {
        Files.delete(build.getAction(DistCompileAction.class).files().events());
        assertThat(page("reader", PAGE).asNormalizedText()).contains("units on 2 agents in");
        assertThat(text("reader", PAGE)).doesNotContain("data-distcompile-timeline");
        assertThat(status("reader", PAGE + "events.jsonl")).isEqualTo(404);
    }
}
