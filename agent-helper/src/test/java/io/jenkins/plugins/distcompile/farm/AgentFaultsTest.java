package io.jenkins.plugins.distcompile.farm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.distcompile.report.BuildEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.After;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;

/** Every way an agent can fail, done to real processes: the build completes, its objects are right, the report tells. */
public class AgentFaultsTest {
    @Rule
    public final Farm farm = new Farm();

    private Path mounted;

    @BeforeClass
    public static void patience() {
        Awaitility.setDefaultTimeout(java.time.Duration.ofSeconds(60));
    }

    @After
    public void unmount() throws Exception {
        if (mounted != null) {
            new ProcessBuilder("umount", "-l", mounted.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
        }
    }

    @Test
    public void aHelperKilledWhileCompilingCostsNoUnit() throws Exception {
        Project project = farm.project(12, "1");
        HelperProcess victim = farm.helper("victim");
        HelperProcess other = farm.helper("other");
        Cli build = farm.build(project, List.of(victim, other));
        farm.await(BuildEvent.CopyRunning.class, e -> e.agent().equals(victim.address()));

        victim.signal("KILL");

        JsonNode summary = complete(project, build);
        assertThat(summary.get("reposts").asInt()).isPositive();
        assertThat(farm.events(BuildEvent.AgentLost.class))
                .anyMatch(e -> e.agent().equals(victim.address()));
        assertThat(Files.readString(farm.path("report.html"))).containsPattern("\"reposts\":\\s*\\[\\s*\\{");
    }

    @Test
    public void unitsOfAFrozenHelperRunElsewhere() throws Exception {
        Project project = farm.project(12, "1");
        HelperProcess frozen = farm.helper("frozen");
        HelperProcess other = farm.helper("other");
        Cli build = farm.build(project, List.of(frozen, other), "--heartbeat", "2s", "--critical-copies", "1");
        farm.await(BuildEvent.CopyRunning.class, e -> e.agent().equals(frozen.address()));

        frozen.signal("STOP");

        JsonNode summary = complete(project, build);
        assertThat(summary.get("reposts").asInt()).isPositive();
        // Three intervals of two seconds; the fourth is for a test machine that is busy.
        assertThat(farm.events(BuildEvent.Reposted.class)
                        .filter(event -> event.agent().equals(frozen.address())))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(silence(event.reason())).isLessThan(8_000));
        assertThat(farm.events(BuildEvent.UnitDone.class)).allMatch(BuildEvent.UnitDone::success);
    }

    private static long silence(String reason) {
        assertThat(reason).matches("silent for \\d+ ms");
        return Long.parseLong(reason.replaceAll("\\D", ""));
    }

    @Test
    public void heartbeatsMayBeAMillisecondOrTenMinutesApart() throws Exception {
        for (String interval : List.of("1ms", "10min")) {
            Project project = Project.create(farm.path("of-" + interval), Project.compiler(farm.path("bin"), "0.5"), 4);
            HelperProcess helper = farm.helper("helper-" + interval);

            JsonNode summary = complete(
                    project, farm.build(project, List.of(helper), "--heartbeat", interval, "--fallback", "wait"));

            assertThat(summary.get("remoteUnits").asInt()).as(interval).isEqualTo(4);
        }
    }

    @Test
    public void aLinkCutInTheMiddleOfAResultCostsNoUnit() throws Exception {
        Project project = farm.project(12, "0.3");
        HelperProcess cut = farm.helper("cut");
        HelperProcess other = farm.helper("other");
        try (CuttingRelay relay = CuttingRelay.to(cut.port())) {
            Cli build = farm.buildWith(project, "127.0.0.1:" + relay.port() + "," + other.address());
            farm.await(BuildEvent.CopyRunning.class, e -> e.agent().equals("127.0.0.1:" + relay.port()));

            relay.cutAfter(600);

            complete(project, build);
            assertThat(relay.cuts()).isPositive();
            assertThat(farm.events(BuildEvent.AgentLost.class)).isNotEmpty();
        }
    }

