package io.jenkins.plugins.distcompile.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.distcompile.report.BuildEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Somebody types on a terminal of the helper's machine: a real pseudo-terminal, and a helper that may see it. */
public class ActivityTest {
    /** The kernel keeps a terminal's time in steps of 8 s, so nothing shorter can be told. */
    private static final String RECENT = "10s";

    @Rule
    public final Farm farm = new Farm();

    private Process terminal;
    private Path device;

    @Before
    public void openTerminal() throws Exception {
        terminal = new ProcessBuilder("script", "-qec", "tty; exec cat >/dev/null", "/dev/null").start();
        BufferedReader screen = terminal.inputReader(StandardCharsets.UTF_8);
        device = Path.of(screen.readLine().strip());
        lastUsed(Instant.now().minusSeconds(3_600));
    }

    @After
    public void closeTerminal() {
        terminal.descendants().forEach(ProcessHandle::destroyForcibly);
        terminal.destroyForcibly();
    }

    @Test
    public void workIsHandedBackWhenSomebodyTypesAndGoesOnWhenItIsQuiet() throws Exception {
        Project project = farm.project(2, "100");
        HelperProcess helper = helper("session=hand-back");
        Cli cli = farm.build(project, List.of(helper), "--fallback", "wait");
        sleeping(helper);
        typeUntil(helper, "activity: session (terminal " + device.getFileName() + ")");
        Files.writeString(farm.path("bin").resolve("slow"), "0");
        assertThat(cli.finish().status()).as(cli.err() + helper.log()).isZero();
        assertThat(farm.events(BuildEvent.CopyEnded.class)
                        .filter(end -> end.ending().equals("handed-back")))
                .isNotEmpty()
                .allSatisfy(end -> assertThat(end.reason()).startsWith("session (terminal "));
        assertThat(helper.log()).contains("activity: no activity but ours");
        assertThat(Farm.agent(cli.json(), helper.address()).get("units").asInt())
                .isEqualTo(2);
        project.assertComplete();
    }

    @Test
    public void aHelperWhoseOwnerIsThereDeclinesAndSaysWhy() throws Exception {
        Project project = farm.project(1, "0");
        lastUsed(Instant.now());
        HelperProcess helper = helper("no-new-bids,processes=ignore");
        Cli cli = farm.build(project, List.of(helper)).finish();
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(farm.events(BuildEvent.AgentVerdict.class))
                .anySatisfy(verdict -> assertThat(verdict.verdict() + ": " + verdict.reason())
                        .matches("declined: .*session \\(terminal \\d+\\) \\d+ s ago.*"));
        project.assertComplete();
    }

    @Test
    public void unitsGoOnAtTheLowestPriorityWhileSomebodyTypes() throws Exception {
        Project project = farm.project(1, "100");
        HelperProcess helper = helper("session=lower-priority");
        farm.build(project, List.of(helper));
        ProcessHandle unit = sleeping(helper);
        assertThat(lowered(unit)).isFalse();
        typeUntil(helper, "lower-priority");
        await().atMost(Duration.ofSeconds(60)).until(() -> lowered(unit));
        assertThat(unit.isAlive()).isTrue();
    }

    /** By nice, or by a control group of the helper's own. */
    private static boolean lowered(ProcessHandle process) throws IOException {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        String stat = Files.readString(proc.resolve("stat"));
        String nice = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16];
        return nice.equals("19") || Files.readString(proc.resolve("cgroup")).contains("/distcompile-");
    }

    /** The unit that is being compiled. */
    private static ProcessHandle sleeping(HelperProcess helper) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> helper.process()
                                .descendants()
                                .filter(each -> each.info().command().orElse("").endsWith("sleep"))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private HelperProcess helper(String policy) throws Exception {
        return farm.helper(
                "helper",
                "--activity",
                policy,
                "--activity-every",
                "200ms",
                "--activity-recent",
                RECENT,
                "--activity-quiet",
                RECENT);
    }

    private void typeUntil(HelperProcess helper, String logged) {
        OutputStream keys = terminal.getOutputStream();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            keys.write("hello\n".getBytes(StandardCharsets.US_ASCII));
            keys.flush();
            return helper.log().contains(logged);
        });
    }

    private void lastUsed(Instant time) throws IOException {
        Files.setAttribute(device, "lastAccessTime", FileTime.from(time));
    }
}
