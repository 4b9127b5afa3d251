package io.jenkins.plugins.distcompile.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.distcompile.report.BuildEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

/** Builds that announce to a group, across a router that forwards it: no helper is named anywhere. */
public class MulticastTest {
    private static final String V4 = NetLab.GROUP4 + ":7701";
    private static final String V6 = "[" + NetLab.GROUP6 + "]:7701";

    @ClassRule
    public static final NetLab NET = new NetLab();

    @Rule
    public final Farm farm = new Farm();

    @BeforeClass
    public static void patience() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    @Test
    public void helpersBehindARouterHearAndCallBack() throws Exception {
        Project project = farm.project(8, "0.5");
        farm.listener("alpha", "alpha", V4);
        farm.listener("beta", "beta", V4);

        JsonNode summary = complete(project, build(project, V4, "--multicast-hops", "2", "--fallback", "wait"));

        assertThat(summary.get("remoteUnits").asInt()).isEqualTo(8);
        for (String agent : List.of("alpha@10.77.2.2", "beta@10.77.2.3")) {
            assertThat(Farm.agent(summary, agent).get("units").asInt())
                    .as(agent)
                    .isPositive();
        }
    }

    @Test
    public void theSameOverIpv6() throws Exception {
        Project project = farm.project(4, "0.1");
        farm.listener("alpha", "alpha", V6);

        JsonNode summary = complete(project, build(project, V6, "--multicast-hops", "2", "--fallback", "wait"));

        assertThat(summary.get("remoteUnits").asInt()).isEqualTo(4);
        assertThat(Farm.agent(summary, "alpha@fd77:2:0:0:0:0:0:2").get("units").asInt())
                .isEqualTo(4);
    }

    @Test
    public void anAnnouncementOfOneHopStaysInItsSubnetAndTheBuildRunsHere() throws Exception {
        Project project = farm.project(3, "0");
        HelperProcess helper = farm.listener("alpha", "alpha", V4);

        JsonNode summary = complete(project, build(project, V4, "--bid-wait", "4s"));

        assertThat(summary.get("localUnits").asInt()).isEqualTo(3);
        assertThat(summary.get("agents")).isEmpty();
        assertThat(farm.events(BuildEvent.LocalStarted.class))
                .allMatch(event -> event.reason().equals("no agent has bid"));
        assertThat(helper.log()).doesNotContain("called");
    }

    @Test
    public void helpersMayComeAndGoWhileTheBuildRuns() throws Exception {
        Project project = farm.project(24, "1");
        HelperProcess first = farm.listener("alpha", "alpha", V4);
        Cli build = build(project, V4, "--multicast-hops", "2", "--fallback", "wait");
        farm.await(BuildEvent.CopyRunning.class, event -> event.agent().startsWith("alpha@"));

        farm.listener("beta", "beta", V4);
        farm.await(BuildEvent.CopyRunning.class, event -> event.agent().startsWith("beta@"));
        first.signal("TERM");
        farm.await(
                BuildEvent.AgentVerdict.class,
                event -> event.agent().startsWith("alpha@") && event.verdict().equals("left"));
        HelperProcess again = farm.listener("alpha", "alpha", V4);
        farm.await(
                BuildEvent.AgentVerdict.class,
                event -> event.agent().startsWith("alpha@") && again.log().contains("called"));
        again.signal("KILL");

        JsonNode summary = complete(project, build);
        assertThat(summary.get("remoteUnits").asInt()).isEqualTo(24);
        assertThat(summary.get("reposts").asInt()).isPositive();
    }

    @Test
    public void aHelperBelowTheThresholdsDoesNotEvenCall() throws Exception {
        Project project = farm.project(2, "0");
        HelperProcess helper = farm.listener("alpha", "alpha", V4);

        JsonNode summary = complete(
                project,
                build(project, V4, "--multicast-hops", "2", "--criteria", "cpu.cores >= 4096", "--bid-wait", "5s"));

        assertThat(summary.get("agents")).isEmpty();
        assertThat(helper.log()).containsOnlyOnce("did not answer build").contains("cpu.cores");
        assertThat(helper.log()).doesNotContain("called");
    }

