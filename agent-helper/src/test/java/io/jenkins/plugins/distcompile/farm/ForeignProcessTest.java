package io.jenkins.plugins.distcompile.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.distcompile.report.BuildEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.After;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;

/**
 * Somebody else's processes keep the helper's machine busy. The helper lives in a process namespace of its own, so that
 * what else this machine does is none of its business; the strangers are put in there. Needs root.
 */
public class ForeignProcessTest {
    private static final int STRANGERS = 4;

    @Rule
    public final Farm farm = new Farm();

    private final List<Process> strangers = new ArrayList<>();

    @BeforeClass
    public static void patience() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(90));
    }

    @After
    public void endStrangers() {
        strangers.forEach(each -> {
            each.descendants().forEach(ProcessHandle::destroyForcibly);
            each.destroyForcibly();
        });
        strangers.clear();
    }

    @Test
    public void unitsAreHandedBackWhileOthersNeedTheMachineAndTakenAgainAfterwards() throws Exception {
        Project project = farm.project(2, "100");
        HelperProcess helper = helper("processes=hand-back");
        Cli cli = farm.build(project, List.of(helper), "--fallback", "wait");
        farm.await(BuildEvent.CopyRunning.class, event -> true);

        strangers(helper);
        farm.await(
                BuildEvent.CopyEnded.class,
                event -> event.ending().equals("handed-back") && event.reason().startsWith("other processes use "));
        Files.writeString(farm.path("bin").resolve("slow"), "0");
        endStrangers();

        assertThat(cli.finish().status()).as(cli.err() + helper.log()).isZero();
        assertThat(helper.log()).contains("activity: other processes use ").contains("activity: no activity but ours");
        assertThat(Farm.agent(cli.json(), helper.address()).get("units").asInt())
                .isEqualTo(2);
        project.assertComplete();
    }

    @Test
    public void noBidIsMadeWhileOthersNeedTheMachine() throws Exception {
        Project project = farm.project(2, "0");
        HelperProcess helper = helper("processes=no-new-bids");
        Cli first = farm.build(project, List.of(helper)).finish(); // a client, so that the helper looks
        assertThat(first.status()).as(first.err()).isZero();
        Project slow = Project.create(farm.path("slow"), Project.compiler(farm.path("bin"), "2"), 6);
        Cli cli = farm.build(slow, List.of(helper));
        farm.await(BuildEvent.CopyRunning.class, event -> true);

        strangers(helper);

        assertThat(cli.finish().status()).as(cli.err()).isZero();
        slow.assertComplete();
        assertThat(helper.log()).contains("activity: other processes use ").contains("no-new-bids");
        assertThat(farm.events(BuildEvent.AgentVerdict.class))
                .anyMatch(event ->
                        event.verdict().equals("declined") && event.reason().startsWith("other processes use "));
    }

    @Test
    public void unitsGoOnAtTheLowestPriorityWhileOthersNeedTheMachine() throws Exception {
        Project project = farm.project(1, "100");
        HelperProcess helper = helper("processes=lower-priority");
        farm.build(project, List.of(helper));
        farm.await(BuildEvent.CopyRunning.class, event -> true);
        ProcessHandle unit = await().until(() -> unit(helper), found -> found != null);
        assertThat(lowered(unit)).isFalse();

        strangers(helper);

        await().until(() -> lowered(unit));
        assertThat(unit.isAlive()).isTrue();
    }

    private HelperProcess helper(String policy) throws Exception {
        return farm.helperBehind(
                List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc"),
                farm.path("bin").resolve("gcc"),
                "helper",
                "--activity",
                "ignore," + policy,
                "--activity-every",
                "200ms",
                "--activity-load",
                "0.02",
                "--activity-after",
                "1s",
                "--activity-recent",
                "1s",
                "--activity-quiet",
                "1s");
    }

    /** Busy loops in the helper's process namespace, children of nobody there; as polite as people usually are. */
    private void strangers(HelperProcess helper) throws IOException {
        long java = helper.process().children().findFirst().orElseThrow().pid();
        for (int i = 0; i < STRANGERS; i++) {
            strangers.add(new ProcessBuilder(
                            "nsenter",
                            "--target",
                            Long.toString(java),
                            "--pid",
                            "sh",
                            "-c",
                            "renice -n 0 -p $$ >/dev/null; while :; do :; done")
                    .start());
        }
    }

    private static ProcessHandle unit(HelperProcess helper) {
        return helper.process()
                .descendants()
                .filter(each -> each.info().command().orElse("").endsWith("sleep"))
                .findFirst()
                .orElse(null);
    }

    /** By nice, or by a control group of the helper's own. */
    private static boolean lowered(ProcessHandle process) throws IOException {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        String stat = Files.readString(proc.resolve("stat"));
        String nice = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16];
        return nice.equals("19") || Files.readString(proc.resolve("cgroup")).contains("/distcompile-");
    }
}
