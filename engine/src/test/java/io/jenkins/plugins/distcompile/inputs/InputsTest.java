package io.jenkins.plugins.distcompile.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Real gcc and g++ in a mirror that holds only what was thought to be read: the same files, and the same words. */
public class InputsTest {
    @Rule
    public final MirroredUnit unit = new MirroredUnit();

    @Before
    public void writeProject() throws Exception {
        unit.write(
                "src/a.cc",
                """
                #include "near.h"
                #include <string>
                #include <vector>
                #include <limits.h>
                #include <cassert>
                #include "deep/../deep/d.h"
                #if __has_include("absent.h") || !__has_include(<veil.h>)
                #error wrong
                #endif
                #include <veil.h>
                namespace { struct S { S() { v.push_back(__FILE__); } std::vector<std::string> v; } s; }
                int f(int n) { assert(n > 0); return (int) s.v.size() + NEAR + DEEP + SHADOW + INT_MAX + __LINE__; }
                """);
        unit.write("src/near.h", "#pragma once\n#define NEAR 1\n");
        unit.write("src/deep/d.h", "#include \"../near.h\"\n#define DEEP 2\n");
        unit.write("one/veil.h", "#include_next <veil.h>\n#define SHADOW (3 + NEXT)\n");
        unit.write("two/veil.h", "#define NEXT 4\ninline const char *where() { return __FILE__; }\n");
        unit.write(
                "src/c.c",
                """
                #include <stdio.h>
                #include "near.h"
                int g(const char *s) { return printf("%s %s %d", s, __FILE__, NEAR + EXTRA); }
                """);
        unit.write("config.h", "#define EXTRA 5\n");
    }

    private static final String CXX = "g++ -I../one -I../two -I../none ";

    @Test
    public void objectsRulesAndWordsAreTheLocalOnes() throws Exception {
        String home = unit.path("").toString();
        unit.same(CXX + "-O2 -g -c ../src/a.cc -o a.o");
        unit.same(CXX + "-O0 -std=c++11 -MD -c ../src/a.cc -o a.o");
        unit.same(CXX + "-g -MMD -MP -MF a.d -MT x/y.o -c ../src/a.cc -o a.o");
        unit.same("g++ -isystem " + home + "/one -idirafter " + home + "/two -g -MD -MP -c " + home + "/src/a.cc -o "
                + home + "/build/a.o");
        unit.same("g++ -iquote ../none -I " + home + "/build/../one -I../src/deep/../../two -g -c ../src/a.cc -o a.o");
        unit.same("gcc -O2 -g -Wall -MD -include ../config.h -c ../src/c.c");
        unit.same("gcc -g -include config.h -I.. -I../src -MMD -c ../src/deep/../c.c -o obj.o");
        unit.same("gcc -O1 -g -DEXTRA=1 -UEXTRA -D EXTRA=2 -c ../src/c.c -o c.o");
        unit.same("gcc -std=c99 -g -DEXTRA=2 -ffile-prefix-map=" + home + "=. -c " + home + "/src/c.c -o c.o");
        unit.same("gcc -g -DEXTRA=2 -fdebug-prefix-map=/=/x/ -fmacro-prefix-map=../src=S -c ../src/c.c -o c.o");
        unit.same("gcc -DEXTRA=2 -g -ffreestanding -c ../src/c.c -o c.o");
    }

    @Test
    public void errorsAndWarningsShowTheirLines() throws Exception {
        unit.same("gcc -Wall -c ../src/c.c -o c.o", 1);
        unit.write("src/odd.h", "#warning hear\nint unused(void) { int x; return y; }\n");
        unit.write("src/odd.c", "#include \"odd.h\"\n");
        unit.same("gcc -Wall -c ../src/odd.c -o c.o", 1);
        unit.write("src/c.c", "#include \"missing.h\"\n");
        unit.same("gcc -c ../src/c.c -o c.o", 1);
        unit.write("src/l.c", "#line 7 \"/abs/gen.y\"\nint f(void) { return z; }\n# 9 \"rel.y\"\nint u = zz;\n");
        unit.same("gcc -g -c ../src/l.c -o c.o", 1);
    }

    @Test
    public void namesWithBlanksAndLinesOfDebugInformationAreKept() throws Exception {
        unit.write("my src/b c.c", "#include \"h h.h\"\n#line 3 \"gen x.y\"\nint b = H;\n");
        unit.write("my src/h h.h", "#define H __LINE__\n");
        unit.same("gcc -g -MD -MP -c '../my src/b c.c' -o b.o");
    }

    @Test
    public void everyHeaderOfTheLibrariesIsFound() throws Exception {
        unit.write("src/all.cc", "#include <bits/stdc++.h>\n#include <sys/socket.h>\n#include <pthread.h>\n");
        unit.same("g++ -std=c++20 -g -MD -c ../src/all.cc -o all.o");
        unit.same("g++ -std=c++98 -MD -c ../src/all.cc -o all.o");
    }

