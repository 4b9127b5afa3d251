package io.jenkins.plugins.distcompile.toolchain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the {@code -M} options of one command and works out the file and target that the compiler would use
 * (gcc manual 3.13: {@code -MD}, {@code -MF}, {@code -MT}, {@code -MQ}; {@code -Wp,-MD,FILE}).
 */
final class DependencyOptions {
    private String kind;
    private String file;
    private boolean byPreprocessor;
    private boolean target;
    private final List<String> more = new ArrayList<>();

    /** Takes one option; what is for the preprocessor proper goes to {@code preprocessing}. False when not understood. */
    boolean take(String name, String value, List<String> preprocessing) {
        switch (name) {
            case "-MD" -> kind = "-MD".equals(kind) || kind == null ? name : kind;
            case "-MMD" -> kind = name;
            case "-MF" -> file = value;
            case "-MT", "-MQ" -> {
                target = true;
                more.add(name);
                more.add(value);
            }
            case "-Wp," -> {
                return preprocessor(value, preprocessing);
            }
            default -> more.add(name);
        }
        return true;
    }

    private boolean preprocessor(String value, List<String> preprocessing) {
        String[] part = value.split(",", -1);
        if (part.length == 2 && (part[0].equals("-MD") || part[0].equals("-MMD")) && !part[1].isEmpty()) {
            kind = part[0];
            file = part[1];
            byPreprocessor = true;
            return true;
        }
        if (part.length == 1 && part[0].matches("-[DUI].+")) {
            preprocessing.add("-Wp," + value);
            return true;
        }
        return false;
    }

    /**
     * The dependency file of a compile to {@code object}; null when none was asked for. gcc's preprocessor, asked
     * directly, does not know the object's folder; clang's driver takes {@code -Wp,-MD,FILE} for {@code -MD -MF FILE}.
     */
    DependencyFile file(Path directory, String object, boolean named, CompilerFamily family) {
        if (kind == null) {
            return null;
        }
        List<String> options = new ArrayList<>(List.of(kind));
        options.addAll(more);
        if (!target) {
            String base = CompilerName.base(object);
            options.add("-MQ");
            options.add(named && (!byPreprocessor || family == CompilerFamily.CLANG) ? object : base);
        }
        String path = file != null ? file : CompilerCall.withoutSuffix(object) + ".d";
        return new DependencyFile(directory.resolve(path).normalize(), options);
    }
}
