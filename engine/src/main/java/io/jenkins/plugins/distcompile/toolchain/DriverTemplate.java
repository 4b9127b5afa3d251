package io.jenkins.plugins.distcompile.toolchain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What gcc's driver says, asked with {@code -### -pipe}, it would do for one compile: run the compiler proper, its output
 * piped into the assembler, both in an environment with some variables more. The form is that of GCC 4.5 and later (gcc
 * manual 3.2, {@code -###}); whatever has another is not read. Immutable and pure.
 *
 * @param compiler the compiler proper and its arguments
 * @param assembler the assembler and its arguments
 * @param environment variables that the driver sets
 */
record DriverTemplate(List<String> compiler, List<String> assembler, Map<String, String> environment) {
    private static final Pattern VARIABLE = Pattern.compile("([A-Z][A-Z0-9_]*)=(.*)");
    private static final Pattern COMPILER = Pattern.compile("/.*/cc1(plus|obj|objplus)?");
    private static final Pattern ASSEMBLER = Pattern.compile("(/.*/)?([A-Za-z0-9_]+-)*as");
    private static final String PIPED = " |";

    /** Part of every name that stands for something of a unit's; no value contains it. */
    static final String NAME = "distcompileQ";

    DriverTemplate {
        compiler = List.copyOf(compiler);
        assembler = List.copyOf(assembler);
        environment = Map.copyOf(environment);
    }

    /** Reads what the driver printed; empty when it is not just one compiler and one assembler. */
    static Optional<DriverTemplate> parse(String printed) {
        Map<String, String> environment = new TreeMap<>();
        List<String> commands = new ArrayList<>();
        for (String line : printed.split("\n", -1)) {
            Matcher variable = VARIABLE.matcher(line);
            if (line.startsWith(" ")) {
                commands.add(line);
            } else if (variable.matches() && commands.isEmpty()
                    || line.startsWith("COMPILER_PATH=")
                    || line.startsWith("LIBRARY_PATH=")) {
                environment.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
            } else if (line.contains("error:") || line.contains("warning:")) {
                return Optional.empty();
            }
        }
        if (commands.size() != 2 || !commands.get(0).endsWith(PIPED)) {
            return Optional.empty();
        }
        String first = commands.get(0);
        List<String> compiler = words(first.substring(0, first.length() - PIPED.length()));
        List<String> assembler = words(commands.get(1));
        boolean known = compiler != null
                && assembler != null
                && COMPILER.matcher(compiler.get(0)).matches()
                && ASSEMBLER.matcher(assembler.get(0)).matches()
                && compiler.subList(compiler.size() - 2, compiler.size()).equals(List.of("-o", "-"));
        return known ? Optional.of(new DriverTemplate(compiler, assembler, environment)) : Optional.empty();
    }

    /** With each name replaced by its value, everywhere; a name that is part of another comes after it. */
    DriverTemplate filled(List<Map.Entry<String, String>> values) {
        Map<String, String> variables = new TreeMap<>();
        environment.forEach((name, value) -> variables.put(name, filled(value, values)));
        return new DriverTemplate(filledAll(compiler, values), filledAll(assembler, values), variables);
    }

    private static List<String> filledAll(List<String> words, List<Map.Entry<String, String>> values) {
        return words.stream().map(word -> filled(word, values)).toList();
    }

    private static String filled(String word, List<Map.Entry<String, String>> values) {
        String made = word;
        if (word.contains(NAME)) {
            for (Map.Entry<String, String> value : values) {
                made = made.replace(value.getKey(), value.getValue());
            }
        }
        return made;
    }

    /** Words are separated by blanks; one in double quotes has a backslash before each quote, backslash and dollar. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            if (line.charAt(at) == ' ') {
                at++;
                continue;
            }
            StringBuilder word = new StringBuilder();
            boolean quoted = line.charAt(at) == '"';
            at += quoted ? 1 : 0;
            while (at < line.length() && line.charAt(at) != (quoted ? '"' : ' ')) {
                if (quoted && line.charAt(at) == '\\' && at + 1 < line.length()) {
                    at++;
                }
                word.append(line.charAt(at++));
            }
            boolean closed = !quoted || at < line.length();
            at += quoted ? 1 : 0;
            if (!closed || !quoted && word.indexOf("\"") >= 0 || at < line.length() && line.charAt(at) != ' ') {
                return null;
            }
            words.add(word.toString());
        }
        return words.size() < 3 ? null : words;
    }
}
