package io.jenkins.plugins.distcompile.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;

/** Objects of clang and clang++ made elsewhere equal local ones; what cannot be made equal stays here. */
public final class ClangObjectsTest {
    @Rule
    public final SmallProject project = new SmallProject();

    @Test
    public void cxxObjectsAreIdentical() throws Exception {
        for (String options : List.of(
                "-O0",
                "-O3 -fPIC -pedantic -Werror",
                "-O2 -g -gdwarf-4 -std=c++11 -ffunction-sections",
                "-g -g0 -O1 -std=c++20 -Wall -Wextra -include ../include/q.h",
                "-O2 -gdwarf-4 -gsplit-dwarf -march=native",
                "-Os -ggdb -gdwarf-4 -fno-exceptions -DNAME='\"a b\"' -UNAME -D 'NAME=\"c\"'",
                "-O1 -fsanitize=undefined,thread -gdwarf-4",
                "-O2 -ffile-prefix-map=../src=s -Wp,-DNDEBUG")) {
            project.same("clang++ " + options + " -c ../src/a.cc -o obj/a.o -MD -MP");
        }
    }

    @Test
    public void cObjectsAreIdentical() throws Exception {
        for (String options : List.of(
                "-O0 -gdwarf-4 -I../include -MMD",
                "-O2 -std=c99 -I ../include -D NAME='\"x y\"' -MD -MF obj/other.d -MT target",
                "-O2 -gdwarf-2 -std=gnu11 -iquote ../include -fvisibility=hidden -MMD -MP",
                "-O2 -gline-tables-only -gdwarf-4 -isystem ../include -pthread -Wp,-MMD,obj/k.d",
                "-O2 -x objective-c -I../include",
                "-pipe -Wa,--noexecstack -I../include -fcolor-diagnostics")) {
            project.same("clang " + options + " -c ../src/c.c -o obj/c.o");
        }
        project.write("src/m.S", "#include \"q.h\"\n.globl m\nm: .long WIDTH\n");
        project.same("clang -I../include -c ../src/m.S -o obj/m.o -MMD");
    }

    @Test
    public void conditionsSeeTheCommandLine() throws Exception {
        project.write(
                "src/k.c",
                """
                #ifdef PLUS
                  #  include <stddef.h>
                #if PLUS(1) > 2 && __has_include("q.h")
                #include "q.h"
                int yes = PLUS(WIDTH);
                #elif defined NO
                #error no
                #else
                int no = __LINE__;
                #endif
                #endif
                #ifndef GONE
                int gone = __LINE__;
                #endif
                """);
        project.same("clang -gdwarf-4 -I../include '-DPLUS(x)=x + 4' -DGONE -UGONE -c ../src/k.c");
        project.same("clang -gdwarf-4 -I../include '-DPLUS(x)=0' -DGONE -c ../src/k.c");
        project.write("src/k.c", "#if __COUNTER__ == 0\nint a = __COUNTER__;\n#endif\n");
        project.stays("clang -c ../src/k.c", "unknown form");
    }

    @Test
    public void combinationsWhoseObjectsWouldDifferStayHere() throws Exception {
        project.stays("clang -gsplit-dwarf -I../include -c ../src/c.c -o c.o", "without -g");
        project.stays("clang -g -I../include -c ../src/c.c", "DWARF 5");
        project.stays("clang -gdwarf-4 -gdwarf-5 -I../include -c ../src/c.c", "DWARF 5");
        project.stays("clang -gdwarf-4 -ffile-prefix-map=a=b -I../include -c ../src/c.c", "order of its own");
        project.stays("clang -fsanitize=address -I../include -c ../src/c.c", "the source's name");
        project.stays("clang -flto=thin -I../include -c ../src/c.c", "command line");
        project.stays("clang -fstack-usage -I../include -c ../src/c.c", "the source's name");
        project.stays("clang -imacros ../include/q.h -I../include -c ../src/c.c", "-imacros");
        project.stays("clang -funique-internal-linkage-names -I../include -c ../src/c.c", "hash");
        project.stays("clang -fno-integrated-as -I../include -c ../src/c.c", "assembler");
    }

    @Test
    public void aUnitThatReadsAPrecompiledHeaderStaysHere() throws Exception {
        project.same("clang -include ../include/q.h -I../include -c ../src/c.c");
        project.run("clang -x c-header ../include/q.h -o ../include/q.h.pch");
        project.stays("clang -include ../include/q.h -I../include -c ../src/c.c", "precompiled header");
        project.same("clang -I../include -c ../src/c.c");
    }

    @Test
    public void clangIsKnownUnderAnyName() throws Exception {
        Path clang = new CompilerIdentity()
                .probe("clang", project.path(), Map.of("PATH", System.getenv("PATH")))
                .path();
        Files.createSymbolicLink(project.path().resolve("build/cc"), clang.toRealPath());
        project.same("./cc -gdwarf-4 -I../include -c ../src/c.c");
        project.stays("./cc -g -I../include -c ../src/c.c", "DWARF 5");
    }

    @Test
    public void diagnosticsAreTheLocalOnes() throws Exception {
        project.write("src/w.c", "#warning old\n#define A 1\n#define A 2\n#include \"w.h\"\nchar *x = 5;\n");
        project.write("include/w.h", "static int hidden(void) { int unused; return 1; }\n");
        project.same("clang -Wall -pedantic -I../include -c ../src/w.c");
        assertThat(project.elsewhere().diagnostics)
                .contains("warning: old")
                .isEqualTo(project.elsewhere().localDiagnostics);
    }

    @Test
    public void theLibrariesThatCompileBelongToTheIdentity() throws Exception {
        Map<String, String> environment = Map.of("PATH", System.getenv("PATH"));
        var found = new CompilerIdentity().probe("clang", project.path(), environment);
        assertThat(SharedLibraries.ofCompiler(found.path(), environment))
                .extracting(library -> library.getFileName().toString().replaceAll("[-.].*", ""))
                .contains("libLLVM");
        assertThat(found.facts().kind()).isEqualTo("clang");
        assertThat(found.onThisProcessor().digest()).isNotEqualTo(found.facts().digest());
    }
}
