package io.jenkins.plugins.distcompile.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class GlobPlanTest {
    private static final String COMMAND = "gcc -O2 -c {source} -o {output}";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path base;

    @Before
    public void makeSources() throws IOException {
        base = folder.getRoot().toPath().toAbsolutePath().normalize();
        for (String name :
                List.of("main.c", "src/a.c", "src/a.cc", "src/in/deep er/b.c", "src/.hid/x.c", "src/n.txt")) {
            Files.createDirectories(base.resolve(name).getParent());
            Files.createFile(base.resolve(name));
        }
    }

    private List<String> ids(String... patterns) throws PlanException {
        return GlobPlan.of(base, List.of(patterns), COMMAND, "{dir}/{name}.{ext}.o").plan().units().stream()
                .map(Unit::id)
                .toList();
    }

    private static void refuses(String message, ThrowingCallable reading) {
        assertThatThrownBy(reading).isInstanceOf(PlanException.class).hasMessageContaining(message);
    }

    @Test
    public void patternsMatchAsInAShellWithGlobstar() throws Exception {
        assertThat(ids("src/**/*.c")).containsExactly("src/a.c", "src/in/deep er/b.c");
        assertThat(ids("**/*.c")).containsExactly("main.c", "src/a.c", "src/in/deep er/b.c");
        assertThat(ids("*.c", "./src/*.c*")).containsExactly("main.c", "src/a.c", "src/a.cc");
        assertThat(ids("src/?.{c,cc}")).containsExactly("src/a.c", "src/a.cc");
        assertThat(ids("src/[!b-z].c", "src/a.c")).containsExactly("src/a.c");
        assertThat(ids("src/.hid/*.c")).containsExactly("src/.hid/x.c");
        assertThat(ids("main.c")).containsExactly("main.c");
    }

    @Test
    public void theCommandIsFilledPerWord() throws Exception {
        Unit unit = GlobPlan.of(base, List.of("src/in/**/*.c"), COMMAND + " -DN='{name} x'", GlobPlan.DEFAULT_OUTPUT)
                .plan()
                .units()
                .get(0);
        assertThat(unit.command())
                .containsExactly("gcc", "-O2", "-c", "src/in/deep er/b.c", "-o", "src/in/deep er/b.o", "-DN=b x");
        assertThat(unit.outputs()).containsExactly(base.resolve("src/in/deep er/b.o"));
        assertThat(unit.directory()).isEqualTo(base);
        assertThat(unit.kind()).isEqualTo(UnitKind.COMPILE);
        assertThat(unit.anywhere()).isTrue();
    }

    @Test
    public void aSourceInTheBaseHasItsOutputThere() throws Exception {
        Unit unit = GlobPlan.of(base, List.of("main.c"), COMMAND, GlobPlan.DEFAULT_OUTPUT)
                .plan()
                .units()
                .get(0);
        assertThat(unit.command()).endsWith("-o", "main.o");
    }

    @Test
    public void mistakesAreNamed() {
        refuses("source pattern lib/*.c matches no file in " + base, () -> ids("main.c", "lib/*.c"));
        refuses("no source pattern", this::ids);
        refuses("cannot be read", () -> ids("src/[z-a].c"));
        refuses(
                "sources src/a.c and src/a.cc would both be compiled to src/a.o",
                () -> GlobPlan.of(base, List.of("src/a.*"), COMMAND, GlobPlan.DEFAULT_OUTPUT));
        refuses("overwritten", () -> GlobPlan.of(base, List.of("main.c"), COMMAND, "{source}"));
        refuses("unknown placeholder {srce}", () -> command("gcc -c {srce} -o {output}"));
        refuses("needs the placeholder {output}", () -> command("gcc -c {source}"));
        refuses("--command is empty", () -> command(" "));
        refuses("--command gcc 'x", () -> command("gcc 'x {source} {output}"));
        refuses("cannot use {output}", () -> GlobPlan.of(base, List.of("main.c"), COMMAND, "{output}.o"));
    }

    private void command(String template) throws PlanException {
        GlobPlan.of(base, List.of("main.c"), template, GlobPlan.DEFAULT_OUTPUT);
    }
}
