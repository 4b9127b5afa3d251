package io.jenkins.plugins.distcompile.toolchain;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a program's name says about the compiler behind it.
 *
 * @param program as the command names it
 * @param clang whether the name is clang's; false for gcc's and for {@code cc}, which may be either
 * @param cxx whether it compiles C++ by default
 */
record CompilerName(String program, boolean clang, boolean cxx) {
    private static final Pattern COMPILER = Pattern.compile(
            "(?:[A-Za-z0-9_.]+-)*?(gcc|g\\+\\+|cc|c\\+\\+|clang|clang\\+\\+|c99|c89)(?:-[0-9.]+)?(?:\\.exe)?");
    private static final Set<String> LAUNCHERS =
            Set.of("ccache", "distcc", "sccache", "icecc", "buildcache", "distcompile", "distcompile-cc");

    static Optional<CompilerName> of(String program) {
        Matcher name = COMPILER.matcher(base(program));
        return name.matches()
                ? Optional.of(new CompilerName(
                        program,
                        name.group(1).startsWith("clang"),
                        name.group(1).endsWith("++")))
                : Optional.empty();
    }

    /** How many leading words are launchers ({@code ccache gcc …}) rather than the compiler. */
    static int launchers(List<String> command) {
        int count = 0;
        while (count < command.size() - 1 && LAUNCHERS.contains(base(command.get(count)))) {
            count++;
        }
        return count;
    }

    /** Whether a file of this name only stands before the real compiler. */
    static boolean isLauncher(String program) {
        return LAUNCHERS.contains(base(program));
    }

    static String base(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
