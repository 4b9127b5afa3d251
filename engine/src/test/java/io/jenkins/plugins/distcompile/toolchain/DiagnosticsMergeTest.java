package io.jenkins.plugins.distcompile.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public final class DiagnosticsMergeTest {
    private static final String REDEFINED = "a.c:2: warning: \"A\" redefined\n";
    private static final String NOTE = "a.c:1: note: this is the location of the previous definition\n";
    private static final String UNUSED = "a.c: In function 'f':\na.c:5:6: warning: unused variable 'u'\n";

    @Test
    public void theLongerOfTwoEqualMessagesIsKept() {
        String shown = REDEFINED + "    2 | #define A 2\n" + NOTE + "    1 | #define A 1\n";
        assertThat(DiagnosticsMerge.of(shown, REDEFINED + NOTE + UNUSED)).isEqualTo(shown + UNUSED);
    }

    @Test
    public void coloursDoNotMakeAMessageAnother() {
        String coloured = "\u001b[01m\u001b[Ka.c:2:\u001b[m\u001b[K warning: \"A\" redefined\n";
        assertThat(DiagnosticsMerge.of(REDEFINED, coloured)).isEqualTo(coloured);
    }

    @Test
    public void whatThePreprocessorAloneSaysComesFirst() {
        String included = "In file included from a.c:1:\nb.h:3:2: warning: #warning old\n";
        assertThat(DiagnosticsMerge.of(included, UNUSED)).isEqualTo(included + UNUSED);
        assertThat(DiagnosticsMerge.of(included, "")).isEqualTo(included);
        assertThat(DiagnosticsMerge.of("", UNUSED)).isEqualTo(UNUSED);
    }

    @Test
    public void theCountIsTheCompilersOwn() {
        String count = "1 warning generated.\n";
        assertThat(DiagnosticsMerge.of(
                        "a.c:1:2: warning: old\n" + count,
                        "a.c:1:2: warning: old\n" + UNUSED + "2 warnings generated.\n"))
                .isEqualTo("a.c:1:2: warning: old\n" + UNUSED + "2 warnings generated.\n");
    }

    @Test
    public void twoEqualMessagesOfTheCompilerStayTwo() {
        assertThat(DiagnosticsMerge.of("b.c:1: warning: x\n", UNUSED + UNUSED))
                .isEqualTo("b.c:1: warning: x\n" + UNUSED + UNUSED);
    }
}
