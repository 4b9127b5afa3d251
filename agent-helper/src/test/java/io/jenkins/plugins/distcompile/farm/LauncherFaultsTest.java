package io.jenkins.plugins.distcompile.farm;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.report.BuildEvent;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;

/** What goes wrong while make runs under {@code distcompile run}: the pool's, the caller's and the user's doing. */
public class LauncherFaultsTest {
    private static final String UNITS = ".c";

    private final Farm farm = new Farm();
    private final MakeRun runs = new MakeRun(farm);

    @Rule
    public final RuleChain rules = RuleChain.outerRule(farm).around(runs);

    @BeforeClass
    public static void patience() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    @Test
    public void aHelperKilledInTheMiddleCostsNoUnit() throws Exception {
        Project project = runs.project(10, "1");
        HelperProcess victim = farm.helper("victim");
        HelperProcess other = farm.helper("other");
        Cli run = runs.make(project, List.of(victim, other));
        farm.await(BuildEvent.CopyRunning.class, event -> event.agent().equals(victim.address()));

        victim.signal("KILL");

        assertThat(run.finish().status()).as(run.err()).isZero();
        project.assertComplete();
        assertThat(farm.events(BuildEvent.Reposted.class)).isNotEmpty();
        assertThat(runs.leftovers(project)).isEmpty();
    }

    @Test
    public void withoutAnyHelperLeftMakeGoesOnHere() throws Exception {
        Project project = runs.project(6, "1");
        HelperProcess only = farm.helper("only");
        Cli run = runs.make(project, List.of(only), "--bid-wait", "1s");
        runs.awaitRunning();

        only.signal("KILL");

        assertThat(run.finish().status()).as(run.err()).isZero();
        project.assertComplete();
        assertThat(run.err()).contains("no agent is left");
    }

    @Test
    public void theUnitOfAKilledLauncherIsCancelledAndItsSlotServesOthers() throws Exception {
        Project project = runs.project(4, "0");
        Files.createFile(farm.path("bin/hold"));
        HelperProcess helper = farm.helper("helper");
        Cli run = runs.start(project, List.of(helper), List.of(), "make", "-k", "-j2", runs.compiler());
        runs.awaitRunning();

        ProcessHandle victim = runs.processes("distcompile-cc").findFirst().orElseThrow();
        new ProcessBuilder("kill", "-KILL", Long.toString(victim.pid())).start().waitFor();

        farm.await(BuildEvent.UnitDone.class, event -> !event.success());
        Files.delete(farm.path("bin/hold"));
        assertThat(run.finish().status()).isEqualTo(2);
        assertThat(run.err()).contains("3 of 4 units");
        assertThat(farm.events(BuildEvent.UnitDone.class).filter(event -> !event.success()))
                .extracting(BuildEvent.UnitDone::reason)
                .containsExactly("its caller has gone");
    }

    @Test
    public void ctrlCEndsMakeTheLaunchersAndTheBuildAndLeavesNothing() throws Exception {
        Project project = runs.project(6, "1000");
        HelperProcess helper = farm.helper("helper");
        Cli run = runs.make(project, List.of(helper));
        runs.awaitRunning();

        new ProcessBuilder("kill", "-INT", "--", "-" + run.process().pid())
                .start()
                .waitFor();

        assertThat(run.finish().status()).isEqualTo(130);
        runs.awaitNone("distcompile-cc");
        runs.awaitNone(UNITS);
        runs.awaitNone("bin/gcc"); // at the helper, too
        assertThat(runs.leftovers(project)).isEmpty();
        Awaitility.await()
                .until(() -> helper.log().contains("released") || !helper.log().contains("reserved"));
    }

    @Test
    public void aSignalToTheRunAloneEndsMakeToo() throws Exception {
        Project project = runs.project(6, "1000");
        HelperProcess helper = farm.helper("helper");
        Cli run = runs.make(project, List.of(helper));
        runs.awaitRunning();

        run.signal("TERM");

        assertThat(run.finish().status()).isEqualTo(128 + 15);
        runs.awaitNone("distcompile-cc");
        runs.awaitNone("bin/gcc");
        assertThat(run.process().descendants()).isEmpty();
        assertThat(runs.leftovers(project)).isEmpty();
    }

    @Test
    public void whenTheRunItselfIsKilledLaunchersCompileForThemselves() throws Exception {
        Project project = runs.project(3, "0");
        Files.createFile(farm.path("bin/hold"));
        HelperProcess helper = farm.helper("helper");
        Cli run = runs.start(
                project,
                List.of(helper),
                List.of(),
                "sh",
                "-c",
                "make -j3 '" + runs.compiler() + "' >made 2>&1; echo $? >status");
        runs.awaitRunning();

        run.signal("KILL");
        Files.delete(farm.path("bin/hold"));

        Awaitility.await()
                .until(() -> Files.exists(project.folder().resolve("status"))
                        && Files.size(project.folder().resolve("status")) > 0);
        assertThat(project.folder().resolve("status")).hasContent("0");
        assertThat(project.folder().resolve("made")).content().contains("'distcompile run' has gone");
        for (int unit = 0; unit < 3; unit++) {
            assertThat(project.object(unit)).exists();
        }
    }

    @Test
    public void anOutputThatCannotBeWrittenFailsItsCallerAlone() throws Exception {
        Project project = runs.project(2, "0");
        Files.createDirectories(project.folder().resolve("taken.o/full"));
        HelperProcess helper = farm.helper("helper");
        String gcc = "distcompile-cc " + farm.path("bin/gcc") + " -O2 -g -Wall -c ";

        Cli run = runs.start(
                        project,
                        List.of(helper),
                        List.of("-q"),
                        "sh",
                        "-c",
                        gcc + "unit00.c -o taken.o && exit 9; " + gcc + "unit01.c -o obj/unit01.o")
                .finish();

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("taken.o");
        assertThat(project.object(1)).hasSameBinaryContentAs(project.folder().resolve("unit01.reference"));
    }
}
