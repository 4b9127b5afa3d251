package io.jenkins.plugins.distcompile.plan;

import io.jenkins.plugins.distcompile.toolchain.CommandLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * As much of a compiler's command line as a plan needs: what it does and what it writes. Options as in "Overall
 * Options" of the GCC manual, which clang follows; everything finer is the toolchain's business. Unlike
 * {@link CommandLine} it needs no known compiler: a cross compiler of any name, or a script before it, makes a unit too.
 *
 * @param stage the last of {@code -c}, {@code -S}, {@code -E} … that the driver obeys
 * @param output value of the last {@code -o}; null = none
 */
record CompileWords(Stage stage, String output) {
    enum Stage {
        OBJECT,
        ASSEMBLY,
        PREPROCESSED,
        /** Syntax check, dependencies: writes nothing that a build could use. */
        NOTHING,
        LINKED
    }

    /** Reads a command, response files included. */
    static CompileWords of(List<String> command, Path directory) {
        List<String> words = CommandLine.expand(command, directory);
        Stage stage = Stage.LINKED;
        String output = null;
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            Stage asked = stageOf(word);
            if (asked != null) {
                // The earliest stage wins, wherever it stands: gcc -c -E preprocesses.
                stage = rank(asked) < rank(stage) ? asked : stage;
            } else if (CommandLine.takesNext(word)) {
                i++;
                output = word.equals("-o") && i < words.size() ? words.get(i) : output;
            } else if (word.startsWith("-o") && word.length() > 2 && !word.startsWith("-objc")) {
                output = word.substring(2);
            }
        }
        return new CompileWords(stage, output);
    }

    /** Where the driver writes for that source; null when to its standard output or nowhere. */
    Path outputFor(Path source, Path directory) {
        if (output != null) {
            return output.equals("-") ? null : directory.resolve(output).normalize();
        }
        String name = source.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        return switch (stage) {
            case OBJECT -> directory.resolve(stem + ".o").normalize();
            case ASSEMBLY -> directory.resolve(stem + ".s").normalize();
            case PREPROCESSED, NOTHING, LINKED -> null;
        };
    }

    UnitKind kind(Path source) {
        String name = source.getFileName().toString().toLowerCase(Locale.ROOT);
        boolean assembler = name.endsWith(".s") || name.endsWith(".sx");
        if (stage == Stage.PREPROCESSED) {
            return UnitKind.PREPROCESS;
        }
        return assembler ? UnitKind.ASSEMBLE : UnitKind.COMPILE;
    }

    /** Files named by {@code -include}, {@code -include-pch}: what a precompiled header would be taken for. */
    static List<String> forcedIncludes(List<String> command, Path directory) {
        List<String> words = CommandLine.expand(command, directory);
        List<String> files = new ArrayList<>();
        for (int i = 1; i + 1 < words.size(); i++) {
            if (words.get(i).equals("-include") || words.get(i).equals("-include-pch")) {
                files.add(words.get(++i));
            }
        }
        return files;
    }

    private static Stage stageOf(String word) {
        return switch (word) {
            case "-c" -> Stage.OBJECT;
            case "-S" -> Stage.ASSEMBLY;
            case "-E" -> Stage.PREPROCESSED;
            case "-M", "-MM", "-fsyntax-only" -> Stage.NOTHING;
            default -> null;
        };
    }

    private static int rank(Stage stage) {
        return switch (stage) {
            case NOTHING -> 0;
            case PREPROCESSED -> 1;
            case ASSEMBLY -> 2;
            case OBJECT -> 3;
            case LINKED -> 4;
        };
    }
}
