package io.jenkins.plugins.distcompile.toolchain;

import java.util.List;

/**
 * The user's {@code -D} and {@code -U} options as text. clang's rewritten sources keep {@code #ifdef} and the uses of
 * macros, but not the definitions of the command line, so these go in front. Pure.
 */
final class MacroOptions {
    private MacroOptions() {}

    /**
     * Directives in the order of the options (clang manual, {@code -D}: without a value it is 1, and a line end ends it).
     *
     * @param preprocessing options, separate or joined arguments
     */
    static String directives(List<String> preprocessing) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < preprocessing.size(); at++) {
            String word = preprocessing.get(at);
            String option = word.startsWith("-Wp,") ? word.substring("-Wp,".length()) : word;
            boolean defines = option.startsWith("-D");
            if (defines || option.startsWith("-U")) {
                String macro = option.length() > 2 ? option.substring(2) : preprocessing.get(++at);
                text.append(defines ? definition(macro) : "#undef " + macro).append('\n');
            } else if (OptionTable.standard().find(word).takesNext(word)) {
                at++;
            }
        }
        return text.toString();
    }

    private static String definition(String macro) {
        int equals = macro.indexOf('=');
        String name = equals < 0 ? macro : macro.substring(0, equals);
        String value = equals < 0
                ? "1"
                : macro.substring(equals + 1).lines().findFirst().orElse("");
        return "#define " + name + " " + value;
    }
}
