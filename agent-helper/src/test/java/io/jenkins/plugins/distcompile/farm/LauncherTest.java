package io.jenkins.plugins.distcompile.farm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.distcompile.report.BuildEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;

/** make under {@code distcompile run}, with its compiler behind the launcher. */
public class LauncherTest {
    private final Farm farm = new Farm();
    private final MakeRun runs = new MakeRun(farm);

    @Rule
    public final RuleChain rules = RuleChain.outerRule(farm).around(runs);

    @BeforeClass
    public static void patience() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    @Test
    public void makesObjectsComeFromThePoolAndAreTheSame() throws Exception {
        Project project = runs.project(8, "0");
        HelperProcess helper = farm.helper("helper");

        Cli run = runs.make(
                        project,
                        List.of(helper),
                        "--json",
                        "--report",
                        farm.path("r.html").toString())
                .finish();

        assertThat(run.status()).as(run.err()).isZero();
        project.assertComplete();
        assertThat(project.folder().resolve("all.o")).exists();
        JsonNode summary = run.json();
        assertThat(summary.get("success").asBoolean()).isTrue();
        assertThat(summary.get("reason").asText()).isEqualTo("make ended with status 0");
        assertThat(summary.get("remoteUnits").asInt()).isEqualTo(8);
        assertThat(run.err())
                .contains("distcompile-cc"); // what make says, for with --json our own output is JSON alone
        assertThat(farm.events(BuildEvent.UnitPlanned.class))
                .extracting(BuildEvent.UnitPlanned::unit)
                .contains("obj/unit00.o", "obj/unit07.o")
                .hasSize(8);
        assertThat(farm.events(BuildEvent.UnitDone.class)).hasSize(8);
        assertThat(Files.readString(farm.path("r.html"))).contains("obj/unit07.o");
        assertThat(runs.leftovers(project)).isEmpty();
    }

    @Test
    public void whatOneRunHasLearntTheNextOneKnows() throws Exception {
        Project project = runs.project(4, "0.3");
        HelperProcess helper = farm.helper("helper");
        assertThat(runs.make(project, List.of(helper)).finish().status()).isZero();
        double cold = predicted("obj/unit00.o");
        Files.delete(project.object(0));

        assertThat(runs.make(project, List.of(helper)).finish().status()).isZero();

        assertThat(cold).isLessThan(0.2);
        assertThat(predicted("obj/unit00.o")).isGreaterThan(0.2);
        assertThat(farm.events(BuildEvent.UnitPlanned.class)).hasSize(1);
    }

    @Test
    public void aNameThatIsNoneInTheLocaleOfTheRunIsCompiledByItsCaller() throws Exception {
        Project project = runs.project(1, "0");
        runs.variables.add("LC_ALL=C");
        String script =
                "f=$(printf '\\303\\274'); echo 'int a;' >$f.c; distcompile-cc gcc -c $f.c -o $f.o; mv $f.o plain.o";

        Cli run = runs.start(project, List.of(farm.helper("helper")), List.of(), "sh", "-c", script)
                .finish();

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(project.folder().resolve("plain.o")).exists();
        assertThat(run.err()).contains("compiled without the pool: the call cannot be read");
    }

    private double predicted(String unit) throws Exception {
        return farm.events(BuildEvent.UnitPlanned.class)
                .filter(event -> event.unit().equals(unit))
                .findFirst()
                .orElseThrow()
                .predictedSeconds();
    }

    @Test
    public void aBrokenUnitFailsItsCallerInTheCompilersWordsAndNobodyElse() throws Exception {
        Project project = runs.project(6, "0");
        Files.writeString(project.source(2), "int broken = ;\n");
        HelperProcess helper = farm.helper("helper");

        Cli run = runs.start(project, List.of(helper), List.of(), "make", "-k", "-j4", runs.compiler())
                .finish();

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .containsOnlyOnce("unit02.c:1:14: error: expected expression before")
                .contains("obj/unit02.o] Error 1")
                .contains("5 of 6 units");
        assertThat(project.object(2)).doesNotExist();
        assertThat(project.object(5)).hasSameBinaryContentAs(project.folder().resolve("unit05.reference"));
    }

