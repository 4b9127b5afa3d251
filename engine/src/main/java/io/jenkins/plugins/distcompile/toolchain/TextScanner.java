package io.jenkins.plugins.distcompile.toolchain;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * One pass over preprocessed text whose macros are still in place, looking for what ties it to this machine, this
 * moment, or other files. Knows comments, strings, raw strings and line splices. One object per text, one thread.
 */
final class TextScanner {
    private static final byte[] IDENTIFIER = new byte[256];
    private static final Set<String> DIRECTIVES = Set.of("include", "include_next", "import", "embed");
    private static final Set<String> TIED = Set.of("__TIME__", "__DATE__", "__TIMESTAMP__", "__BASE_FILE__");

    static {
        for (int c = 0; c < 256; c++) {
            boolean letter =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c >= 128;
            IDENTIFIER[c] = (byte) (letter || c == '$' ? 1 : 0);
        }
    }

    private final byte[] text;
    private final Dialect dialect;
    private int at;
    private boolean lineStart = true;

    private TextScanner(byte[] text, Dialect dialect) {
        this.text = text;
        this.dialect = dialect;
    }

    /** What stands in the way, one line; null when nothing does. */
    static String scan(byte[] text, Dialect dialect) {
        return dialect.assembler() ? assembler(text) : new TextScanner(text, dialect).scan();
    }

    private String scan() {
        while (at < text.length) {
            int c = text[at] & 0xff;
            if (IDENTIFIER[c] != 0) {
                String found = word(c);
                if (found != null) {
                    return found;
                }
                lineStart = false;
                continue;
            }
            switch (c) {
                case '\n' -> {
                    lineStart = true;
                    at++;
                }
                case ' ', '\t', '\r', '\f', 0x0b -> at++;
                case '/' -> slash();
                case '"', '\'' -> {
                    String found = literal((byte) c);
                    if (found != null) {
                        return found;
                    }
                    lineStart = false;
                }
                case '\\' -> at += splice(at) > 0 ? splice(at) : 1;
                case '#', '%', '?' -> {
                    String found = lineStart ? directive() : null;
                    if (found != null) {
                        return found;
                    }
                    at += lineStart ? 0 : 1;
                    lineStart = false;
                }
                default -> {
                    lineStart = false;
                    at++;
                }
            }
        }
        return null;
    }

    /** An identifier or number; a raw string when one begins here. */
    private String word(int first) {
        int from = at;
        if (first >= '0' && first <= '9') {
            number();
            return null;
        }
        at = endOfWord(from);
        int length = at - from;
        if (at < text.length
                && text[at] == '"'
                && text[at - 1] == 'R'
                && dialect.rawStrings()
                && isRawPrefix(from, length)) {
            return raw();
        }
        if (length >= 8 && length <= 18 && first == '_' && text[from + 1] == '_' && mayBeTied(text[from + 2])) {
            String name = new String(text, from, length, StandardCharsets.ISO_8859_1);
            if (TIED.contains(name)) {
                return "the text uses " + name;
            }
        }
        return null;
    }

    /** Many identifiers of a system's headers begin with two underscores; few go on like those that are tied. */
    private static boolean mayBeTied(byte third) {
        return third == 'T' || third == 'D' || third == 'B';
    }

    private boolean isRawPrefix(int from, int length) {
        return switch (length) {
            case 1 -> true;
            case 2 -> text[from] == 'u' || text[from] == 'U' || text[from] == 'L';
            case 3 -> text[from] == 'u' && text[from + 1] == '8';
            default -> false;
        };
    }

    private void number() {
        while (at < text.length) {
            int c = text[at] & 0xff;
            boolean separator = c == '\'' && dialect.digitSeparators() && at + 1 < text.length;
            if (IDENTIFIER[c] == 0 && c != '.' && !(separator && IDENTIFIER[text[at + 1] & 0xff] != 0)) {
                return;
            }
            at++;
        }
    }

    private String raw() {
        int open = at + 1;
        int paren = open;
        while (paren < text.length && text[paren] != '(' && paren - open <= 16) {
            paren++;
        }
        if (paren >= text.length || text[paren] != '(') {
            at++;
            return null;
        }
        byte[] close = new byte[paren - open + 2];
        close[0] = ')';
        System.arraycopy(text, open, close, 1, paren - open);
        close[close.length - 1] = '"';
        int end = indexOf(close, paren + 1);
        int from = paren + 1;
        at = end < 0 ? text.length : end + close.length;
        return string(from, end < 0 ? text.length : end);
    }

    private void slash() {
        int next = at + 1 + splice(at + 1);
        int c = next < text.length ? text[next] : 0;
        if (c == '*') {
            at = endOfComment(next + 1);
        } else if (c == '/' && dialect.lineComments()) {
            at = next + 1;
            endOfLine();
        } else {
            at++;
            lineStart = false;
        }
    }

