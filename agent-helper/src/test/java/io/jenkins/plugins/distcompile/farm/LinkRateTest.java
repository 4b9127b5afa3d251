package io.jenkins.plugins.distcompile.farm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.distcompile.report.BuildEvent;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.After;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

/** Helpers behind links that the kernel really slows down: what a build measures of them, and does about it. */
public class LinkRateTest {
    private static final String SLOW = "alpha";
    private static final String FAST = "beta";
    private static final String SLOW_ADDRESS = "10.77.2.2:7700";
    private static final String FAST_ADDRESS = "10.77.2.3:7700";
    private static final Pattern MEASURED =
            Pattern.compile("measured at ([0-9.]+) ([kMG])bit/s, less than the 4 Mbit/s");

    @ClassRule
    public static final NetLab NET = new NetLab();

    @Rule
    public final Farm farm = new Farm();

    @BeforeClass
    public static void patience() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    @After
    public void unlimited() throws Exception {
        NET.tc("router", "qdisc replace dev port0 root pfifo");
        NET.tc(SLOW, "qdisc replace dev eth0 root pfifo");
    }

    @Test
    public void aHelperThatIsSlowToReachGetsNoUnit() throws Exception {
        NET.tc("router", "qdisc replace dev port0 root tbf rate 500kbit burst 4kb latency 400ms");
        turnedAway();
    }

    @Test
    public void aHelperThatIsSlowToAnswerGetsNoUnit() throws Exception {
        NET.tc(SLOW, "qdisc replace dev eth0 root tbf rate 500kbit burst 4kb latency 400ms");
        turnedAway();
    }

    private void turnedAway() throws Exception {
        Project project = farm.project(12, "1");
        pool();

        JsonNode summary = complete(project, build(project, "--min-rate", "4Mbit/s"));

        JsonNode slow = Farm.agent(summary, SLOW_ADDRESS);
        assertThat(slow.get("verdict").asText()).isEqualTo("declined");
        Matcher measured = MEASURED.matcher(slow.get("reason").asText());
        assertThat(measured.find()).as(slow.get("reason").asText()).isTrue();
        double scale = measured.group(2).equals("M") ? 1 : measured.group(2).equals("k") ? 1e-3 : 1e3;
        // The bucket lets the first 4 kB through at once, and a round trip that looked too long is taken off.
        assertThat(Double.parseDouble(measured.group(1)) * scale).isBetween(0.001, 1.0);
        assertThat(farm.events(BuildEvent.Assigned.class))
                .noneMatch(each -> each.agent().equals(SLOW_ADDRESS));
        assertThat(Farm.agent(summary, FAST_ADDRESS).get("units").asInt()).isPositive();
    }

    @Test
    public void aHelperAboveTheLeastRateIsTakenAndItsLinkCountsInThePredictions() throws Exception {
        predictedFromTheFirstUnitOn("--min-rate", "200kbit/s");
    }

    @Test
    public void withoutALeastRateTheFirstPredictionsKnowTheLinkToo() throws Exception {
        predictedFromTheFirstUnitOn();
    }

    private void predictedFromTheFirstUnitOn(String... options) throws Exception {
        NET.tc("router", "qdisc replace dev port0 root tbf rate 2mbit burst 16kb latency 400ms");
        Project project = farm.project(4, "0");
        project.inflate();
        farm.server(SLOW, SLOW_ADDRESS);

        JsonNode summary = succeed(farm.buildIn(NetLab.in("client"), project, SLOW_ADDRESS, options));

        // Some may stay here: with such a link that ends sooner.
        assertThat(summary.get("remoteUnits").asInt()).isPositive();
        BuildEvent.Assigned first =
                farm.events(BuildEvent.Assigned.class).findFirst().orElseThrow();
        long bytes = farm.events(BuildEvent.Prepared.class)
                .filter(each -> each.unit().equals(first.unit()))
                .findFirst()
                .orElseThrow()
                .wireBytes();
        // Half of the shortest probe may pass at once, so that the link looks twice as fast as it is.
        assertThat(first.predictedSeconds()).isGreaterThan(bytes * 8 / (2 * 2e6) * 0.7);
    }

    private void pool() throws Exception {
        farm.server(SLOW, SLOW_ADDRESS);
        farm.server(FAST, FAST_ADDRESS);
    }

    private Cli build(Project project, String... options) throws Exception {
        return farm.buildIn(NetLab.in("client"), project, SLOW_ADDRESS + "," + FAST_ADDRESS, options);
    }

    private static JsonNode complete(Project project, Cli build) throws Exception {
        build.finish();
        assertThat(build.status()).as(build.err()).isZero();
        project.assertComplete();
        return succeed(build);
    }

    private static JsonNode succeed(Cli build) throws Exception {
        assertThat(build.finish().status()).as(build.err()).isZero();
        return build.json();
    }
}
