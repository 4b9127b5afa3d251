package io.jenkins.plugins.distcompile.toolchain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Environment variables that compilers read (gcc manual 3.21, "Environment Variables Affecting GCC"). Stateless.
 */
public final class CompilerEnvironment {
    private static final List<String> LOCALE = List.of("LANG", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LANGUAGE");

    /** Variables that change which tools run, what they write, or add options unseen. */
    private static final List<String> LOCAL = List.of(
            "GCC_EXEC_PREFIX",
            "COMPILER_PATH",
            "DEPENDENCIES_OUTPUT",
            "SUNPRO_DEPENDENCIES",
            "GCC_COMPARE_DEBUG",
            "CCC_OVERRIDE_OPTIONS",
            "CCC_ADD_ARGS",
            "CCC_CC",
            "CCC_CXX",
            "AS_OPTIONS");

    private CompilerEnvironment() {}

    /** Why compiles with this environment cannot run elsewhere; empty when they can. */
    public static Optional<String> localReason(Map<String, String> environment) {
        return LOCAL.stream()
                .filter(name -> !environment.getOrDefault(name, "").isEmpty())
                .map(name -> "environment variable " + name + " changes the compiler")
                .findFirst();
    }

    /** The variables that shape diagnostics. */
    public static Map<String, String> locale(Map<String, String> environment) {
        Map<String, String> found = new TreeMap<>();
        for (String name : LOCALE) {
            if (environment.containsKey(name)) {
                found.put(name, environment.get(name));
            }
        }
        return found.isEmpty() ? Map.of() : Map.copyOf(found);
    }
}
