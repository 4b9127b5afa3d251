package io.jenkins.plugins.distcompile.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;

/** The product's central promise with real gcc and g++: objects made elsewhere equal local ones, byte for byte. */
public final class IdenticalObjectsTest {
    @Rule
    public final SmallProject project = new SmallProject();

    @Test
    public void cxxObjectsAreIdentical() throws Exception {
        for (String options : List.of(
                "-O0",
                "-O2 -g",
                "-O3 -g1 -fPIC",
                "-O2 -gdwarf-4 -std=c++11 -ffunction-sections",
                "-O1 -g -std=c++20 -Wall -Wextra -include ../include/q.h",
                "-O2 -g -gsplit-dwarf",
                "-pedantic -O1 -g",
                "-Os -ggdb -fno-exceptions -DNAME='\"a b\"'",
                "-O2 -g -fdebug-prefix-map=" + project.path() + "=/usr/src/x",
                "-O2 -g -ffile-prefix-map=../src=s -fstack-usage",
                "-O2 -g -march=native",
                "-O1 -g -fsanitize=undefined,thread",
                "-O2 -g -fdiagnostics-color=always -Wp,-DZ=3",
                "-O2 -g -fmacro-prefix-map=../src=s")) {
            project.same("g++ " + options + " -c ../src/a.cc -o obj/a.o -MD -MP");
        }
    }

    @Test
    public void cObjectsAreIdentical() throws Exception {
        for (String options : List.of(
                "-O0 -g -I../include -MMD",
                "-O2 -std=c99 -I ../include -D NAME='\"x y\"' -MD -MF obj/other.d -MT target",
                "-O2 -g -std=gnu11 -iquote ../include -fvisibility=hidden -MMD -MP -Wp,-DX=1",
                "-O2 -g -march=x86-64 -mtune=generic -isystem ../include -pthread -Wp,-MMD,obj/k.d",
                "-g -pipe -Wa,--noexecstack -I../include -frandom-seed=7")) {
            project.same("gcc " + options + " -c ../src/c.c -o obj/c.o");
        }
    }

    /** More than a pipe holds. */
    @Test
    public void aPreprocessorThatSaysALotIsHeardOut() throws Exception {
        project.write("src/loud.c", "#warning one of many\n".repeat(3_000) + "int loud;\n");
        project.same("gcc -O1 -g -c ../src/loud.c -o obj/loud.o");
    }

    @Test
    public void sourcesWithoutDirectivesAreIdentical() throws Exception {
        project.write("include/f.h", "/* a comment\n\n of lines */\n#define FIRST 1\n/* */\n#define SECOND __LINE__\n");
        for (String options : List.of("-O2 -g", "-O1 -g -include ../include/f.h", "-ggdb -gdwarf-4 -Wall")) {
            for (int i = 1; i <= 3; i++) { // the first one teaches the prologue
                project.write(
                        "src/plain.c",
                        "/* no directive */ int plain(int a)\n{\n  int b;\n  return a %% %d;\n}\n".formatted(i));
                project.same("gcc " + options + " -c ../src/plain.c -o obj/plain.o");
                assertThat(project.elsewhere().diagnostics).isEqualTo(project.elsewhere().localDiagnostics);
            }
        }
    }

    @Test
    public void theSourceMayBeNamedInAnyWay() throws Exception {
        project.same("g++ -g -O1 -c " + project.path() + "/src/a.cc -o " + project.path() + "/build/obj/abs.o -MMD");
        project.same(launcher("ccache") + " gcc -g -I../include -c ../src/../src/c.c");
        project.same("gcc -g -x c++ -I../include -c ../src/c.c -MD");
        assertThat(project.elsewhere()
                        .compare(ShellWords.split("g++ -g -c src/a.cc -o build/a.o -MMD"), project.path()))
                .isEqualTo("same");
    }

    @Test
    public void assemblerIsIdentical() throws Exception {
        project.write("src/m.S", "#include \"q.h\"\n.globl m\nm: .long WIDTH # it's\n");
        project.write("src/n.s", ".globl n\nn: .long 3\n");
        project.same("gcc -I../include -c ../src/m.S -o obj/m.o -MMD");
        project.same("gcc -g -I../include -c ../src/m.S -o obj/m.o");
        project.same("gcc -c ../src/n.s -o obj/n.o");
        project.stays("gcc -g -c ../src/n.s -o obj/n.o", "folder of its source");
    }