    @Test
    public void warningsReachTheCallerAndDependencyFilesAreThereWhenItEnds() throws Exception {
        Project project = runs.project(1, "0");
        Files.writeString(project.source(0), "#include \"shared.h\"\nint f(void) { int unset; return unset; }\n");
        HelperProcess helper = farm.helper("helper");
        String compile = farm.path("bin/gcc") + " -O2 -g -Wall -MD -MF unit.d -c unit00.c -o unit.o";
        String script = "distcompile-cc " + compile + " 2>said; mv unit.o then.o; mv unit.d then.d; " + compile
                + " 2>plain; cmp unit.o then.o; cmp unit.d then.d";

        Cli run = runs.start(project, List.of(helper), List.of("--json"), "sh", "-ec", script)
                .finish();

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.json().get("remoteUnits").asInt()).isEqualTo(1);
        assertThat(project.folder().resolve("said"))
                .content()
                .contains("unset")
                .isEqualTo(Files.readString(project.folder().resolve("plain")));
    }

    @Test
    public void callsThatAreNothingToDistributeRunAsTheyAre() throws Exception {
        Project project = runs.project(1, "0");
        String gcc = "distcompile-cc " + farm.path("bin/gcc");
        String script = gcc + " -E unit00.c | grep -q TWICE && exit 9; " + gcc
                + " -S -o unit.s unit00.c; test -s unit.s; " + gcc
                + " -c -fplugin=none unit00.c && exit 8; distcompile-cc no-such-compiler -c x.c || exit $?";

        Cli run = runs.start(project, List.of(), List.of(), "sh", "-ec", script).finish();

        assertThat(run.status()).as(run.err()).isEqualTo(127);
        assertThat(farm.events(BuildEvent.UnitPlanned.class)).isEmpty();
        assertThat(run.err()).containsPattern("calls? (was|were) run by the caller itself: .*-fplugin");
        assertThat(run.err()).contains("cannot start no-such-compiler");
    }

    @Test
    public void anOutputThatIsMadeAgainIsAUnitOfItsOwnAndReadsWhatIsThereThen() throws Exception {
        Project project = runs.project(1, "0");
        HelperProcess helper = farm.helper("helper");
        String gcc = farm.path("bin/gcc") + " -g -c unit00.c -o";
        String script = "for n in 1 2 3; do echo \"#define TWICE(x) ((x) * $n)\" > shared.h; "
                + "distcompile-cc " + gcc
                + " obj/again.o; /usr/bin/gcc -g -c unit00.c -o plain.o; cmp obj/again.o plain.o;"
                + " done";
        Files.writeString(project.source(0), "#include \"shared.h\"\nint f(int a) { return TWICE(a); }\n");

        Cli run = runs.start(project, List.of(helper), List.of("--json"), "sh", "-ec", script)
                .finish();

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.json().get("remoteUnits").asInt()).isEqualTo(3);
        assertThat(farm.events(BuildEvent.UnitPlanned.class))
                .extracting(BuildEvent.UnitPlanned::unit)
                .containsExactly("obj/again.o", "obj/again.o#2", "obj/again.o#3");
    }

    @Test
    public void everyCallHasTheEnvironmentOfItsCaller() throws Exception {
        Project project = runs.project(1, "0");
        HelperProcess helper = farm.helper("helper");
        Files.createDirectories(project.folder().resolve("other"));
        Files.writeString(project.folder().resolve("other/only.h"), "#define ONLY 7\n");
        Files.writeString(project.source(0), "#include <only.h>\nint only = ONLY;\n");
        String call = "distcompile-cc " + farm.path("bin/gcc") + " -c unit00.c -o obj/unit.o";

        Cli run = runs.start(
                        project, List.of(helper), List.of(), "sh", "-c", call + " && exit 9; CPATH=$PWD/other " + call)
                .finish();

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).containsOnlyOnce("only.h: No such file");
        assertThat(project.folder().resolve("obj/unit.o")).exists();
    }

    @Test
    public void withoutHelpersEverythingIsCompiledHereAndThatIsSaidOnce() throws Exception {
        Project project = runs.project(6, "0");

        Cli run = runs.make(project, List.of()).finish();

        assertThat(run.status()).as(run.err()).isZero();
        project.assertComplete();
        assertThat(run.err()).containsOnlyOnce("no agents are listed: every unit is compiled here");
        assertThat(run.err()).contains("6 here");
    }

    @Test
    public void outsideARunTheLauncherIsTheCompiler() throws Exception {
        Project project = runs.project(2, "0");
        assertThat(runs.start(project, List.of(), List.of(), "true").finish().status())
                .isZero();
        Path said = farm.path("said");

        Process make = new ProcessBuilder("make", "CC=" + runs.launcher() + " /usr/bin/gcc")
                .directory(project.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();

        assertThat(make.waitFor()).as(Files.readString(said)).isZero();
        project.assertComplete();
    }

    @Test
    public void theCommandsEndIsTheRunsEnd() throws Exception {
        Project project = runs.project(1, "0");
        Cli killed = runs.start(project, List.of(), List.of("-q"), "sh", "-c", "kill -TERM $$");
        assertThat(killed.finish().status()).isEqualTo(128 + 15);
        Cli other = runs.start(project, List.of(), List.of("-q"), "sh", "-c", "exit 42");
        assertThat(other.finish().status()).isEqualTo(42);
        Cli none = runs.start(project, List.of(), List.of(), "no-such-command");
        assertThat(none.finish().status()).isEqualTo(127);
        assertThat(none.err()).contains("cannot start no-such-command");
        assertThat(runs.leftovers(project)).isEmpty();
    }
}