    private String literal(byte quote) {
        int from = ++at;
        while (at < text.length) {
            byte c = text[at];
            if (c == '\\') {
                int spliced = splice(at);
                at += spliced > 0 ? spliced : 2;
            } else if (c == quote) {
                at++;
                return quote == '"' ? string(from, at - 1) : null;
            } else if (c == '\n') {
                return null; // an apostrophe in text that is never compiled, as in #error lines
            } else {
                at++;
            }
        }
        return null;
    }

    /** Strings can be read by the assembler, or by {@code _Pragma}. */
    private String string(int from, int to) {
        for (int i = from; i < to - 5; i++) {
            byte c = text[i];
            if (c == 'i' && (matches(i, "incbin") || i > from && text[i - 1] == '.' && matches(i, "include"))) {
                return "the text has assembler that reads another file";
            }
            if (c == 'G' && matches(i, "GCC dependency") || c == 'p' && matches(i, "pch_preprocess")) {
                return "the text has a pragma that reads another file";
            }
        }
        return null;
    }

    private String directive() {
        int c = text[at];
        int from = at;
        if (c == '%') {
            if (from + 1 >= text.length || text[from + 1] != ':') {
                at++;
                return null;
            }
            at += 2;
        } else if (c == '?') {
            if (!matches(from, "??=")) {
                at++;
                return null;
            }
            at += 3;
        } else {
            at++;
        }
        blanks();
        int name = at;
        at = endOfWord(name);
        if (splice(at) > 0 && at > name) {
            return "the text splits a directive's name over lines";
        }
        if (at == name) {
            return null;
        }
        String directive = new String(text, name, at - name, StandardCharsets.ISO_8859_1);
        if (DIRECTIVES.contains(directive)) {
            return "the text has an #" + directive + " directive";
        }
        if (directive.equals("pragma")) {
            return pragma();
        }
        if (directive.equals("error") || directive.equals("warning") || text[name] >= '0' && text[name] <= '9') {
            endOfLine();
        }
        return null;
    }

    private String pragma() {
        blanks();
        if (matches(at, "GCC") || matches(at, "clang")) {
            at += text[at] == 'G' ? 3 : 5;
            blanks();
            if (matches(at, "dependency") || matches(at, "pch_preprocess") || matches(at, "module")) {
                return "the text has a pragma that reads another file";
            }
        }
        return null;
    }

    private void blanks() {
        while (at < text.length) {
            byte c = text[at];
            if (c == ' ' || c == '\t' || c == '\f' || c == 0x0b) {
                at++;
            } else if (c == '\\' && splice(at) > 0) {
                at += splice(at);
            } else if (c == '/' && at + 1 < text.length && text[at + 1] == '*') {
                slash();
            } else {
                return;
            }
        }
    }

    // The loops over most of a text work on local variables, which C1 keeps in registers.

    private int endOfWord(int from) {
        byte[] all = text;
        int i = from;
        while (i < all.length && IDENTIFIER[all[i] & 0xff] != 0) {
            i++;
        }
        return i;
    }

    /** Behind the end of a comment of the old kind, from somewhere within. */
    private int endOfComment(int from) {
        byte[] all = text;
        for (int i = from; i < all.length; i++) {
            if (all[i] == '*') {
                int close = i + 1 + splice(i + 1);
                if (close < all.length && all[close] == '/') {
                    return close + 1;
                }
            }
        }
        return all.length;
    }

    private void endOfLine() {
        byte[] all = text;
        int i = at;
        while (i < all.length && all[i] != '\n') {
            int spliced = all[i] == '\\' ? splice(i) : 0;
            i += spliced > 0 ? spliced : 1;
        }
        at = i;
    }

    /** Length of a backslash, blanks and a line end at {@code i}; 0 when there is none. */
    private int splice(int i) {
        if (i >= text.length || text[i] != '\\') {
            return 0;
        }
        int end = i + 1;
        while (end < text.length && (text[end] == ' ' || text[end] == '\t' || text[end] == '\r')) {
            end++;
        }
        return end < text.length && text[end] == '\n' ? end + 1 - i : 0;
    }

    private boolean matches(int from, String word) {
        if (from + word.length() > text.length) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (text[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int indexOf(byte[] wanted, int from) {
        return indexOf(text, wanted, from);
    }

    static int indexOf(byte[] text, byte[] wanted, int from) {
        outer:
        for (int i = from; i <= text.length - wanted.length; i++) {
            for (int j = 0; j < wanted.length; j++) {
                if (text[i + j] != wanted[j]) {
                    continue outer;
                }
            }
            return i;
        }
        return -1;
    }

    private static String assembler(byte[] text) {
        for (String word : new String[] {"incbin", "INCBIN", ".include", ".INCLUDE"}) {
            if (indexOf(text, word.getBytes(StandardCharsets.ISO_8859_1), 0) >= 0) {
                return "the text has assembler that reads another file";
            }
        }
        return null;
    }
}
