package io.jenkins.plugins.distcompile.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.Test;

/** Only comments go, only whole lines of them, and no line gets another number. */
public class HeaderCommentsTest {
    @Test
    public void commentsLeaveTheirLinesEmpty() {
        assertThat(
                        leftOut(
                                "# 1 \"a.h\" 1 3 4\n/* one\n * two\n\n three */\n#define A 1\n\n/**/\n/* // */\n#define B \"/\"\n"))
                .isEqualTo("# 1 \"a.h\" 1 3 4\n\n\n\n\n#define A 1\n\n\n\n#define B \"/\"\n");
    }

    @Test
    public void aTextThatHoldsMoreStaysAsItIs() {
        for (String line : new String[] {
            "int a;", // code, which may hold strings
            "R\"(",
            "#define A \\",
            "#define A ??/",
            "#define A /* goes on",
            "#define A // of which C90 knows nothing",
            "#define A \"/*\"",
            "/* with */ int code;",
            "/* then */ /* another */",
            "  #define A",
            "#define A\r",
        }) {
            String text = "/* goes */\n" + line + "\n/* goes */\n#define END */\n";
            assertThat(leftOut(text)).as(line).isEqualTo(text);
        }
        for (String cut :
                new String[] {"/* goes */\n#define A", "/* goes */\n/* does not end\n", "/* goes */\n/* ends */"}) {
            assertThat(leftOut(cut)).isEqualTo(cut);
        }
    }

    private static String leftOut(String text) {
        return new String(
                HeaderComments.leftOut(text.getBytes(StandardCharsets.ISO_8859_1)), StandardCharsets.ISO_8859_1);
    }
}
