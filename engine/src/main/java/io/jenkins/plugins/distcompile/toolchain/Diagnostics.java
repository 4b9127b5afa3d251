package io.jenkins.plugins.distcompile.toolchain;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes an agent's diagnostics read like the local compiler's: source lines and carets, which the agent could not
 * print because it has no sources, are put back from the local files. One object per unit, one thread.
 */
public final class Diagnostics {
    private static final String ESCAPE = "(?:\\x1b\\[[0-9;]*[mK])*";
    private static final Pattern MESSAGE = Pattern.compile("^" + ESCAPE + "([^\\x1b:]+):(\\d+):(\\d+):" + ESCAPE + " ?"
            + "(" + ESCAPE + ")(?:fatal error|error|warning|note|sorry, unimplemented):.*$");
    private static final Pattern SNIPPET = Pattern.compile("^ {0,5}\\d+ \\| .*$|^ {6}\\| .*$");
    private static final Pattern NOISE = Pattern.compile(".*style of line directive is a GCC extension.*");
    private static final Pattern INCLUDED =
            Pattern.compile("^(In file included from|                 from) .*[,:]" + ESCAPE + "$");
    private static final String PLAIN = "\u001b[m\u001b[K";
    private static final int MAX_LINE = 100_000;
    private static final long MAX_SOURCE_BYTES = 16 << 20;

    private final Path directory;
    private final Map<String, List<String>> sources = new HashMap<>();

    private final boolean bare; // gcc reads the lines from the source, which agents lack; clang from the text itself

    /** For one unit that was compiled elsewhere. */
    public Diagnostics(CompilerCall.Compile compile) {
        this.directory = compile.directory();
        this.bare = compile.family() == CompilerFamily.GCC;
    }

    /** What the helper does before it sends diagnostics: the unit's own folder does not show. */
    public static String withoutFolder(String text, AgentCommand command, String source) {
        return text.replace(command.text().toString(), source).replace(command.directory() + "/", "");
    }

    /**
     * The agent's text with source lines and carets. Lines that already have them stay as they are.
     *
     * @param text what the agent's compiler wrote, coloured or not
     */
    public String restore(String text) {
        if (!bare) {
            return text;
        }
        String[] lines = text.split("\n", -1);
        StringBuilder out = new StringBuilder(text.length() * 2);
        List<String> preamble = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i];
            if (INCLUDED.matcher(line).matches()) {
                preamble.add(line);
                continue;
            }
            if (NOISE.matcher(line).matches()) { // about our own line markers
                preamble.clear();
                while (i + 1 < lines.length && SNIPPET.matcher(lines[i + 1]).matches()) {
                    i++;
                }
                continue;
            }
            preamble.forEach(before -> out.append(before).append('\n'));
            preamble.clear();
            Matcher message = line.length() <= MAX_LINE ? MESSAGE.matcher(line) : null;
            boolean lacksLine =
                    i + 1 < lines.length && !SNIPPET.matcher(lines[i + 1]).matches();
            if (lacksLine && message != null && message.matches()) {
                withSnippet(line, message, out);
            } else {
                out.append(line).append(i + 1 < lines.length ? "\n" : "");
            }
        }
        preamble.forEach(before -> out.append(before).append('\n'));
        return out.toString();
    }

    /** Without the file gcc reports columns in bytes, with it in columns of the display: so that is put right too. */
    private void withSnippet(String text, Matcher message, StringBuilder out) {
        int number = number(message.group(2));
        int column = number(message.group(3));
        List<String> source = sources.computeIfAbsent(message.group(1), this::read);
        if (number < 1 || number > source.size() || column < 1) {
            out.append(text).append('\n');
            return;
        }
        String line = source.get(number - 1);
        int before = width(line, column);
        out.append(text, 0, message.start(3)).append(before + 1).append(text, message.end(3), text.length());
        int marked = Math.max(1, tokenWidth(line, column));
        String shown = expand(line);
        String mark = "^" + "~".repeat(marked - 1);
        String colour = message.group(4);
        if (!colour.isEmpty()) { // gcc colours what it marks in the source line, too
            mark = colour + mark + PLAIN;
            int end = Math.min(shown.length(), before + marked);
            if (before < end) {
                shown = shown.substring(0, before)
                        + colour
                        + shown.substring(before, end)
                        + PLAIN
                        + shown.substring(end);
            }
        }
        out.append(String.format("\n%5d | ", number)).append(shown);
        out.append("\n      | ").append(" ".repeat(before)).append(mark).append('\n');
    }

    /** gcc underlines the token where the caret stands; larger ranges, of expressions, are not known here. */
    private static int tokenWidth(String line, int column) {
        int from = 0;
        for (int bytes = 1; from < line.length() && bytes < column; from++) {
            bytes += bytes(line.charAt(from));
        }
        int end = from;
        if (from < line.length() && line.charAt(from) == '"') {
            end = line.indexOf('"', from + 1) + 1;
        } else if (from < line.length() && line.charAt(from) == '#') {
            end++; // a directive's name
        }
        while (end < line.length() && Character.isJavaIdentifierPart(line.charAt(end)) && line.charAt(from) != '"') {
            end++;
        }
        return width(line.substring(0, Math.max(from, end)), Integer.MAX_VALUE)
                - width(line.substring(0, from), Integer.MAX_VALUE);
    }

    private static int bytes(char c) {
        return c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }

    /** Columns of the display before a byte; tabs go to the next multiple of 8 ({@code -ftabstop}'s default). */
    private static int width(String line, int column) {
        int width = 0;
        int bytes = 1;
        for (int i = 0; i < line.length() && bytes < column; i++) {
            char c = line.charAt(i);
            width = c == '\t' ? (width / 8 + 1) * 8 : width + 1;
            bytes += bytes(c);
        }
        return width;
    }

    private static String expand(String line) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\t') {
                out.append(" ".repeat(8 - out.length() % 8));
            } else {
                out.append(c < ' ' ? ' ' : c);
            }
        }
        return out.toString();
    }

    private List<String> read(String name) {
        Path file = directory.resolve(name);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_SOURCE_BYTES) {
                return List.of();
            }
        } catch (IOException e) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            reader.lines().forEach(lines::add);
        } catch (IOException | java.io.UncheckedIOException e) {
            return List.of(); // not UTF-8: the message stands without its line
        }
        return lines;
    }

    private static int number(String digits) {
        return digits.length() > 9 ? -1 : Integer.parseInt(digits);
    }
}
