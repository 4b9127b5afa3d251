package io.jenkins.plugins.distcompile.toolchain;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Splits a command line into words the way a POSIX shell does (XCU 2.2, quoting), without any expansion, and joins
 * words for display. Used for the {@code command} form of compile_commands.json. Stateless.
 */
public final class ShellWords {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ShellWords() {}

    /**
     * The words of a command.
     *
     * @throws IllegalArgumentException naming the position (from 1) of a quote that is never closed or of a trailing backslash
     */
    public static List<String> split(String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        int at = 0;
        while (at < command.length()) {
            char c = command.charAt(at);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                if (word != null) {
                    words.add(word.toString());
                    word = null;
                }
                at++;
                continue;
            }
            word = word == null ? new StringBuilder() : word;
            at = switch (c) {
                case '\'' -> singleQuoted(command, at, word);
                case '"' -> doubleQuoted(command, at, word);
                case '\\' -> escaped(command, at, word);
                default -> {
                    word.append(c);
                    yield at + 1;
                }
            };
        }
        if (word != null) {
            words.add(word.toString());
        }
        return List.copyOf(words);
    }

    /** One line that {@link #split} turns back into the same words. */
    public static String join(List<String> words) {
        return words.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
    }

    private static String quote(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static int singleQuoted(String command, int open, StringBuilder word) {
        int close = command.indexOf('\'', open + 1);
        if (close < 0) {
            throw unclosed('\'', open);
        }
        word.append(command, open + 1, close);
        return close + 1;
    }

    private static int doubleQuoted(String command, int open, StringBuilder word) {
        for (int at = open + 1; at < command.length(); at++) {
            char c = command.charAt(at);
            if (c == '"') {
                return at + 1;
            }
            if (c == '\\' && at + 1 < command.length()) {
                char next = command.charAt(++at);
                if ("$`\"\\".indexOf(next) < 0 && next != '\n') {
                    word.append('\\');
                }
                if (next != '\n') {
                    word.append(next);
                }
            } else {
                word.append(c);
            }
        }
        throw unclosed('"', open);
    }

    private static int escaped(String command, int backslash, StringBuilder word) {
        if (backslash + 1 == command.length()) {
            throw new IllegalArgumentException("backslash with nothing after it at position " + (backslash + 1));
        }
        char next = command.charAt(backslash + 1);
        if (next != '\n') {
            word.append(next);
        }
        return backslash + 2;
    }

    private static IllegalArgumentException unclosed(char quote, int open) {
        return new IllegalArgumentException("quote " + quote + " at position " + (open + 1) + " is never closed");
    }
}
