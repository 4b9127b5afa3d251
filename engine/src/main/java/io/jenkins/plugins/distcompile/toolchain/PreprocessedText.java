package io.jenkins.plugins.distcompile.toolchain;

import io.jenkins.plugins.distcompile.toolchain.CompilerCall.Compile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Turns what the local preprocessor wrote into the text that an agent compiles. Pure.
 *
 * <p>clang: see {@link RewrittenText}. gcc: the macros the compiler defines itself, which {@code -fdirectives-only} lists between
 * {@code # 0 "<built-in>"} and {@code # 0 "<command-line>"}, are dropped: the agent's compiler, the same one, defines
 * them again.
 */
final class PreprocessedText {
    private static final int HEAD_BYTES = 256 * 1024;
    private static final byte[] BUILT_IN = " \"<built-in>\"".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] COMMAND_LINE = " \"<command-line>\"".getBytes(StandardCharsets.ISO_8859_1);

    private PreprocessedText() {}

    /**
     * The text to send, or why there is none.
     *
     * @param text null when the unit has to be compiled here
     * @param reason null when there is a text
     */
    record Outcome(byte[] text, String reason) {}

    static Outcome of(byte[] preprocessed, Compile compile) {
        byte[] text = standingAlone(preprocessed, compile);
        if (text == null) {
            return new Outcome(null, "the preprocessor's output has an unknown form");
        }
        return checked(text, compile);
    }

    /** The text, unless something in it ties it to this machine. */
    static Outcome checked(byte[] text, Compile compile) {
        String tie = TextScanner.scan(text, Dialect.of(compile.language(), compile.options()));
        return tie == null ? new Outcome(text, null) : new Outcome(null, tie);
    }

    private static byte[] standingAlone(byte[] preprocessed, Compile compile) {
        if (compile.language() == Language.ASSEMBLER || compile.language() == Language.ASSEMBLER_WITH_CPP) {
            return preprocessed;
        }
        return compile.family() == CompilerFamily.GCC
                ? withoutBuiltIns(preprocessed)
                : RewrittenText.of(preprocessed, MacroOptions.directives(compile.preprocessing()))
                        .orElse(null);
    }

    private static byte[] withoutBuiltIns(byte[] all) {
        byte[] head = all.length > HEAD_BYTES ? Arrays.copyOf(all, HEAD_BYTES) : all;
        int from = lineWith(head, BUILT_IN, 0);
        int to = from < 0 ? -1 : lineWith(head, COMMAND_LINE, from);
        if (to < 0) {
            return null;
        }
        byte[] text = new byte[all.length - (to - from)];
        System.arraycopy(all, 0, text, 0, from);
        System.arraycopy(all, to, text, from, all.length - to);
        return text;
    }

    /** Start of the first line marker that names this pseudo file; -1 = none. */
    private static int lineWith(byte[] text, byte[] name, int from) {
        for (int found = TextScanner.indexOf(text, name, from);
                found >= 0;
                found = TextScanner.indexOf(text, name, found + 1)) {
            int start = found;
            while (start > 0 && text[start - 1] != '\n') {
                start--;
            }
            if (text[start] == '#' && found - start < 16) {
                return start;
            }
        }
        return -1;
    }
}
