package io.jenkins.plugins.distcompile.jenkins.page;

import static org.assertj.core.api.Assertions.assertThat;

import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.junit.Test;

/** The trend on a job's page and the page behind it. */
public class TrendPageJenkinsTest extends RecordedBuildJenkinsTest {
    private static final String PAGE = "job/app/distributed-compile-trend/";

    @Test
    public void aJobWithBuildsHasItAndAnotherHasNot() throws Exception {
        jenkins.createFreeStyleProject("other");
        assertThat(text("reader", "job/app/"))
                .contains("data-distcompile-brief=\"true\"", "/job/app/distributed-compile-trend/points");
        assertThat(text("reader", "job/other/")).doesNotContain("distcompile");
        assertThat(status("reader", "job/other/distributed-compile-trend/")).isEqualTo(404);
    }

    @Test
    public void itsPageNamesWhereItsPointsAre() throws Exception {
        assertThat(text("reader", PAGE)).contains("data-distcompile-trend=\"points\"");
        JSONArray points = json("reader", PAGE + "points").getJSONArray("points");
        assertThat(points.size()).isEqualTo(1);
        assertThat(points.getJSONObject(0).getInt("build")).isEqualTo(1);
    }

    @Test
    public void theSamePointsAreUnderRest() throws Exception {
        JSONObject answer = json("reader", PAGE + "api/json?tree=points[build,figures]");
        JSONObject figures = answer.getJSONArray("points").getJSONObject(0).getJSONObject("figures");
        assertThat(figures.getInt("agents")).isEqualTo(2);
        assertThat(figures.getDouble("wallSeconds")).isPositive();
    }

    @Test
    public void whoMayNotReadTheJobGetsNothingOfIt() throws Exception {
        for (String path : new String[] {"", "points", "api/json"}) {
            assertThat(status("stranger", PAGE + path)).as(path).isIn(403, 404);
            assertThat(status(null, PAGE + path)).as(path).isIn(403, 404);
        }
    }
}
