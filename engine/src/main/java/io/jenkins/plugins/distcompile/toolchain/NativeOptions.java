package io.jenkins.plugins.distcompile.toolchain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a driver makes of {@code -march=native} on this machine: instruction sets, caches, tuning. It is not put in the
 * place of the option, since gcc's debug information records the order; machines compare it instead. Stateless.
 */
final class NativeOptions {
    private static final String OPTION = "-march=native";

    private NativeOptions() {}

    static ToolOutput ask(Path compiler, Map<String, String> environment) throws IOException {
        return ToolOutput.ask(List.of(compiler.toString(), "-###", OPTION, "-E", "-x", "c", "/dev/null"), environment);
    }

    /**
     * The options that the driver hands to the compiler proper, as one line; the same on every machine with such a
     * processor. Empty when the driver refuses the option.
     */
    static Optional<String> of(ToolOutput answer) {
        String shown;
        try {
            shown = answer.text();
        } catch (IOException e) {
            return Optional.empty();
        }
        return shown.lines()
                .filter(line -> line.contains("cc1"))
                .findFirst()
                .map(NativeOptions::aboutTheProcessor)
                .filter(options -> !options.isEmpty() && !options.contains(OPTION));
    }

    /** {@code -mavx2}, {@code --param l1-cache-size=32}; clang's {@code -target-cpu}, {@code -target-feature +avx2}. */
    private static String aboutTheProcessor(String line) {
        StringBuilder options = new StringBuilder();
        String before = "";
        for (String quoted : line.trim().split("\\s+")) {
            String word = quoted.replace("\"", "");
            boolean value = before.equals("--param")
                    || before.equals("-target-cpu")
                    || before.equals("-target-feature")
                    || before.equals("-tune-cpu");
            if (value || word.startsWith("-m") && !word.startsWith("-main-file-name") && !word.equals("-mllvm")) {
                options.append(value ? before + " " + word : word).append('\n');
            }
            before = word;
        }
        return options.toString();
    }
}