    @Test
    public void aHeaderThatComesBetweenTwoUnitsShadowsAnother() throws Exception {
        unit.write("src/n.c", "#include <veil.h>\nint n = NEXT;\n");
        unit.same("gcc -g -I../one/sub -I../two -c ../src/n.c -o n.o");
        unit.write("one/sub/veil.h", "#define NEXT 9\n");
        unit.same("gcc -g -I../one/sub -I../two -c ../src/n.c -o n.o");
        unit.write("src/veil.h", "#define NEXT 10\n");
        unit.same("gcc -g -I../one/sub -I../two -c ../src/n.c -o n.o");
    }

    @Test
    public void aResultOfFilesThatHaveChangedIsNotTaken() throws Exception {
        String command = CXX + "-c ../src/a.cc -o a.o";
        InputBundle before = unit.bundle(command);
        unit.write("build/made.h", ""); // names that nobody asks for do not matter
        assertThat(before.objection()).isNull();
        InputBundle shadowed = unit.bundle(command);
        unit.write("src/absent.h", "");
        assertThat(shadowed.objection()).contains("changed");
        Files.delete(unit.path("src/absent.h"));
        InputBundle again = unit.bundle(command);
        Files.setLastModifiedTime(unit.path("two/veil.h"), FileTime.fromMillis(1_000));
        unit.write("two/veil.h", "#define NEXT 5\ninline const char *where() { return __FILE__; }\n");
        assertThat(again.objection()).contains("changed");
        assertThat(unit.doubt(command)).contains("veil.h has changed");
        Files.delete(unit.path("two/veil.h"));
        assertThat(unit.doubt(command)).contains("has gone");
        assertThat(unit.doubt("gcc -DEXTRA=1 -c ../src/c.c")).contains("has gone");
    }

    @Test
    public void headersTravelOnce() throws Exception {
        InputBundle first = unit.bundle(CXX + "-c ../src/a.cc -o a.o");
        InputBundle second = unit.bundle(CXX + "-DX -c ../src/a.cc -o a.o");
        assertThat(second.packs()).isEqualTo(first.packs()).hasSize(1);
        assertThat(second.newBytes()).isLessThan(first.newBytes() / 10);
        assertThat(second.bytes()).isEqualTo(first.bytes());
    }

    @Test
    public void whatIsInDoubtIsPreprocessedHere() throws Exception {
        assertThat(unit.doubt("gcc -DEXTRA=1 -c ../src/c.c")).isEqualTo("none");
        assertThat(unit.doubt("clang -DEXTRA=1 -c ../src/c.c")).contains("only gcc");
        assertThat(unit.doubt("gcc -imacros ../config.h -c ../src/c.c")).contains("options");
        assertThat(unit.doubt("gcc -isystem ../one -c ../src/c.c")).contains("options");
        assertThat(unit.doubt("gcc -nostdinc -c ../src/c.c")).contains("options");
        assertThat(unit.doubt("gcc -Wp,-DEXTRA=1 -c ../src/c.c")).contains("options");
        assertThat(unit.doubt("gcc -fsanitize=undefined -DEXTRA=1 -c ../src/c.c"))
                .contains("-fsanitize");
        assertThat(unit.doubt("gcc -I../../../../../../../../x -c ../src/c.c")).isNotEqualTo("none");
        unit.write("src/user.c", "#ifdef USER_H\n#include USER_H\n#endif\nint u;\n");
        unit.same("gcc -g -c ../src/user.c -o u.o");
        assertThat(unit.doubt("gcc -DUSER_H='<stdio.h>' -c ../src/user.c")).contains("USER_H");
        unit.write("src/user2.c", "#include \"user.c\"\n#define USER_H <stdio.h>\n");
        assertThat(unit.doubt("gcc -c ../src/user2.c")).contains("USER_H");
        unit.write("src/near.h.gch", "");
        assertThat(unit.doubt("gcc -DEXTRA=1 -c ../src/c.c")).contains("precompiled");
    }

    @Test
    public void linksThatMakeNamesDoubtfulAreSeen() throws Exception {
        Files.createSymbolicLink(unit.path("s"), Path.of("src/deep"));
        unit.write("src/up.c", "#include \"../s/../near.h\"\nint u = NEAR;\n");
        assertThat(unit.doubt("gcc -c ../src/up.c")).contains("symbolic links");
        Files.createSymbolicLink(unit.path("same"), unit.path("one"));
        assertThat(unit.doubt("gcc -I../one -I../same -DEXTRA=1 -c ../src/c.c")).contains("two names");
        Files.createSymbolicLink(unit.path("src/link.h"), unit.path("src/near.h"));
        unit.write("src/link.c", "#include \"link.h\"\n#include \"near.h\"\nint u = NEAR;\n");
        unit.same("gcc -g -MD -c ../src/link.c -o l.o");
    }

    @Test
    public void theWorkingFolderMayHaveAHeaderNamedLikeTheCompilersOwn() throws Exception {
        unit.write("build/stdc-predef.h", "#define OWN 1\n");
        assertThat(unit.doubt("gcc -DEXTRA=1 -c ../src/c.c")).contains("stdc-predef.h");
    }
}
