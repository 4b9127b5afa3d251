package io.jenkins.plugins.distcompile.toolchain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What each compiler option means to a compile that may run elsewhere: how it takes its argument and where it matters.
 * Read once from {@code options.table}, which names its sources. Safe for all threads.
 */
final class OptionTable {
    /** How an option takes its argument. */
    enum Argument {
        NONE,
        JOINED,
        SEPARATE,
        EITHER
    }

    /** Where an option matters; see the head of {@code options.table}. */
    enum Role {
        PRE,
        BOTH,
        COMPILE,
        LINK,
        LOCAL,
        DEPS,
        OUTPUT,
        LANGUAGE,
        MODE;

        /** Whether the option goes to the agent. */
        boolean sent() {
            return this == BOTH || this == COMPILE;
        }
    }

    /** One row. {@code reason} is empty unless the role is {@link Role#LOCAL}. */
    record Option(String name, Argument argument, Role role, String reason) {
        /** Whether this option, written as {@code word}, has its value in the next word. */
        boolean takesNext(String word) {
            return switch (argument) {
                case SEPARATE -> true;
                case EITHER -> word.length() == name.length();
                case NONE, JOINED -> false;
            };
        }
    }

    /** Flags of the families: {@code -fno-exceptions}, {@code -mavx2}, {@code -ggdb}. */
    private static final Pattern FLAG = Pattern.compile("-[fmg][A-Za-z0-9][A-Za-z0-9.+_-]*|-g|-O[0-9a-z]*");

    private static final Pattern WARNING = Pattern.compile("-W([A-Za-z0-9][A-Za-z0-9+_-]*(=[A-Za-z0-9+_.-]*)?)?");

    /** Words of one build are few: units are compiled alike. */
    private static final int MOST_FOUND = 4_096;

    private static final OptionTable TABLE = load();

    private final Map<String, Option> rows;
    private final Map<String, Option> found = new ConcurrentHashMap<>();
    private final int longest;

    private OptionTable(Map<String, Option> rows) {
        this.rows = rows;
        this.longest = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    static OptionTable standard() {
        return TABLE;
    }

    /** All rows, in no order. */
    Collection<Option> rows() {
        return rows.values();
    }

    /** The row for a word that begins with {@code -}; never null. */
    Option find(String word) {
        Option known = found.get(word);
        if (known != null) {
            return known;
        }
        Option option = search(word);
        if (found.size() < MOST_FOUND) {
            found.put(word, option);
        }
        return option;
    }

    private Option search(String word) {
        for (int length = Math.min(word.length(), longest); length > 1; length--) {
            Option row = rows.get(word.substring(0, length));
            if (row != null
                    && (length == word.length() ? row.argument() != Argument.JOINED || fits(row) : takesRest(row))) {
                return row;
            }
        }
        if (FLAG.matcher(word).matches() || WARNING.matcher(word).matches()) {
            return new Option(word, Argument.NONE, Role.BOTH, "");
        }
        return new Option(word, Argument.NONE, Role.LOCAL, "not an option this program knows");
    }

    /** A joined option may stand without a value, as {@code -fdiagnostics-color} does, unless its name asks for one. */
    private static boolean fits(Option row) {
        return !row.name().endsWith("=") && !row.name().endsWith(",");
    }

    private static boolean takesRest(Option row) {
        return row.argument() == Argument.JOINED || row.argument() == Argument.EITHER;
    }

    private static OptionTable load() {
        Map<String, Option> rows = new HashMap<>();
        try (InputStream in = OptionTable.class.getResourceAsStream("options.table");
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    Option row = row(line);
                    if (rows.put(row.name(), row) != null) {
                        throw new IllegalStateException("options.table lists " + row.name() + " twice");
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("options.table cannot be read", e);
        }
        return new OptionTable(Map.copyOf(rows));
    }

    private static Option row(String line) {
        String[] column = line.trim().split("\\s+", 4);
        Argument argument = Argument.valueOf(column[1].toUpperCase(Locale.ROOT));
        Role role = Role.valueOf(column[2].toUpperCase(Locale.ROOT));
        String reason = column.length > 3 ? column[3] : "";
        if ((role == Role.LOCAL) == reason.isEmpty()) {
            throw new IllegalStateException("options.table: a local option, and no other, has a reason: " + line);
        }
        return new Option(column[0], argument, role, reason);
    }
}
