package io.jenkins.plugins.distcompile.toolchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;

public class InclusionTest {
    private static Inclusion.Scan scan(String text) {
        return Inclusion.scan(text.getBytes(StandardCharsets.UTF_8), Language.CXX, List.of("-std=c++17"));
    }

    private static List<String> names(String text) {
        Inclusion.Scan scan = scan(text);
        assertThat(scan.tie()).as(text).isNull();
        return scan.inclusions().stream()
                .map(found -> (found.quoted() ? "\"" : "<") + found.name() + (found.next() ? " next" : ""))
                .toList();
    }

    @Test
    public void directivesAreFoundInEverySpellingAndEveryBranch() {
        assertThat(names("#include <a/b.h>\n#if 0\n  #  include \"c d.h\" // e\n#else\n%:import <f>\n#endif\n"))
                .containsExactly("<a/b.h", "\"c d.h", "<f");
        assertThat(names("/* x\n*/ # /* y */ include /* z */ <a>\n#include \\\n <b>\n#include_next<c>\n"))
                .containsExactly("<a", "<b", "<c next");
        assertThat(names("#include \"it's\"\n#include <a>\nint x = 1'000; // '\n#include \"../b\""))
                .containsExactly("\"it's", "<a", "\"../b");
    }

    @Test
    public void whatOnlyLooksLikeADirectiveIsNone() {
        assertThat(names("// #include <a>\n/*\n#include <b>\n*/\nconst char *s = \"\\\n#include <c>\";\n"))
                .isEmpty();
        assertThat(names("auto s = R\"x(\n#include <a>\n)x\";\n#define X(y) #y\nx #include <b>\n"))
                .isEmpty();
        assertThat(names("#if 0\ndon't /*\n#endif\n#include <a>\n")).containsExactly("<a");
    }

    @Test
    public void questionsForFilesCountAndQuestionsForThemDoNot() {
        assertThat(names("#if __has_include(<a>) || __has_include ( \"b\" )\n#elif __has_include_next(<c>)\n#endif\n"))
                .containsExactly("<a", "\"b", "<c next");
        assertThat(names("#define HAVE __has_include(<a>)\n")).containsExactly("<a");
        assertThat(names("#ifdef __has_include\n#if defined(__has_include) && defined __has_include\n#endif\n#endif\n"))
                .isEmpty();
        assertThat(names("// __has_include(X)\nint __has_included;\n")).isEmpty();
        for (String text : List.of(
                "#define HAS(x) __has_include(x)\n", "#define HAS __has_include\n", "#if __has_embed(\"x\")\n")) {
            assertThat(scan(text).tie()).as(text).isNotNull();
        }
    }

    @Test
    public void whatCannotBeFollowedIsSaid() {
        for (String text : List.of(
                "#include \"/etc/hostname\"\n",
                "#include </etc/hostname>\n",
                "#if __has_include(\"/etc/hostname\")\n#endif\n",
                "#include \"../../../../../../../etc/hostname\"\n",
                "#include FILE(x)\n",
                "#include __FILE__\n",
                "#include linux\n",
                "#include NAME \\\n(x)\n",
                "#include <a\n",
                "#include \"\u00e4.h\"\n",
                "#include <a\\\nb>\n",
                "#inc\\\nlude <a>\n",
                "#inc??/\nlude <a>\n",
                "#embed \"a\"\n",
                "#define NA\\\nME \"a\"\n",
                "#define NA??/\nME \"a\"\n",
                "asm(\".incbin \\\"/etc/hostname\\\"\");\n",
                "#pragma GCC dependency \"a\"\n",
                "int t = sizeof __TIME__;\n")) {
            assertThat(scan(text).tie()).as(text).isNotNull();
        }
    }

    @Test
    public void macrosThatNameFilesAreToldWithAllThatAreDefined() {
        Inclusion.Scan scan = scan("#ifdef USER_H\n#include USER_H // x\n#endif\n#include\tOTHER_H \r\n"
                + "#define A\n # define B(x) x\n#if 0\n#define C 1\n#endif\n");
        assertThat(scan.tie()).isNull();
        assertThat(scan.computed()).containsExactlyInAnyOrder("USER_H", "OTHER_H");
        assertThat(scan.defined()).containsExactlyInAnyOrder("A", "B", "C");
    }

    @Test
    public void packsComeBackAsTheyWereAndNoOthersAreTaken() throws Exception {
        InputPack.InputFile file = new InputPack.InputFile("/a b/c.h", 1_234, new byte[] {1, 2, 3});
        InputPack.InputFile empty = new InputPack.InputFile("/d", -1, new byte[0]);
        byte[] pack = InputPack.encode(List.of(file, empty));
        assertThat(InputPack.decode(pack)).usingRecursiveComparison().isEqualTo(List.of(file, empty));
        for (int length = 1; length < pack.length; length++) {
            byte[] cut = Arrays.copyOf(pack, length);
            if (length != pack.length - InputPack.encode(List.of(empty)).length) {
                assertThatThrownBy(() -> InputPack.decode(cut))
                        .as("%d bytes", length)
                        .isInstanceOf(IOException.class);
            }
        }
        for (String path : List.of("a", "/a/../b", "/a//b", "/a/./b", "/a/", "/", "/a\nb", "/a\\b", "")) {
            byte[] bad = InputPack.encode(List.of(new InputPack.InputFile(path, 0, new byte[0])));
            assertThatThrownBy(() -> InputPack.decode(bad)).as(path).isInstanceOf(IOException.class);
        }
    }
}
