package io.jenkins.plugins.distcompile.jenkins.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.sf.json.JSONArray;
import org.htmlunit.html.HtmlPage;
import org.junit.Test;

/** Manage Jenkins → Compile pool and the page of one agent: what is on them, who may see and change what. */
public class PoolPageJenkinsTest extends RecordedBuildJenkinsTest {
    private static final String POOL = "manage/compile-pool/";
    private static final String ALPHA = POOL + "agent/alpha/";

    @Test
    public void itListsTheAgentsThatBuildsHaveAsked() throws Exception {
        HtmlPage page = page("viewer", POOL);
        assertThat(page.asNormalizedText()).contains("alpha", "beta", "Some CPU", "rack = b2");
        assertThat(page.getAnchorByHref("agent/alpha/")).isNotNull();
        assertThat(page("viewer", "manage/").asNormalizedText()).contains("Compile pool");
    }

    @Test
    public void anAgentsPageHasItsFactsAndItsBuilds() throws Exception {
        assertThat(page("admin", ALPHA).asNormalizedText()).contains("Some CPU", "gcc 12.2.0", "app #1");
        // Who may see the system, but not the job, learns no name of a job.
        assertThat(page("viewer", ALPHA).asNormalizedText())
                .contains("Some CPU")
                .doesNotContain("app #1");
        assertThat(status("viewer", POOL + "agent/nobody/")).isEqualTo(404);
    }

    @Test
    public void buttonsAreShownToWhoMayUseThem() throws Exception {
        assertThat(page("viewer", ALPHA).asNormalizedText()).doesNotContain("Forget");
        assertThat(page("manager", ALPHA).asNormalizedText()).contains("Forget");
    }

    @Test
    public void whoMayNotSeeTheSystemGetsNothingOfThem() throws Exception {
        for (String path : new String[] {POOL, POOL + "api/json", ALPHA, ALPHA + "api/json"}) {
            assertThat(status("reader", path)).as(path).isEqualTo(403);
            // Whoever has not logged in is led to where one does.
            assertThat(text(null, path)).as(path).doesNotContain("Some CPU");
        }
    }

    @Test
    public void forgettingTakesAPostAndTheRight() throws Exception {
        assertThat(status("manager", ALPHA + "forget")).isIn(404, 405);
        assertThat(post("viewer", ALPHA + "forget")).isEqualTo(403);
        assertThat(names()).contains("alpha");
        assertThat(post("manager", ALPHA + "forget")).isEqualTo(200);
        assertThat(names()).doesNotContain("alpha").contains("beta");
    }

    @Test
    public void benchmarksTakeAPostAndAnAdministrator() throws Exception {
        assertThat(status("admin", ALPHA + "benchmark")).isIn(404, 405);
        assertThat(post("manager", ALPHA + "benchmark")).isEqualTo(403);
        // Jenkins has no node of that name: nothing runs, and the page says so.
        assertThat(post("admin", ALPHA + "benchmark")).isEqualTo(200);
    }

    @Test
    public void theSameIsUnderRestAndTreePicksFromIt() throws Exception {
        JSONArray agents = json("viewer", POOL + "api/json?tree=agents[name,errorRate,perHour]")
                .getJSONArray("agents");
        assertThat(agents.getJSONObject(0).getString("name")).isEqualTo("alpha");
        assertThat(json("viewer", ALPHA + "api/json?depth=2").toString()).contains("Some CPU", "rack");
    }

    private List<String> names() throws Exception {
        return json("admin", POOL + "api/json?tree=agents[name]").getJSONArray("agents").stream()
                .map(agent -> ((net.sf.json.JSONObject) agent).getString("name"))
                .toList();
    }
}
