package io.jenkins.plugins.distcompile.toolchain;

import java.util.List;

/**
 * What a scanner has to know of the language's version to tell code from strings and comments.
 *
 * @param assembler assembler text, where none of the rules of C holds
 * @param rawStrings whether {@code R"x(…)x"} is one string
 * @param lineComments whether {@code //} opens a comment
 * @param digitSeparators whether {@code 1'000} is one number
 */
record Dialect(boolean assembler, boolean rawStrings, boolean lineComments, boolean digitSeparators) {

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
            boolean first = standard.matches("(c|gnu)\\+\\+(98|03)");
            boolean second = standard.matches("(c|gnu)\\+\\+(11|0x)");
            return new Dialect(false, !first, true, !first && !second);
        }
        boolean strict = standard.matches("c[0-9].*|iso.*");
        boolean first = standard.matches("c89|c90|iso9899:(1990|199409)");
        boolean separators = standard.matches("(c|gnu)2[3xy]");
        return new Dialect(false, !strict && !standard.matches("gnu(89|90)"), !first, separators);
    }
}
