package io.jenkins.plugins.distcompile.toolchain;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * A file that another one names for the preprocessor: by {@code #include} and its like, or by {@code __has_include}.
 *
 * @param quoted whether the folder of the file that names it is searched first
 * @param next whether the search goes on behind the folder where the file that names it was found
 * @param name as written between the quotes, plain ASCII
 */
public record Inclusion(boolean quoted, boolean next, String name) {
    /** A helper's mirror of files lies as many empty folders deep as names in it go up, which may be so many. */
    public static final int MOST_UPWARD = 6;

    private static final int LONGEST = 1_000;

    /**
     * What a file names.
     *
     * @param inclusions in no order of meaning, from all branches of conditionals
     * @param computed macros whose values are names of files to include; in doubt, if anything defines one
     * @param defined macros that the file may define
     * @param tie why the file cannot be compiled elsewhere as it is, one line; null = it can
     */
    public record Scan(List<Inclusion> inclusions, Set<String> computed, Set<String> defined, String tie) {
        public Scan {
            inclusions = List.copyOf(inclusions);
            computed = Set.copyOf(computed);
            defined = Set.copyOf(defined);
        }
    }

    /**
     * Looks through a file, whatever its conditionals say.
     *
     * @param options of the compile step, for the language's version
     */
    public static Scan scan(byte[] file, Language language, List<String> options) {
        TextScanner.Findings found = new TextScanner.Findings();
        String tie = TextScanner.scan(file, Dialect.of(language, options), found);
        return new Scan(found.inclusions(), found.computed(), found.defined(), tie);
    }

    /** What a scan depends on besides the file. */
    public static Object dialect(Language language, List<String> options) {
        return Dialect.of(language, options);
    }

    /** The name in quotes or angle brackets at this place; null = there is none in plain ASCII. */
    static Inclusion at(byte[] text, int from, boolean next) {
        if (from >= text.length || text[from] != '"' && text[from] != '<') {
            return null;
        }
        boolean quoted = text[from] == '"';
        byte close = (byte) (quoted ? '"' : '>');
        int end = from + 1;
        while (end < text.length && text[end] >= ' ' && text[end] < 127 && text[end] != close) {
            if (text[end] == '\\') {
                return null;
            }
            end++;
        }
        boolean whole = end < text.length && text[end] == close && end > from + 1 && end - from < LONGEST;
        return whole
                ? new Inclusion(quoted, next, new String(text, from + 1, end - from - 1, StandardCharsets.US_ASCII))
                : null;
    }

    /** Why it is not followed, one line; null = it is. */
    String objection() {
        if (name.startsWith("/")) {
            return "the text includes a file by its absolute name";
        }
        return upward(name) > MOST_UPWARD ? "the text includes a file from far above" : null;
    }

    /** How many folders a name goes up in all. */
    public static int upward(String name) {
        int count = 0;
        for (int at = name.indexOf(".."); at >= 0; at = name.indexOf("..", at + 2)) {
            count++;
        }
        return count;
    }
}
