package io.jenkins.plugins.distcompile.toolchain;

import java.util.Map;
import java.util.Optional;

/** What a source is compiled as, from {@code -x} or its suffix (gcc manual 3.2, "Options Controlling the Kind of Output"). */
final class SourceLanguage {
    private static final Map<String, Language> SUFFIX = Map.ofEntries(
            Map.entry("c", Language.C),
            Map.entry("cc", Language.CXX),
            Map.entry("cp", Language.CXX),
            Map.entry("cxx", Language.CXX),
            Map.entry("cpp", Language.CXX),
            Map.entry("CPP", Language.CXX),
            Map.entry("c++", Language.CXX),
            Map.entry("C", Language.CXX),
            Map.entry("m", Language.OBJECTIVE_C),
            Map.entry("mm", Language.OBJECTIVE_CXX),
            Map.entry("M", Language.OBJECTIVE_CXX),
            Map.entry("s", Language.ASSEMBLER),
            Map.entry("S", Language.ASSEMBLER_WITH_CPP),
            Map.entry("sx", Language.ASSEMBLER_WITH_CPP));

    private SourceLanguage() {}

    /** Empty when it is none that can be compiled elsewhere. */
    static Optional<Language> of(String source, String option, boolean cxx) {
        if (option != null && !option.equals("none")) {
            return java.util.Arrays.stream(Language.values())
                    .filter(language -> language.option().equals(option))
                    .findFirst();
        }
        Language found = SUFFIX.get(suffix(source));
        return Optional.ofNullable(cxx && found == Language.C ? Language.CXX : found);
    }

    static String reason(String source, String option) {
        if (option != null && option.endsWith("-header")) {
            return "makes a precompiled header";
        }
        String suffix = suffix(source);
        if (suffix.startsWith("h") || suffix.startsWith("H") || suffix.equals("tcc")) {
            return "makes a precompiled header";
        }
        return "language " + (option == null ? "of " + CompilerName.base(source) : option) + " is compiled here";
    }

    private static String suffix(String source) {
        String base = CompilerName.base(source);
        return base.substring(base.lastIndexOf('.') + 1);
    }
}
