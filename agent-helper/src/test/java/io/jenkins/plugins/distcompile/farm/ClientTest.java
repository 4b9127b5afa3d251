package io.jenkins.plugins.distcompile.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.distcompile.report.BuildEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.Rule;
import org.junit.Test;

/** Clients that come, go, share, are killed, are wrong, or are none: what helpers and users see of it. */
public class ClientTest {
    private static final Pattern UNIT_FOLDER = Pattern.compile("/u\\d+/");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Rule
    public final Farm farm = new Farm();

    @Test
    public void aKilledClientLeavesItsHelperFreeAndNothingRunning() throws Exception {
        Project project = farm.project(6, "30");
        HelperProcess helper = farm.helper("helper");
        Cli build = farm.build(project, List.of(helper));
        await().atMost(PATIENCE).until(() -> compilers(helper) > 0);

        build.signal("KILL");

        await().atMost(PATIENCE).until(() -> compilers(helper) == 0);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(slotsFree(helper)).isEqualTo(2));
    }

    @Test
    public void aKilledClientLeavesNothingInTheTemporaryFolder() throws Exception {
        Path temporary = Files.createDirectories(farm.path("tmp"));
        Project project = farm.project(6, "30");
        HelperProcess helper = farm.helper("helper");
        Cli build = farm.buildIn(
                List.of("env", "JDK_JAVA_OPTIONS=-Djava.io.tmpdir=" + temporary),
                project,
                helper.address(),
                "--preprocess",
                "local");
        await().atMost(PATIENCE).until(() -> compilers(helper) > 0);

        build.signal("KILL");
        build.finish();

        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    public void ctrlCStopsEverythingAndLeavesNoHalfWrittenObject() throws Exception {
        Project project = farm.project(6, "30");
        HelperProcess helper = farm.helper("helper");
        Cli build = farm.build(project, List.of(helper), "--local-slots", "1");
        await().atMost(PATIENCE).until(() -> compilers(helper) > 0);

        build.signal("INT");
        build.finish();

        assertThat(build.status()).isEqualTo(130);
        assertThat(build.process().descendants()).isEmpty();
        await().atMost(PATIENCE).until(() -> compilers(helper) == 0);
        try (var objects = Files.list(project.folder().resolve("obj"))) {
            assertThat(objects).isEmpty();
        }
    }

    @Test
    public void ctrlCEndsHelpersInTheSameProcessToo() throws Exception {
        Path temporary = Files.createDirectories(farm.path("tmp"));
        Project project = farm.project(2, "30");
        Cli build =
                farm.buildIn(List.of("env", "JDK_JAVA_OPTIONS=-Djava.io.tmpdir=" + temporary), project, "embedded:1");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(temporary).isNotEmptyDirectory());

        build.signal("INT");
        build.finish();

        assertThat(build.status()).isEqualTo(130);
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    public void aHelperThatIsStoppedAsItStartsLeavesNothing() throws Exception {
        Path work = Files.createDirectories(farm.path("work"));
        Cli helper = Cli.start(
                farm.root(),
                List.of(
                        "serve",
                        "--listen",
                        "127.0.0.1:0",
                        "--key-file",
                        farm.key().toString(),
                        "--work",
                        work.toString(),
                        "--no-benchmark"));
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(work).isNotEmptyDirectory());

        helper.signal("TERM");
        helper.finish();

        assertThat(work).isEmptyDirectory();
        assertThat(helper.err()).doesNotContain("internal error");
    }

    @Test
    public void twoBuildsShareAHelperThatNeverRunsMoreThanItHas() throws Exception {
        Project project = farm.project(10, "0.3");
        HelperProcess helper = farm.helper("shared");
        Path copy = Files.createDirectories(farm.path("second"));
        Project second = Project.create(copy, farm.path("bin").resolve("gcc"), 10);
        Cli one = farm.build(project, List.of(helper));
        Cli two = Cli.start(
                farm.root(),
                List.of(
                        "build",
                        "--compile-commands",
                        second.database().toString(),
                        "--key-file",
                        farm.key().toString(),
                        "--pool",
                        helper.address(),
                        "--fallback",
                        "wait",
                        "--local-work",
                        "fallback",
                        "--json"));

        int most = 0;
        while (one.process().isAlive() || two.process().isAlive()) {
            most = Math.max(most, compilers(helper));
        }

        assertThat(one.finish().status()).as(one.err()).isZero();
        assertThat(two.finish().status()).as(two.err()).isZero();
        project.assertComplete();
        second.assertComplete();
        assertThat(two.json().get("remoteUnits").asInt()).isEqualTo(10);
        assertThat(most).isBetween(1, 2);
    }

    @Test
    public void aWrongKeyIsRefusedAndNamedInTheLog() throws Exception {
        Project project = farm.project(2, "0");
        HelperProcess helper = farm.helper("helper");
        Path other = farm.path("other.key");
        assertThat(Cli.start(farm.root(), List.of("key", "--out", other.toString()))
                        .finish()
                        .status())
                .isZero();

        Cli build = farm.build(project, List.of(helper), "--key-file", other.toString())
                .finish();

        assertThat(build.status()).as(build.err()).isZero();
        project.assertComplete();
        assertThat(Farm.agent(build.json(), helper.address()).get("reason").asText())
                .contains("key");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(helper.log()).contains("wrong key"));
    }

    @Test
    public void garbageOnThePortDoesNotDisturbAHelper() throws Exception {
        Project project = farm.project(4, "0");
        HelperProcess helper = farm.helper("helper");
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < 40; i++) {
            byte[] garbage = new byte[random.nextInt(1, 40_000)];
            random.nextBytes(garbage);
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), helper.port());
                    OutputStream out = socket.getOutputStream()) {
                out.write(garbage);
            } catch (IOException e) {
                // the helper dropped the connection before all was written: as it should
            }
        }

        Cli build = farm.build(project, List.of(helper)).finish();

        assertThat(build.status()).as(build.err()).isZero();
        assertThat(build.json().get("remoteUnits").asInt()).isEqualTo(4);
    }

    /** Agents tell of the start only of what runs for longer than a moment, or had to wait. */
    @Test
    public void theLogTellsSinceWhenEachUnitRanHoweverShort() throws Exception {
        Project project = farm.project(6, "0");
        assertThat(farm.build(project, List.of(farm.helper("helper"))).finish().status())
                .isZero();
        Map<String, Double> sent = farm.events(BuildEvent.Assigned.class)
                .collect(Collectors.toMap(e -> e.unit() + e.copy(), BuildEvent.Assigned::at));
        Map<String, Double> ran = farm.events(BuildEvent.CopyRunning.class)
                .collect(Collectors.toMap(e -> e.unit() + e.copy(), BuildEvent.CopyRunning::at));
        assertThat(farm.events(BuildEvent.CopyEnded.class)
                        .filter(e -> e.ending().equals("succeeded")))
                .isNotEmpty()
                .allSatisfy(
                        e -> assertThat(ran.get(e.unit() + e.copy())).isBetween(sent.get(e.unit() + e.copy()), e.at()));
    }

    @Test
    public void aCompileErrorIsReportedOnceWithTheCompilersOwnText() throws Exception {
        Project project = farm.project(4, "0.2");
        Files.writeString(project.source(1), "int broken(void) { return missing; }\n");
        HelperProcess helper = farm.helper("helper");

        Cli build = farm.build(project, List.of(helper), "--keep-going").finish();

        assertThat(build.status()).isEqualTo(1);
        JsonNode summary = build.json();
        assertThat(summary.get("failed").asInt()).isEqualTo(1);
        assertThat(summary.get("succeeded").asInt()).isEqualTo(3);
        List<String> said = farm.events(BuildEvent.UnitDone.class)
                .filter(e -> !e.success())
                .map(BuildEvent.UnitDone::diagnostics)
                .toList();
        Process local = new ProcessBuilder("/usr/bin/gcc", "-O2", "-g", "-Wall", "-c", "unit01.c", "-o", "/dev/null")
                .directory(project.folder().toFile())
                .redirectErrorStream(true)
                .start();
        String expected = new String(local.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(said).containsExactly(expected);
        assertThat(summary.get("agentFaults")).isEmpty();
    }

    @Test
    public void warningsComeBackWithTheUsersOwnPaths() throws Exception {
        Project project = farm.project(2, "0");
        Files.writeString(project.source(0), "int f(void) { int unused; return 1; }\n");
        HelperProcess helper = farm.helper("helper");

        Cli build = farm.build(project, List.of(helper)).finish();

        assertThat(build.status()).isZero();
        assertThat(build.err())
                .contains("unit00.c:1:19: warning: unused variable")
                .contains("int f(void) { int unused; return 1; }")
                .doesNotContain("work-helper");
    }

    /** Units that run on the helper now: a compiler proper and its assembler are one, a question to the driver is none. */
    private static int compilers(HelperProcess helper) {
        return (int) helper.process()
                .toHandle()
                .children()
                .map(child -> child.info().commandLine().orElse(""))
                .filter(command -> !command.contains(" -###"))
                .map(UNIT_FOLDER::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .distinct()
                .count();
    }

    private int slotsFree(HelperProcess helper) throws Exception {
        Cli pool = Cli.start(
                        farm.root(),
                        List.of(
                                "pool",
                                "--pool",
                                helper.address(),
                                "--key-file",
                                farm.key().toString(),
                                "--json"))
                .finish();
        return pool.json().get(0).get("profile").get("slotsFree").asInt();
    }
}
