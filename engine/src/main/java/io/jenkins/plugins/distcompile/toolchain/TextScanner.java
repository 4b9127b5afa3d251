package io.jenkins.plugins.distcompile.toolchain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One pass over preprocessed text whose macros are still in place, looking for what ties it to this machine, this
 * moment, or other files. Knows comments, strings, raw strings and line splices. One object per text, one thread.
 */
final class TextScanner {
    private static final byte[] IDENTIFIER = new byte[256];
    private static final Set<String> DIRECTIVES = Set.of("include", "include_next", "import", "embed");
    private static final Set<String> QUESTIONS = Set.of("__has_include", "__has_include_next", "__has_embed");
    /** What asks whether such a name is known. */
    private static final Set<String> KNOWN = Set.of("defined", "ifdef", "ifndef", "elifdef", "elifndef");

    /** gcc defines no such names itself. */
    private static final Pattern MACRO = Pattern.compile("[A-Z][A-Z0-9_]{3,100}");

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
    private final Findings findings; // null = the text may name no other file
    private int at;
    private boolean lineStart = true;

    private TextScanner(byte[] text, Dialect dialect, Findings findings) {
        this.text = text;
        this.dialect = dialect;
        this.findings = findings;
    }

    /** What stands in the way, one line; null when nothing does. */
    static String scan(byte[] text, Dialect dialect) {
        return dialect.assembler() ? assembler(text) : new TextScanner(text, dialect, null).scan();
    }

    /** The same for a file that is not preprocessed yet, of a language of the C family. */
    static String scan(byte[] file, Dialect dialect, Findings findings) {
        return new TextScanner(file, dialect, findings).scan();
    }

    /** What a file says to the preprocessor in all branches of its conditionals. */
    record Findings(List<Inclusion> inclusions, Set<String> computed, Set<String> defined) {
        Findings() {
            this(new ArrayList<>(), new HashSet<>(), new HashSet<>());
        }
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
                    if (findings != null && c == '?' && matches(at, "??/")) {
                        return "the text has a trigraph for a backslash";
                    }
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
        return findings != null && length >= 11 && matches(from, "__has_") ? question(from) : null;
    }

    /** {@code __has_include} and its like; whether the compiler knows the name at all is no question. */
    private String question(int from) {
        String name = new String(text, from, at - from, StandardCharsets.ISO_8859_1);
        if (!QUESTIONS.contains(name)) {
            return null;
        }
        int before = from - 1;
        while (before >= 0 && (text[before] == ' ' || text[before] == '\t' || text[before] == '(')) {
            before--;
        }
        int start = before;
        while (start >= 0 && IDENTIFIER[text[start] & 0xff] != 0) {
            start--;
        }
        if (KNOWN.contains(new String(text, start + 1, before - start, StandardCharsets.ISO_8859_1))) {
            return null;
        }
        blanks();
        if (at < text.length && text[at] == '(') {
            at++;
        }
        return include(name, name.endsWith("_next"));
    }

    private String include(String directive, boolean next) {
        if (directive.endsWith("embed")) {
            return "the text has an #embed directive";
        }
        blanks();
        Inclusion found = Inclusion.at(text, at, next);
        if (found == null) {
            return computed();
        }
        String unsafe = found.objection();
        if (unsafe == null) {
            findings.inclusions().add(found);
            at += found.name().length() + 2;
        }
        return unsafe;
    }

    /** A macro's name alone, that of no compiler's own: it may be that nobody defines it. */
    private String computed() {
        String name = name();
        int end = at;
        while (end < text.length && (text[end] == ' ' || text[end] == '\t' || text[end] == '\r')) {
            end++;
        }
        boolean alone = end < text.length && (text[end] == '\n' || dialect.lineComments() && matches(end, "//"));
        if (!alone || !MACRO.matcher(name).matches()) {
            return "the text includes a file whose name is computed, or unusual";
        }
        findings.computed().add(name);
        return null;
    }

    private String name() {
        int from = at;
        at = endOfWord(from);
        return new String(text, from, at - from, StandardCharsets.ISO_8859_1);
    }

    private String define() {
        blanks();
        String name = name();
        if (at < text.length && (text[at] == '\\' || text[at] == '?')) {
            return "the text splits a macro's name over lines";
        }
        findings.defined().add(name);
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
            return findings == null
                    ? "the text has an #" + directive + " directive"
                    : include(directive, directive.endsWith("_next"));
        }
        if (directive.equals("pragma")) {
            return pragma();
        }
        if (findings != null && directive.equals("define")) {
            return define();
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
