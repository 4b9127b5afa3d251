package io.jenkins.plugins.distcompile.toolchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.distcompile.toolchain.CompilerCall.Compile;
import io.jenkins.plugins.distcompile.toolchain.CompilerCall.LocalOnly;
import io.jenkins.plugins.distcompile.toolchain.CompilerCall.NotACompile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public final class CommandLineTest {
    private static final Path HERE = Path.of("/p/build");

    @Test
    public void optionsGoWhereTheyMatter() {
        Compile compile = (Compile) parse("gcc -I a -DX='\"y z\"' -O2 -MMD -MF d.d -lm -L/x -Wall -c ../s.c -o o/s.o");
        assertThat(compile.options()).containsExactly("-O2", "-Wall");
        assertThat(compile.preprocessing()).containsExactly("-I", "a", "-DX=\"y z\"", "-O2", "-Wall");
        assertThat(compile.outputs()).containsExactly(Path.of("/p/build/o/s.o"), Path.of("/p/build/d.d"));
        assertThat(compile.dependencies().options()).containsExactly("-MMD", "-MQ", "o/s.o");
        assertThat(compile.sourcePath()).isEqualTo(Path.of("/p/s.c"));
    }

    @Test
    public void whatCannotGoElsewhereSaysWhy() {
        for (String options : List.of(
                "-E",
                "-M",
                "-S",
                "-save-temps",
                "-save-temps=obj",
                "-fprofile-use=x",
                "--coverage",
                "-fplugin=x.so",
                "-wrapper gdb",
                "-B.",
                "-specs=x",
                "-fdump-tree-all",
                "-Wa,-a=x",
                "-aux-info x",
                "-x c-header",
                "-g3",
                "b.c",
                "-o -",
                "-flto",
                "-Xclang -load",
                "-fmodules-ts",
                "-funknown=/etc/x",
                "--sysroot=/x",
                "-fsyntax-only",
                "-Wunused-macros")) {
            assertThat(parse("gcc -c a.c " + options)).as(options).isInstanceOf(LocalOnly.class);
        }
        assertThat(parse("gcc -c -")).isInstanceOf(LocalOnly.class);
    }

    @Test
    public void whatIsNoCompileIsSaidToBeNone() {
        for (String command : List.of("ar rc x.a a.o", "gcc a.o -o a", "gcc -v", "cmake -E echo", "ccache")) {
            assertThat(parse(command)).as(command).isInstanceOf(NotACompile.class);
        }
    }

    @Test
    public void launchersAreSkipped() {
        assertThat(((Compile) parse("ccache distcc x86_64-linux-gnu-g++-12 -c a.cpp")).program())
                .isEqualTo("x86_64-linux-gnu-g++-12");
    }

    @Test
    public void agentsRefuseOptionsThatLoadRunReadOrWrite() {
        for (String option : List.of(
                "-fplugin=x",
                "-B/x",
                "-specs=x",
                "@file",
                "-I/etc",
                "-include",
                "-fdump-tree-all",
                "-wrapper",
                "a.c",
                "-o",
                "-Wp,-MD,x",
                "-Wa,-a=x",
                "-fprofile-use=/x",
                "-std=../x y",
                "-Xclang")) {
            assertThat(RemoteOptions.check(List.of("-O2", option))).as(option).isPresent();
        }
        assertThat(RemoteOptions.check(List.of("-O2", "-g", "-std=c11", "--param", "x=1", "-Wno-error=x", "-mavx2")))
                .isEmpty();
    }

    @Test
    public void textsThatOpenOtherFilesAreRefused() {
        for (String text : List.of(
                "#include <x>",
                " # /* */ include \"x\"",
                "#im\\\nport <x>",
                "%: include <x>",
                "#embed \"x\"",
                "#pragma GCC dependency \"x\"",
                "asm(\".incbin \\\"x\\\"\");",
                "int a;\n#include <x>")) {
            assertThat(TextCheck.check(text.getBytes(StandardCharsets.UTF_8), task()))
                    .as(text)
                    .isPresent();
        }
    }

    @Test
    public void commentsStringsAndRawStringsAreNoDirectives() {
        for (String text : List.of(
                "/*\n#include <x>\n*/",
                "// \\\n#include <x>",
                "R\"x(\n#include <x>\n)\" )x\"",
                "int a = 3 % 2; a # b",
                "\"__TIME__\"",
                "int n = 1'000; // '\n",
                "#error it's\nint a;")) {
            assertThat(TextCheck.check(text.getBytes(StandardCharsets.UTF_8), task()))
                    .as(text)
                    .isEmpty();
        }
    }

    @Test
    public void shellWordsAreSplitAndJoined() {
        List<String> words = List.of("a b", "it's", "", "\"q\"", "$x", "back\\slash");
        assertThat(ShellWords.split(ShellWords.join(words))).isEqualTo(words);
        assertThat(ShellWords.split("a\\ b \"c\\\"d\" 'e\\f'")).containsExactly("a b", "c\"d", "e\\f");
        assertThatThrownBy(() -> ShellWords.split("a 'b")).hasMessageContaining("position 3");
    }

    @Test
    public void aCompilerIsIdentifiedByItsContents() throws Exception {
        CompilerIdentity identity = new CompilerIdentity();
        Map<String, String> environment = Map.of("PATH", System.getenv("PATH"));
        var gcc = identity.probe("gcc", HERE, environment).facts();
        var gxx = identity.probe("g++", HERE, environment).facts();
        assertThat(gcc.kind()).isEqualTo("gcc");
        assertThat(gxx.kind()).isEqualTo("g++");
        assertThat(gcc.digest()).hasSize(64).isNotEqualTo(gxx.digest());
        assertThat(gcc.version()).isEqualTo(gxx.version());
        assertThatThrownBy(() -> identity.probe("no-such-gcc", HERE, environment))
                .hasMessageContaining("no-such-gcc");
    }

    private static Task.Compile task() {
        return new Task.Compile("", Language.CXX, List.of(), "a.cc", "/", "a.o", List.of(), Map.of());
    }

    private static CompilerCall parse(String command) {
        return CommandLine.parse(ShellWords.split(command), HERE);
    }
}
