package io.jenkins.plugins.distcompile.toolchain;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Turns clang's {@code -E -frewrite-includes} into a text that stands alone. Pure.
 *
 * <p>clang leaves each include and condition that it has carried out in a block
 * {@code #if 0 /* expanded by -frewrite-includes *}{@code /} … {@code #endif}; these become blank lines, so that an agent
 * sees no {@code #include} at all. The command line's macros, which clang leaves out, go in front.
 */
final class RewrittenText {
    private static final String BUILT_IN = "# 1 \"<built-in>\"\n";
    private static final byte[] OPEN = bytes("#if 0 /* ");
    private static final byte[] EXPANDED = bytes("expanded by -frewrite-includes */");
    private static final byte[] DISABLED = bytes("disabled by -frewrite-includes */");
    private static final byte[] CLOSE = bytes("#endif /* ");
    private static final byte[] COUNTER = bytes("__COUNTER__");

    private RewrittenText() {}

    /**
     * The text with {@code directives} in front; empty when its form is not known or a condition counts.
     *
     * @param rewritten what clang wrote
     * @param directives from {@link MacroOptions}
     */
    static Optional<byte[]> of(byte[] rewritten, String directives) {
        byte[] head = bytes(BUILT_IN);
        if (!startsWith(rewritten, 0, head)) {
            return Optional.empty();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(rewritten.length + directives.length() + 64);
        out.writeBytes(head);
        if (!directives.isEmpty()) {
            out.writeBytes(bytes("# 1 \"<command line>\" 1\n" + directives + "# 1 \"<built-in>\" 2\n"));
        }
        int at = head.length;
        while (at < rewritten.length) {
            int block = blockEnd(rewritten, at);
            int end = block > at ? block : nextLine(rewritten, at);
            if (block == at) {
                out.write(rewritten, at, end - at);
            } else if (counts(rewritten, at, end)) {
                return Optional.empty(); // the agent's __COUNTER__ would start lower
            } else {
                blank(rewritten, at, end, out);
            }
            at = end;
        }
        return Optional.of(out.toByteArray());
    }

    /** Where the block that begins at {@code at} ends; {@code at} when none does. */
    private static int blockEnd(byte[] text, int at) {
        int open = at;
        while (open < text.length && (text[open] == ' ' || text[open] == '\t')) {
            open++; // clang keeps what stood before the directive
        }
        if (!startsWith(text, open, OPEN)) {
            return at;
        }
        byte[] kind = startsWith(text, open + OPEN.length, EXPANDED) ? EXPANDED : DISABLED;
        if (!startsWith(text, open + OPEN.length, kind)) {
            return at;
        }
        for (int line = nextLine(text, at); line < text.length; line = nextLine(text, line)) {
            if (startsWith(text, line, CLOSE) && startsWith(text, line + CLOSE.length, kind)) {
                return nextLine(text, line);
            }
        }
        return at;
    }

    private static boolean counts(byte[] text, int from, int to) {
        int found = TextScanner.indexOf(text, COUNTER, from);
        return found >= 0 && found < to;
    }

    private static void blank(byte[] text, int from, int to, ByteArrayOutputStream out) {
        for (int i = from; i < to; i++) {
            if (text[i] == '\n') {
                out.write('\n');
            }
        }
    }

    private static int nextLine(byte[] text, int at) {
        int end = at;
        while (end < text.length && text[end] != '\n') {
            end++;
        }
        return Math.min(text.length, end + 1);
    }

    private static boolean startsWith(byte[] text, int at, byte[] wanted) {
        return at + wanted.length <= text.length
                && java.util.Arrays.equals(text, at, at + wanted.length, wanted, 0, wanted.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
