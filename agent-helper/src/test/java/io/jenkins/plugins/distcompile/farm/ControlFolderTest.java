package io.jenkins.plugins.distcompile.farm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.distcompile.report.BuildEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;

/** A build told by a control folder: what its files say, and how it starts and ends. */
public class ControlFolderTest {
    @Rule
    public final Farm farm = new Farm();

    @BeforeClass
    public static void patience() {
        Awaitility.setDefaultTimeout(java.time.Duration.ofSeconds(120));
    }

    @Test
    public void aBuildThroughTheRelayLeavesTheSameObjectsAndAWholeResult() throws Exception {
        Project project = farm.project(8, "0");
        Control control = farm.control(project).running();
        Relay relay = control.relay("alpha");

        JsonNode result = control.result();

        assertThat(result.get("success").asBoolean()).as(result.toString()).isTrue();
        assertThat(result.get("exitStatus").asInt()).isZero();
        assertThat(result.get("reason").asText()).isEqualTo("all units are done");
        assertThat(result.get("summary").get("remoteUnits").asInt()).isPositive();
        assertThat(result.get("observations")).hasSizeGreaterThanOrEqualTo(8);
        assertThat(result.get("observations").findValuesAsText("agent")).contains("alpha");
        assertThat(control.notices()).contains("alpha: units go through the relay");
        project.assertComplete();
        assertThat(relay.end()).isEqualTo("ended helper 0 attach 0");
        control.awaitDispatchersEnd();
        assertThat(Files.getPosixFilePermissions(control.file("key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        String secret = Files.readAllLines(control.file("key")).get(1);
        for (String file : List.of("events.jsonl", "dispatcher.log", "result.json", "dispatcher.json")) {
            assertThat(Files.readString(control.file(file))).as(file).doesNotContain(secret);
        }
        assertThat(Long.parseLong(Files.readString(control.file("alive")))).isPositive();
    }

    @Test
    public void theDispatcherStandsOnItsOwnAndASecondStartChangesNothing() throws Exception {
        Project project = farm.project(2, "0");
        Control control = farm.control(project).with("fallback", "wait").running();
        long pid = control.pid();
        Path proc = Path.of("/proc", Long.toString(pid));

        assertThat(session(proc)).as("leads a session").isEqualTo(pid);
        assertThat(Files.readSymbolicLink(proc.resolve("fd/0"))).hasToString("/dev/null");
        assertThat(Files.readSymbolicLink(proc.resolve("fd/1"))).isEqualTo(control.file("dispatcher.log"));
        assertThat(Files.readSymbolicLink(proc.resolve("fd/2"))).isEqualTo(control.file("dispatcher.log"));
        assertThat(Files.readString(proc.resolve("environ"))).contains("XDG_STATE_HOME=" + farm.root());
        byte[] before = Files.readAllBytes(control.file("dispatcher.json"));
        byte[] key = Files.readAllBytes(control.file("key"));
        assertThat(control.again().status()).isZero();
        assertThat(control.file("dispatcher.json")).hasBinaryContent(before);

        control.relay("alpha");
        assertThat(control.result().get("success").asBoolean()).isTrue();
        control.awaitDispatchersEnd();
        assertThat(control.again().status()).isZero();
        assertThat(control.file("dispatcher.json")).hasBinaryContent(before);
        assertThat(control.file("key")).hasBinaryContent(key);
    }

    @Test
    public void aProbeTellsTheDeadFromTheLiving() throws Exception {
        Control control = farm.control(farm.project(2, "0")).with("fallback", "wait");
        assertThat(control.probe().status()).as("not started").isEqualTo(2);
        control.running();
        assertThat(control.probe().status()).isZero();
        ProcessHandle.of(control.pid()).orElseThrow().destroyForcibly();
        control.awaitDispatchersEnd();
        assertThat(control.probe().status()).isEqualTo(3);
        assertThat(control.file("dispatcher.log")).isEmptyFile();
    }

    private static long session(Path proc) throws Exception {
        String stat = Files.readString(proc.resolve("stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3]);
    }

    @Test
    public void cancelEndsTheBuildAndLeavesNothingRunning() throws Exception {
        Control control = busyBuild();
        Relay relay = control.relay("alpha");
        control.awaitRunning("alpha");
        Files.writeString(control.file("cancel"), "enough\n");

        JsonNode result = control.result();

        assertThat(result.get("success").asBoolean()).isFalse();
        assertThat(result.get("exitStatus").asInt()).isEqualTo(1);
        assertThat(result.get("reason").asText()).isEqualTo("aborted: cancelled: enough");
        nothingRuns(control, relay);
    }

    @Test
    public void sigtermEndsTheBuildWithAResult() throws Exception {
        Control control = busyBuild();
        Relay relay = control.relay("alpha");
        control.awaitRunning("alpha");
        ProcessHandle.of(control.pid()).orElseThrow().destroy();

        assertThat(control.result().get("reason").asText()).isEqualTo("aborted: interrupted");
        nothingRuns(control, relay);
    }

    @Test
    public void aFolderThatVanishesEndsTheBuild() throws Exception {
        Control control = busyBuild();
        Relay relay = control.relay("alpha");
        control.awaitRunning("alpha");
        long pid = control.pid();
        try (Stream<Path> files = Files.walk(control.file(""))) {
            for (Path each : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }

        Awaitility.await().until(() -> !Relay.alive(pid));
        assertThat(control.file("")).doesNotExist();
        nothingRuns(control, relay);
    }

    /** Units that take half a minute each, here and on agents. */
    private Control busyBuild() throws Exception {
        return farm.control(farm.project(6, "30")).with("localSlots", 1).running();
    }

    private void nothingRuns(Control control, Relay relay) throws Exception {
        assertThat(relay.end()).startsWith("ended helper");
        String root = farm.root().toString();
        Awaitility.await().untilAsserted(() -> assertThat(ProcessHandle.allProcesses()
                        .map(each -> each.info().commandLine())
                        .flatMap(Optional::stream)
                        .filter(line -> line.contains(root)))
                .isEmpty());
        if (Files.exists(control.file(""))) {
            control.awaitDispatchersEnd();
        }
    }

    @Test
    public void wrongOptionsNameTheirFieldAndTheFolderCanBeUsedAgain() throws Exception {
        Project project = farm.project(2, "0");
        Control control = farm.control(project).with("heartbeat", "20min");

        Cli refused = control.dispatch();

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .isEqualTo("distcompile: " + control.file("options.json") + ": heartbeat 20min: from 1ms to 10min\n");
        assertThat(control.file("dispatcher.json")).doesNotExist();
        control.with("heartbeat", "1s")
                .with("fallback", "local")
                .with("waitForAgents", "10ms")
                .running();
        assertThat(control.result().get("summary").get("localUnits").asInt()).isEqualTo(2);
        project.assertComplete();
    }

    @Test
    public void helpersThatAreBeingStartedAreWaitedForLonger() throws Exception {
        Control control = farm.control(farm.project(3, "0")).with("waitForAgents", null);
        Files.writeString(control.file("coming"), "2");
        control.running();
        control.result();
        assertThat(control.events(BuildEvent.LocalStarted.class))
                .isNotEmpty()
                .allMatch(local -> local.at() >= 14_900, "not before the fifteen seconds that helpers have");
    }

    @Test
    public void withoutAnAgentTheBuildGoesOnHereAndALateOneTakesOver() throws Exception {
        Project project = farm.project(14, "2");
        Control control = farm.control(project)
                .with("waitForAgents", "100ms")
                .with("jobs", 1)
                .with("extraWork", 0)
                .running();
        control.await(BuildEvent.LocalStarted.class, event -> true);

        control.relay("late");

        JsonNode summary = control.result().get("summary");
        assertThat(summary.get("localUnits").asInt()).isPositive();
        assertThat(summary.get("remoteUnits").asInt()).isPositive();
        assertThat(control.notices()).anyMatch(text -> text.startsWith("no agent has bid: units are compiled here"));
        project.assertComplete();
    }

    @Test
    public void aBuildThatWaitsForAgentsSaysSoAndWaitsNoLongerThanItWasTold() throws Exception {
        Control control = farm.control(farm.project(2, "0"))
                .with("fallback", "wait")
                .with("waitForAgents", "500ms")
                .running();

        JsonNode result = control.result();

        assertThat(result.get("reason").asText()).contains("no agent has bid within 500 ms");
        assertThat(result.get("warnings").get(0).asText())
                .isEqualTo("no agent has bid: the build waits for one, at most 500 ms");
        assertThat(result.get("summary").get("units").asInt()).isEqualTo(2);
    }

    @Test
    public void theProjectsHistoryIsReadAndLeftAsItIs() throws Exception {
        Project project = farm.project(2, "0");
        Path history = farm.path("history.mv");
        Cli first = Cli.start(
                        farm.root(),
                        List.of(
                                "build",
                                "--compile-commands",
                                project.database().toString(),
                                "--history",
                                history.toString(),
                                "--project",
                                "mine"))
                .finish();
        assertThat(first.status()).isZero();
        Control control = farm.control(project).with("project", "mine").with("waitForAgents", "10ms");
        Files.copy(history, control.file("history.mv"));
        control.running();

        assertThat(control.result().get("success").asBoolean()).isTrue();
        assertThat(control.file("history.mv")).hasSameBinaryContentAs(history);
        assertThat(control.events(BuildEvent.UnitPlanned.class))
                .allMatch(event -> event.predictedSeconds() > 0 && event.predictedSeconds() < 60);
        try (Stream<Path> files = Files.list(control.file(""))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "options.json",
                            "history.mv",
                            "key",
                            "dispatcher.json",
                            "dispatcher.log",
                            "alive",
                            "events.jsonl",
                            "result.json");
        }
    }

    @Test
    public void anAttachWithAnotherKeyIsRefused() throws Exception {
        Control control =
                farm.control(farm.project(2, "0")).with("fallback", "wait").running();
        Path forged = Files.createDirectories(farm.path("forged"));
        Files.copy(control.file("dispatcher.json"), forged.resolve("dispatcher.json"));
        Files.copy(farm.key(), forged.resolve("key"));

        Cli attach = Cli.start(farm.root(), List.of("attach", forged.toString(), "--agent", "mallory"))
                .finish();

        assertThat(attach.status()).isEqualTo(3);
        assertThat(attach.err()).contains("cannot attach mallory").contains("wrong key");
        Awaitility.await()
                .until(() -> Files.readString(control.file("dispatcher.log")).contains("wrong key"));
        assertThat(control.events(BuildEvent.AgentVerdict.class)).isEmpty();
    }

    @Test
    public void theFieldsReachTheBuild() throws Exception {
        Control control = farm.control(farm.project(2, "0"))
                .with("criteria", "cpu.cores >= 1")
                .with("scheme", "history")
                .with("clientName", "buildnode")
                .with("rates", Map.of("alpha", 7.5))
                .with("currency", "EUR")
                .with(
                        "rankings",
                        List.of(Map.of("name", "ssd", "script", "#!/bin/sh\necho 80\n", "ttl", "60s", "weight", 0.5)))
                .with("minRank", 70)
                .running();
        control.relay("alpha");

        JsonNode summary = control.result().get("summary");

        assertThat(summary.get("remoteUnits").asInt()).as(summary.toString()).isPositive();
        assertThat(summary.get("currency").asText()).isEqualTo("EUR");
        BuildEvent.Started started =
                control.events(BuildEvent.Started.class).findFirst().orElseThrow();
        assertThat(started.client()).isEqualTo("buildnode");
        assertThat(started.options()).contains("scheme history", "criteria cpu.cores >= 1");
    }
}
