package io.jenkins.plugins.distcompile.toolchain;

import java.util.HashMap;
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

    /** Variables beside these and the locale that say where compilers, tools and headers are, or what is written. */
    private static final List<String> SEEN = List.of(
            "PATH",
            "CPATH",
            "C_INCLUDE_PATH",
            "CPLUS_INCLUDE_PATH",
            "OBJC_INCLUDE_PATH",
            "OBJCPLUS_INCLUDE_PATH",
            "LIBRARY_PATH",
            "LD_LIBRARY_PATH",
            "LD_PRELOAD",
            "SOURCE_DATE_EPOCH",
            "TMPDIR",
            "HOME",
            "SDKROOT",
            "MACOSX_DEPLOYMENT_TARGET");

    /** Variables whose names begin so are options of gcc's or of its parts. */
    private static final List<String> SEEN_PREFIXES = List.of("GCC_", "COLLECT_", "CLANG_", "CCC_", "LC_");

    private CompilerEnvironment() {}

    /** What compilers and preprocessors look at: environments that agree in this are the same to them. */
    public static Map<String, String> seen(Map<String, String> environment) {
        Map<String, String> found = new HashMap<>();
        environment.forEach((name, value) -> {
            if (SEEN.contains(name)
                    || LOCAL.contains(name)
                    || LOCALE.contains(name)
                    || SEEN_PREFIXES.stream().anyMatch(name::startsWith)) {
                found.put(name, value);
            }
        });
        return found;
    }

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