    @Test
    public void anotherPoolsHelperIsSilentAndSaysSoOnce() throws Exception {
        Project project = farm.project(2, "0");
        Path other = farm.path("other.key");
        assertThat(Cli.start(farm.root(), List.of("key", "--out", other.toString()))
                        .finish()
                        .status())
                .isZero();
        HelperProcess helper = farm.listenerWith(other, "alpha", "alpha", V4);

        JsonNode summary = complete(project, build(project, V4, "--multicast-hops", "2", "--bid-wait", "5s"));

        assertThat(summary.get("agents")).isEmpty();
        assertThat(helper.log())
                .containsOnlyOnce("an announcement from 10.77.1.2 is not believed: it was made with another key");
        assertThat(helper.log()).doesNotContain("called");
    }

    @Test
    public void whatIsForgedReplayedOrTooLongLeavesNothingBehind() throws Exception {
        Project project = farm.project(40, "0.5");
        HelperProcess helper = farm.listener("alpha", "alpha", V4);
        Cli build = build(project, V4, "--multicast-hops", "2", "--fallback", "wait");
        farm.await(BuildEvent.CopyRunning.class, event -> true);
        long before = heapBytes(helper);

        Process forger = forger("100000");

        assertThat(forger.waitFor()).isZero();
        await().untilAsserted(() -> assertThat(helper.log()).contains("10.77.2.4"));
        assertThat(heapBytes(helper) - before).as("growth of the heap").isLessThan(2 << 20);
        complete(project, build);
        assertThat(helper.log().lines().filter(line -> line.contains("10.77.2.4")))
                .as("what is said of the forger")
                .hasSize(1);
        assertThat(helper.log()).doesNotContain("called client (10.77.2.4)").doesNotContain("cannot call");
        Project second = Project.create(farm.path("second"), farm.path("bin").resolve("gcc"), 2);
        JsonNode summary = complete(second, build(second, V4, "--multicast-hops", "2", "--fallback", "wait"));
        assertThat(summary.get("remoteUnits").asInt()).isEqualTo(2);
    }

    /** Sits in the helper's subnet, hears what the build says, and plays it back in every wrong way. */
    private Process forger(String count) throws Exception {
        List<String> command = new ArrayList<>(NetLab.in("mallory"));
        command.addAll(Cli.java().subList(0, Cli.java().size() - 1));
        command.addAll(List.of(Forger.class.getName(), NetLab.GROUP4, "7701", "eth0", count));
        return new ProcessBuilder(command).inheritIO().start();
    }

    /** What is alive after a collection. */
    private static long heapBytes(HelperProcess helper) throws Exception {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        String pid = Long.toString(helper.process().pid());
        NetLab.run(jcmd, pid, "GC.run");
        Process histogram = new ProcessBuilder(jcmd, pid, "GC.class_histogram").start();
        try (var lines = histogram.inputReader().lines()) {
            String total = lines.filter(line -> line.startsWith("Total"))
                    .findFirst()
                    .orElseThrow()
                    .strip();
            return Long.parseLong(total.split(" +")[2]);
        }
    }

    private Cli build(Project project, String group, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of("--multicast", group));
        if (!List.of(options).contains("--bid-wait")) {
            all.addAll(List.of("--bid-wait", "30s"));
        }
        all.addAll(List.of(options));
        return farm.buildIn(NetLab.in("client"), project, "", all.toArray(String[]::new));
    }

    private static JsonNode complete(Project project, Cli build) throws Exception {
        build.finish();
        assertThat(build.status()).as(build.err()).isZero();
        project.assertComplete();
        return build.json();
    }
}