    @Test
    public void optionsMayComeFromResponseFiles() throws Exception {
        project.write("build/inner.rsp", "-DNAME='\"r s\"' -g\n");
        project.write("build/outer.rsp", "-O2 @inner.rsp -I../include\n-c ../src/c.c -o obj/r.o");
        project.same("gcc @outer.rsp");
    }

    @Test
    public void combinationsWhoseObjectsWouldDifferStayHere() throws Exception {
        project.stays("g++ -fsanitize=undefined,address -c ../src/a.cc", "the source's name");
        project.stays("g++ -Werror -pedantic -c ../src/a.cc", "line markers");
        project.stays("g++ -g -gsplit-dwarf -c ../src/a.cc -o " + project.path() + "/a.o", "absolute name");
        project.stays("g++ -gstabs+ -c ../src/a.cc", "stabs");
        project.stays("g++ --coverage -c ../src/a.cc", "record folders");
    }

    @Test
    public void aUnitThatReadsAPrecompiledHeaderStaysHere() throws Exception {
        project.write(
                "src/p.cc", "// a comment first\n#define FIRST\n#include \"all.hh\"\nint f(V &v) { return v[0]; }\n");
        project.write("include/all.hh", "#include <vector>\ntypedef std::vector<int> V;\n");
        project.same("g++ -g -I../include -c ../src/p.cc");
        project.run("g++ -g -x c++-header ../include/all.hh -o ../include/all.hh.gch");
        project.stays("g++ -g -I../include -c ../src/p.cc", "precompiled header");
        project.stays("g++ -g -I../src -include ../include/all.hh -c ../src/a.cc", "precompiled header");
        project.run("mv ../include/all.hh.gch ../src/all.hh.gch");
        project.stays("g++ -g -I../src -I../include -c ../src/p.cc", "precompiled header");
        project.same("g++ -g -c ../src/a.cc");
    }

    @Test
    public void textsThatDependOnTimeOrFilesStayHere() throws Exception {
        project.write("build/blob", "blob");
        for (String line : List.of(
                "const char *t = __TIME__;",
                "#define STAMP __DATE__\nconst char *t = STAMP;",
                "const char *t = __BASE_FILE__;",
                "asm(\".incbin \\\"blob\\\"\");")) {
            project.write("src/t.c", line + "\n");
            assertThat(project.compare("gcc -c ../src/t.c")).as(line).startsWith("local: ");
        }
    }

    @Test
    public void warningsGetTheirSourceLinesBack() throws Exception {
        project.write("src/w.c", "int f(void)\n{\n\tint unused;\n\tint é = \"text\";\n\treturn é;\n}\n");
        project.same("gcc -Wall -pedantic -c ../src/w.c");
        assertThat(project.elsewhere().diagnostics)
                .contains("    3 |         int unused;\n      |             ^~~~~~\n")
                .isEqualTo(project.elsewhere().localDiagnostics);
        project.same("gcc -Wall -fdiagnostics-color=always -c ../src/w.c");
        assertThat(project.elsewhere().diagnostics).contains("\u001b[").isEqualTo(project.elsewhere().localDiagnostics);
    }

    @Test
    public void whatBothPreprocessorAndCompilerSayIsReadOnce() throws Exception {
        project.write("src/v.c", "#warning old\n#define A 1\n#define A 2\n#include \"v.h\"\nint x = A;\n");
        project.write("include/v.h", "static int hidden(void) { return 1; }\n");
        project.same("gcc -Wall -I../include -c ../src/v.c");
        assertThat(project.elsewhere().diagnostics).isEqualTo(project.elsewhere().localDiagnostics);
    }

    /** Stands for a compiler cache: it runs what follows. */
    private Path launcher(String name) throws Exception {
        Path launcher = Files.writeString(project.path().resolve(name), "#!/bin/sh\nexec \"$@\"\n");
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        return launcher;
    }
}
