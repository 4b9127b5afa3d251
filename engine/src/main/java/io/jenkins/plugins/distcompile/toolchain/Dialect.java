package io.jenkins.plugins.distcompile.toolchain;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a scanner has to know of the language's version to tell code from strings and comments.
 *
 * @param assembler assembler text, where none of the rules of C holds
 * @param rawStrings whether {@code R"x(…)x"} is one string
 * @param lineComments whether {@code //} opens a comment
 * @param digitSeparators whether {@code 1'000} is one number
 */
record Dialect(boolean assembler, boolean rawStrings, boolean lineComments, boolean digitSeparators) {
    private static final Pattern FIRST_CXX = Pattern.compile("(c|gnu)\\+\\+(98|03)");
    private static final Pattern SECOND_CXX = Pattern.compile("(c|gnu)\\+\\+(11|0x)");
    private static final Pattern STRICT_C = Pattern.compile("c[0-9].*|iso.*");
    private static final Pattern FIRST_C = Pattern.compile("c89|c90|iso9899:(1990|199409)");
    private static final Pattern FIRST_GNU_C = Pattern.compile("gnu(89|90)");
    private static final Pattern SEPARATORS_C = Pattern.compile("(c|gnu)2[3xy]");

    static Dialect of(Language language, List<String> options) {
        if (language == Language.ASSEMBLER || language == Language.ASSEMBLER_WITH_CPP) {
            return new Dialect(true, false, false, false);
        }
        boolean cxx = language == Language.CXX || language == Language.OBJECTIVE_CXX;
        String standard = "";
        for (String option : options) {
            if (option.equals("-ansi")) {
                standard = cxx ? "c++98" : "c90";
            } else if (option.startsWith("-std=") || option.startsWith("--std=")) {
                standard = option.substring(option.indexOf('=') + 1);
            }
        }
        if (cxx) {
            boolean first = is(FIRST_CXX, standard);
            boolean second = is(SECOND_CXX, standard);
            return new Dialect(false, !first, true, !first && !second);
        }
        boolean strict = is(STRICT_C, standard);
        boolean first = is(FIRST_C, standard);
        boolean separators = is(SEPARATORS_C, standard);
        return new Dialect(false, !strict && !is(FIRST_GNU_C, standard), !first, separators);
    }

    private static boolean is(Pattern pattern, String standard) {
        return pattern.matcher(standard).matches();
    }
}
