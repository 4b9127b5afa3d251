package io.jenkins.plugins.distcompile.toolchain;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Combinations of options that an agent could obey, and whose objects would yet differ from local ones, as comparing
 * them has shown ({@code IdenticalObjectsTest}, {@code ClangObjectsTest}). Pure; called by {@link CommandLine}.
 */
final class Reproducibility {
    /** Run-time checks that look at values alone; the others store names of files or modules. */
    private static final Pattern NAMELESS_SANITIZERS = Pattern.compile("(undefined|thread|leak|alignment|bool|bounds"
            + "|enum|float-cast-overflow|float-divide-by-zero|integer-divide-by-zero|nonnull-attribute|null"
            + "|object-size|pointer-overflow|return|returns-nonnull-attribute|shift|shift-base|shift-exponent"
            + "|signed-integer-overflow|unreachable|vla-bound|vptr|,)*");

    private static final Pattern OLD_DWARF = Pattern.compile("-gdwarf-[234]");
    private static final Pattern NO_DEBUG = Pattern.compile("-g0|-gz.*|-gno-.*|-grecord-.*|-gsplit-dwarf");

    private final Language language;
    private final List<String> options;

    private Reproducibility(Language language, List<String> options) {
        this.language = language;
        this.options = options;
    }

    /**
     * Why this compile stays here, one line; empty when its objects are the same everywhere.
     *
     * @param options of the compile step
     * @param preprocessing all options that matter to preprocessing
     * @param object the object as the user names it
     */
    static Optional<String> objection(
            CompilerFamily family, Language language, List<String> options, List<String> preprocessing, String object) {
        Reproducibility asked = new Reproducibility(language, options);
        String reason = asked.common(object);
        if (reason == null) {
            reason = family == CompilerFamily.GCC ? asked.gcc() : asked.clang(preprocessing);
        }
        return Optional.ofNullable(reason);
    }

    private String common(String object) {
        if (options.contains("-gsplit-dwarf")
                && (Path.of(object).isAbsolute() || Path.of(object).normalize().startsWith(".."))) {
            return "-gsplit-dwarf: the object records its absolute name";
        }
        if (language == Language.ASSEMBLER && debug()) {
            return "-g: the assembler records the folder of its source";
        }
        return options.stream()
                .filter(option -> option.startsWith("-fsanitize="))
                .filter(option -> !NAMELESS_SANITIZERS
                        .matcher(option.substring(option.indexOf('=') + 1))
                        .matches())
                .findFirst()
                .map(option -> option + ": the object records the source's name on the machine that compiles")
                .orElse(null);
    }

    /** The text's line markers are an extension to gcc; where they make warnings alone {@link Diagnostics} drops them. */
    private String gcc() {
        boolean pedantic = options.contains("-pedantic") || options.contains("-Wpedantic");
        boolean errors = options.contains("-Werror") || options.contains("-Werror=pedantic");
        return options.contains("-pedantic-errors") || pedantic && errors
                ? "-pedantic with errors takes no line markers"
                : null;
    }

    private String clang(List<String> preprocessing) {
        for (String option : options) {
            switch (option) {
                case "-fstack-usage" -> {
                    return "-fstack-usage: clang lists the source's name on the machine that compiles";
                }
                case "-fno-integrated-as", "-no-integrated-as" -> {
                    return option + ": the assembler is not part of clang's identity";
                }
                case "-grecord-gcc-switches" -> {
                    return "-grecord-gcc-switches: the object records the command line";
                }
                default -> {}
            }
        }
        if (preprocessing.contains("-imacros")) {
            return "-imacros: clang's rewritten text would keep more than the macros";
        }
        if (!debug()) {
            return options.contains("-gsplit-dwarf")
                    ? "-gsplit-dwarf without -g: clang's versions differ in whether they write a .dwo"
                    : null;
        }
        if (language == Language.ASSEMBLER_WITH_CPP) {
            return "-g: the assembler records the folder of its source";
        }
        if (options.stream().anyMatch(option -> option.matches("-f(debug|file)-prefix-map=.*"))) {
            return "clang applies several -fdebug-prefix-map options in an order of its own";
        }
        String version = options.stream()
                .filter(option -> option.matches("-gdwarf(-[0-9])?"))
                .reduce("", (before, last) -> last);
        return OLD_DWARF.matcher(version).matches()
                ? null
                : "clang's DWARF 5 holds checksums of all sources; with -gdwarf-4 it could be compiled elsewhere";
    }

    /** Whether debug information is written; the last option about it wins. */
    private boolean debug() {
        boolean debug = false;
        for (String option : options) {
            if (option.startsWith("-g")) {
                debug = !option.equals("-g0")
                        && (debug || !NO_DEBUG.matcher(option).matches());
            }
        }
        return debug;
    }
}
