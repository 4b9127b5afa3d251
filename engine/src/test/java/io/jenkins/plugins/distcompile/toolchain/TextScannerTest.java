package io.jenkins.plugins.distcompile.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.Test;

public class TextScannerTest {
    private static String scan(String text) {
        return TextScanner.scan(text.getBytes(StandardCharsets.UTF_8), Dialect.of(Language.CXX, List.of("-std=c++11")));
    }

    @Test
    public void namesThatTieATextToItsMachineAreFoundWhereverTheyEnd() {
        for (String name : List.of("__TIME__", "__DATE__", "__TIMESTAMP__", "__BASE_FILE__")) {
            for (String text :
                    List.of("%s", "f(%s)", "#define X %s\n", "/**/%s", "// c\n%s;", "\"s\" %s\n", "'\"' %s")) {
                assertThat(scan(text.replace("%s", name))).as(text).isEqualTo("the text uses " + name);
            }
            for (String text :
                    List.of("/* %s */", "// %s", "// \\\n%s", "\"%s\"", "R\"x(%s)x\"", "_%s", "%sx", "/*%s")) {
                assertThat(scan(text.replace("%s", name))).as(text).isNull();
            }
        }
    }

    @Test
    public void commentsEndWhereTheCompilerEndsThem() {
        for (String comment : List.of("/***/", "/*/*/", "/* *\\\n/", "/\\\n* */", "/*\n\n*/", "//\n", "// * /* \n")) {
            assertThat(scan(comment + "__TIME__")).as(comment).isNotNull();
            assertThat(scan(comment + "\n#include <x>\n")).as(comment).contains("#include");
        }
        for (String open : List.of("/*", "/*/", "/**", "/* *\\", "//", "// \\\n", "// \\ \n")) {
            assertThat(scan(open + "#include <x>")).as(open).isNull();
        }
    }

    @Test
    public void lineMarkersAndErrorsAreReadToTheEndOfTheLineOnly() {
        assertThat(scan("# 1 \"don't.c\" 1\n__TIME__\n")).isNotNull();
        assertThat(scan("#error don't __TIME__\n")).isNull();
        assertThat(scan("#error don't \\\n__TIME__\n__DATE__\n")).contains("__DATE__");
    }

    @Test
    public void directivesThatReadFilesAreFoundInEverySpelling() {
        for (String text :
                List.of("#include <x>\n", " # \t import <x>\n", "%:include <x>\n", "/* c */ #include <x>\n")) {
            assertThat(scan(text)).as(text).contains("directive");
        }
        assertThat(scan("#inc\\\nlude <x>\n")).contains("splits");
        assertThat(scan("x #include <x>\n")).isNull();
    }
}
