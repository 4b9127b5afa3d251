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

public class CompilationDatabaseTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path root;
    private Path file;

    @Before
    public void makeProject() throws IOException {
        root = folder.getRoot().toPath().toAbsolutePath().normalize();
        file = root.resolve("build/compile_commands.json");
        for (String source : List.of("src/a.c", "src/my b.cc", "src/c.S", "lib/a.c")) {
            Path path = root.resolve(source);
            Files.createDirectories(path.getParent());
            Files.createFile(path);
        }
        Files.createDirectories(file.getParent());
    }

    private PlanSource read(String... entries) throws Exception {
        Files.writeString(file, "[" + String.join(",\n", entries) + "]");
        return CompilationDatabase.read(file);
    }

    /** An entry in the build folder; single quotes stand for JSON's. */
    private String entry(String source, String rest) {
        return ("{'directory': '" + root + "/build', 'file': '" + source + "', " + rest + "}").replace('\'', '"');
    }

    private void refuses(String message, ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .isInstanceOf(PlanException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }

    @Test
    public void aCompileInAResponseFileIsSeen() throws Exception {
        Files.writeString(root.resolve("build/all.rsp"), "-O2 -c ../src/a.c -o from-file.o");
        PlanSource source = read(entry("../src/a.c", "'command': 'gcc @all.rsp'"));
        assertThat(source.plan().units().get(0).outputs()).containsExactly(root.resolve("build/from-file.o"));
    }

    @Test
    public void bothFormsOfACommandAreRead() throws Exception {
        PlanSource source = read(
                entry("../src/a.c", "'command': 'gcc -DX=\\\"y\\\\ z\\\" -c ../src/a.c -o o/a.o'"),
                entry(root + "/src/my b.cc", "'arguments': ['g++', '-c', '../src/my b.cc', '-ob.o']"));
        Unit first = source.plan().units().get(0);
        assertThat(first.id()).isEqualTo("src/a.c");
        assertThat(first.command()).startsWith("gcc").endsWith("-c", "../src/a.c", "-o", "o/a.o");
        assertThat(first.inputs()).containsExactly(root.resolve("src/a.c"));
        assertThat(first.outputs()).containsExactly(root.resolve("build/o/a.o"));
        assertThat(first.kind()).isEqualTo(UnitKind.COMPILE);
        Unit second = source.plan().units().get(1);
        assertThat(second.id()).isEqualTo("src/my b.cc");
        assertThat(second.outputs()).containsExactly(root.resolve("build/b.o"));
        assertThat(source.notices()).isEmpty();
    }

    @Test
    public void withoutOutputOptionTheObjectIsNamedAsTheCompilerDoes() throws Exception {
        Plan plan = read(
                        entry("../src/a.c", "'arguments': ['gcc', '-c', '../src/a.c']"),
                        entry("../lib/a.c", "'arguments': ['gcc', '-S', '../lib/a.c']"),
                        entry("../src/c.S", "'arguments': ['gcc', '-c', '../src/c.S'], 'output': 'x/c.o'"))
                .plan();
        assertThat(plan.units().stream().map(u -> u.outputs().get(0)))
                .containsExactly(root.resolve("build/a.o"), root.resolve("build/a.s"), root.resolve("build/x/c.o"));
        assertThat(plan.units().get(2).kind()).isEqualTo(UnitKind.ASSEMBLE);
    }

    @Test
    public void aSourceCompiledTwiceIsNamedByItsOutputs() throws Exception {
        Plan plan = read(
                        entry("../src/a.c", "'arguments': ['gcc', '-c', '../src/a.c', '-o', 'static/a.o']"),
                        entry("../src/a.c", "'arguments': ['gcc', '-fPIC', '-c', '../src/a.c', '-o', 'pic/a.o']"),
                        entry("../lib/a.c", "'arguments': ['gcc', '-c', '../lib/a.c', '-o', 'lib/a.o']"))
                .plan();
        assertThat(plan.units().stream().map(Unit::id)).containsExactly("static/a.o", "pic/a.o", "lib/a.c");
    }

    @Test
    public void aRepeatedEntryIsOneUnit() throws Exception {
        String same = entry("../src/a.c", "'arguments': ['gcc', '-c', '../src/a.c', '-o', 'a.o']");
        PlanSource source = read(same, same, same);
        assertThat(source.plan().size()).isEqualTo(1);
        assertThat(source.notices()).containsExactly(file + ": 2 repeated entries dropped");
    }

    @Test
    public void twoCommandsForOneOutputAreRefusedWithBothNames() {
        refuses(
                "entries 1 (" + root + "/src/a.c) and 2 (" + root + "/lib/a.c) both write " + root + "/build/a.o",
                () -> read(
                        entry("../src/a.c", "'arguments': ['gcc', '-c', '../src/a.c']"),
                        entry("../lib/a.c", "'arguments': ['gcc', '-c', '../lib/a.c']")));
    }

    @Test
    public void entriesThatWriteNoObjectAreSkippedWithANotice() throws Exception {
        PlanSource source = read(
                entry("../src/a.c", "'arguments': ['gcc', '-c', '../src/a.c', '-o', 'a.o']"),
                entry("a.o", "'arguments': ['gcc', 'a.o', '-o', 'program']"),
                entry("../src/a.c", "'arguments': ['gcc', '-fsyntax-only', '../src/a.c']"),
                entry("../src/a.c", "'arguments': ['gcc', '-E', '../src/a.c']"));
        assertThat(source.plan().size()).isEqualTo(1);
        assertThat(source.notices())
                .containsExactly(file + ": 3 entries skipped that compile to no object (first: a.o)");
    }

    @Test
    public void aPrecompiledHeaderComesBeforeTheUnitsThatIncludeIt() throws Exception {
        Plan plan = read(
                        entry(
                                "../src/a.c",
                                "'arguments': ['gcc', '-include', 'pch.h', '-c', '../src/a.c', '-o', 'a.o']"),
                        entry(
                                "../lib/a.c",
                                "'arguments': ['gcc', '-x', 'c-header', '-c', '../lib/a.c', '-o', 'pch.h.gch']"))
                .plan();
        assertThat(plan.predecessors(0)).containsExactly(1);
    }

    @Test
    public void aMissingSourceIsNamedWithItsUnit() {
        refuses(
                "unit src/gone.c: its source " + root + "/src/gone.c does not exist",
                () -> read(entry("../src/gone.c", "'arguments': ['gcc', '-c', '../src/gone.c']")));
    }

    @Test
    public void unreadableFilesAreToldWithThePlace() throws Exception {
        Files.writeString(file, "[\n {\"directory\": \"/x\",\n  \"file\" \"a.c\"}]");
        refuses("compile_commands.json:3:10: ", () -> CompilationDatabase.read(file));
        Files.writeString(file, "{\"directory\": \"/x\"}");
        refuses("compile_commands.json:1:1: ", () -> CompilationDatabase.read(file));
        Files.writeString(file, "[{\"directory\": \"/x\", \"file\": [1]}]");
        refuses("compile_commands.json:1:", () -> CompilationDatabase.read(file));
        Files.writeString(file, "");
        refuses("compile_commands.json", () -> CompilationDatabase.read(file));
        refuses("does not exist", () -> CompilationDatabase.read(root.resolve("nowhere.json")));
        refuses("is a directory", () -> CompilationDatabase.read(root));
    }

    @Test
    public void incompleteEntriesAreToldWithTheirNumber() {
        refuses("has no entry that compiles anything", this::read);
        refuses("entry 1: has no \"file\"", () -> read("{\"directory\": \"/x\"}"));
        refuses("entry 1: has no \"file\"", () -> read("null"));
        refuses("entry 1: has neither", () -> read(entry("../src/a.c", "'command': ''")));
        refuses("entry 1: ", () -> read(entry("../src/a.c", "'command': 'gcc \\\"-c'")));
    }
}
