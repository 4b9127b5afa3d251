package io.jenkins.plugins.distcompile.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;

/** The driver's steps, run without it: the same objects and the same words, from real gcc and g++. */
public final class DriverBypassTest {
    private static final String PRINTED =
            """
            Using built-in specs.
            COLLECT_GCC=gcc
            OFFLOAD_TARGET_NAMES=one:two
            Target: x86_64-linux-gnu
            Thread model: posix
            COLLECT_GCC_OPTIONS='-pipe' '-c' '-o' 'distcompileQoutput.o'
             /usr/lib/gcc/cc1 -quiet s/distcompileQbase.c -dumpdir "" "-fx=a b\\"c\\\\d\\$e" -o - |
             as --64 -o distcompileQoutput.o
            COMPILER_PATH=/usr/lib/gcc/
            LIBRARY_PATH=/lib/
            COLLECT_GCC_OPTIONS='-pipe' '-dumpdir' 'later.'
            """;

    @Rule
    public final SmallProject project = new SmallProject();

    @Test
    public void theDriversAnswerIsRead() {
        DriverTemplate template = DriverTemplate.parse(PRINTED).orElseThrow();
        assertThat(template.compiler())
                .containsExactly(
                        "/usr/lib/gcc/cc1",
                        "-quiet",
                        "s/distcompileQbase.c",
                        "-dumpdir",
                        "",
                        "-fx=a b\"c\\d$e",
                        "-o",
                        "-");
        assertThat(template.assembler()).containsExactly("as", "--64", "-o", "distcompileQoutput.o");
        assertThat(template.environment())
                .containsEntry("COLLECT_GCC_OPTIONS", "'-pipe' '-c' '-o' 'distcompileQoutput.o'")
                .containsEntry("OFFLOAD_TARGET_NAMES", "one:two")
                .containsEntry("COMPILER_PATH", "/usr/lib/gcc/")
                .hasSize(5);
        DriverTemplate filled =
                template.filled(List.of(Map.entry("distcompileQbase", "a"), Map.entry("distcompileQoutput", "b c")));
        assertThat(filled.compiler()).contains("s/a.c");
        assertThat(filled.assembler()).endsWith("b c.o");
        assertThat(filled.environment()).containsEntry("COLLECT_GCC_OPTIONS", "'-pipe' '-c' '-o' 'b c.o'");
    }

    @Test
    public void anAnswerOfAnotherFormIsNot() {
        for (String other : List.of(
                "",
                PRINTED.replace(" |", ""),
                PRINTED.replace("cc1 ", "clang-14 "),
                PRINTED.replace(" as ", " objcopy "),
                PRINTED.replace(" as ", " cc1 -o - |\n as "),
                PRINTED.replace("\"\"", "\""),
                PRINTED.replace("$e\"", "$e"),
                PRINTED.replace("-quiet", "-qui\"et\""),
                PRINTED.replace("Thread", "gcc: error: Thread"))) {
            assertThat(DriverTemplate.parse(other)).as(other).isEmpty();
        }
    }

    @Test
    public void unitsGoPastTheDriverWhenTheirOptionsComeBack() throws Exception {
        project.same("g++ -O2 -g -I../include -c ../src/a.cc -o obj/a.o");
        project.same("g++ -O2 -g -I../include -c ../src/a.cc -o obj/another.name.o");
        project.same("gcc -O1 -I../include -c ../src/c.c -o obj/c.o");
        project.same("gcc -pipe -g -march=native -I../include -c ../src/c.c");
        project.same("g++ -g -O1 -fdebug-prefix-map=" + project.path() + "=/x -c " + project.path() + "/src/a.cc");
        assertThat(project.elsewhere().bypassed).isEqualTo(5);
    }

    @Test
    public void unusualUnitsGoByTheDriver() throws Exception {
        project.write("src/it's.c", "int f(void) { return 1; }\n");
        project.write("src/nosuffix", "int f(void) { return 1; }\n");
        project.same("gcc -c \"../src/it's.c\" -o obj/q.o");
        project.same("gcc -x c -c ../src/nosuffix -o obj/q.o");
        project.same("gcc -x c -c ../src/c.c -I../include -o obj/distcompileQoutput.o");
        project.same("g++ -O2 -g -gsplit-dwarf -c ../src/a.cc -o obj/a.o");
        assertThat(project.elsewhere().bypassed).isZero();
    }

    @Test
    public void aScriptBeforeTheDriverIsRun() throws Exception {
        Path script = project.path().resolve("gcc-12");
        Files.writeString(script, "#!/bin/sh\nexec gcc \"$@\"\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        project.same(script + " -O1 -I../include -c ../src/c.c -o obj/c.o");
        assertThat(project.elsewhere().bypassed).isZero();
    }

    @Test
    public void clangGoesByItsDriver() {
        Path clang = ProgramSearch.find("clang", Path.of("/"), System.getenv()).orElseThrow();
        Task.Compile task =
                new Task.Compile("digest", Language.C, List.of("-O1"), "a.c", "/w", "a.o", List.of(), Map.of());
        Path folder = project.path();
        AgentCommand command = AgentCommand.of(task, clang, folder);
        DriverBypass bypass = new DriverBypass();
        for (int i = 0; i < 3; i++) {
            assertThat(bypass.steps(task, command, clang, folder, System.getenv()))
                    .isEqualTo(Optional.empty());
        }
    }
}