    @Test
    public void aFullDiskIsTheAgentsFaultAndNamed() throws Exception {
        Project project = farm.project(8, "0.1");
        mounted = Files.createDirectories(farm.path("small-disk"));
        run("mount", "-t", "tmpfs", "-o", "size=70m", "tmpfs", mounted.toString());
        HelperProcess full = farm.helper("full", "--work", mounted.toString());
        HelperProcess other = farm.helper("other");
        run("dd", "if=/dev/zero", "of=" + mounted.resolve("ballast"), "bs=1M", "count=69");

        Cli build = farm.build(project, List.of(full, other));

        JsonNode summary = complete(project, build);
        assertThat(full.log() + summary).containsIgnoringCase("disk");
    }

    @Test
    public void aCrashingCompilerIsTheAgentsFaultAndTheUnitRunsElsewhere() throws Exception {
        Project project = farm.project(8, "0.1");
        Path crashing = Project.compiler(farm.path("crashing"), "0.1");
        HelperProcess broken = farm.helperWith(crashing, "broken");
        HelperProcess other = farm.helper("other");
        Files.createFile(crashing.resolveSibling("crash"));

        Cli build = farm.build(project, List.of(broken, other));

        complete(project, build);
        assertThat(farm.events(BuildEvent.CopyEnded.class))
                .anyMatch(e -> e.agent().equals(broken.address()) && e.ending().equals("agent-fault"));
        assertThat(farm.events(BuildEvent.UnitDone.class)).allMatch(BuildEvent.UnitDone::success);
    }

    @Test
    public void aMissingCompilerIsTheAgentsFault() throws Exception {
        Project project = farm.project(8, "0.1");
        Path vanishing = Project.compiler(farm.path("vanishing"), "0.1");
        HelperProcess without = farm.helperWith(vanishing, "without");
        HelperProcess other = farm.helper("other");
        Files.delete(vanishing);

        complete(project, farm.build(project, List.of(without, other)));
    }

    @Test
    public void aCompilerThatHangsLosesItsUnit() throws Exception {
        Project project = farm.project(6, "0.1");
        Path hanging = Project.compiler(farm.path("hanging"), "0.1");
        HelperProcess hangs = farm.helperWith(hanging, "hangs");
        HelperProcess other = farm.helper("other");
        Files.createFile(hanging.resolveSibling("hang"));

        complete(project, farm.build(project, List.of(hangs, other)));
    }

    @Test
    public void whenAllHelpersGoTheBuildEndsHere() throws Exception {
        Project project = farm.project(16, "1");
        HelperProcess first = farm.helper("first");
        HelperProcess second = farm.helper("second");
        Cli build = farm.build(project, List.of(first, second));
        farm.await(BuildEvent.UnitDone.class, e -> true);

        first.signal("KILL");
        second.signal("KILL");

        JsonNode summary = complete(project, build);
        assertThat(summary.get("localUnits").asInt()).isPositive();
        assertThat(summary.get("fallbacks").asInt()).isPositive();
    }

    @Test
    public void withoutAnyHelperTheBuildRunsHereAndSaysSo() throws Exception {
        Project project = farm.project(4, "0");

        JsonNode summary = complete(project, farm.buildWith(project, "127.0.0.1:1"));

        assertThat(summary.get("localUnits").asInt()).isEqualTo(4);
        assertThat(summary.get("remoteUnits").asInt()).isZero();
        assertThat(Farm.agent(summary, "127.0.0.1:1").get("verdict").asText()).isEqualTo("unreachable");
    }

    @Test
    public void aHelperToldToStopHandsItsUnitsBack() throws Exception {
        Project project = farm.project(10, "1");
        HelperProcess leaving = farm.helper("leaving");
        HelperProcess other = farm.helper("other");
        Cli build = farm.build(project, List.of(leaving, other));
        farm.await(BuildEvent.CopyRunning.class, e -> e.agent().equals(leaving.address()));

        leaving.signal("TERM");

        complete(project, build);
        assertThat(farm.events(BuildEvent.Reposted.class))
                .anyMatch(e -> e.agent().equals(leaving.address()));
        try (var left = Files.list(farm.path("work-leaving"))) {
            assertThat(left).isEmpty();
        }
    }

    private JsonNode complete(Project project, Cli build) throws Exception {
        build.finish();
        assertThat(build.status()).as(build.err()).isZero();
        project.assertComplete();
        JsonNode summary = build.json();
        assertThat(summary.get("succeeded").asInt()).isEqualTo(project.units());
        return summary;
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).redirectErrorStream(true).start().waitFor())
                .as(String.join(" ", command))
                .isZero();
    }
}
