package io.jenkins.plugins.distcompile.toolchain;

import io.jenkins.plugins.distcompile.toolchain.CompilerCall.Compile;
import io.jenkins.plugins.distcompile.toolchain.OptionTable.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where gcc looks for headers by the options of one command, as written (gcc manual 3.16): what a compile needs that
 * preprocesses elsewhere. Immutable and pure.
 *
 * @param quote of {@code -iquote}
 * @param angle of {@code -I}
 * @param system of {@code -isystem}
 * @param after of {@code -idirafter}
 * @param forced files of {@code -include}
 */
public record SearchOptions(
        List<String> quote, List<String> angle, List<String> system, List<String> after, List<String> forced) {

    /** Preprocessing options that an agent takes; the values of all but the first two are paths. */
    private static final Set<String> TAKEN = Set.of("-D", "-U", "-I", "-iquote", "-isystem", "-idirafter", "-include");

    private static final Set<String> MACROS = Set.of("-D", "-U");

    public SearchOptions {
        quote = List.copyOf(quote);
        angle = List.copyOf(angle);
        system = List.copyOf(system);
        after = List.copyOf(after);
        forced = List.copyOf(forced);
    }

    /**
     * A preprocessing option.
     *
     * @param name without its value
     * @param words as written, one or two
     */
    record Word(String name, List<String> words, String value) {
        boolean isPath() {
            return !MACROS.contains(name);
        }

        /** The same option with another value. */
        List<String> with(String other) {
            return words.size() == 2 ? List.of(words.get(0), other) : List.of(name + other);
        }
    }

    /** What these options say; null when preprocessing cannot be done elsewhere with them. */
    public static SearchOptions of(Compile compile) {
        Map<String, List<String>> lists = Map.of(
                "-iquote", new ArrayList<>(),
                "-I", new ArrayList<>(),
                "-isystem", new ArrayList<>(),
                "-idirafter", new ArrayList<>(),
                "-include", new ArrayList<>());
        List<String> options = compile.preprocessing();
        for (int at = 0; at < options.size(); at++) {
            Option option = OptionTable.standard().find(options.get(at));
            Word word = word(option, options, at);
            at += word.words().size() - 1;
            if (option.role().sent()) {
                continue;
            }
            if (!TAKEN.contains(option.name()) || word.isPath() && !isPlain(option.name(), word.value())) {
                return null;
            }
            if (word.isPath()) {
                lists.get(option.name()).add(word.value());
            }
        }
        return new SearchOptions(
                lists.get("-iquote"),
                lists.get("-I"),
                lists.get("-isystem"),
                lists.get("-idirafter"),
                lists.get("-include"));
    }

    private static boolean isPlain(String name, String value) {
        // gcc shortens names of system headers, and how much it saves depends on the working folder's length.
        boolean system = name.equals("-isystem") || name.equals("-idirafter");
        boolean relative = !value.startsWith("/");
        return isPlainPath(value)
                && !value.equals("-") // -I- of old
                && !value.startsWith("=") // a sysroot's
                && !value.startsWith("$SYSROOT")
                && Inclusion.upward(value) <= Inclusion.MOST_UPWARD
                && !(relative && system);
    }

    /** Whether this is a path that is written the same way everywhere. */
    public static boolean isPlainPath(String path) {
        return !path.isEmpty() && path.chars().allMatch(c -> c >= ' ' && c < 127 && c != '\\');
    }

    static boolean takes(Option option) {
        return TAKEN.contains(option.name());
    }

    static Word word(Option option, List<String> options, int at) {
        String first = options.get(at);
        boolean separate = option.takesNext(first) && at + 1 < options.size();
        String value = separate
                ? options.get(at + 1)
                : first.substring(Math.min(option.name().length(), first.length()));
        return new Word(option.name(), separate ? List.of(first, options.get(at + 1)) : List.of(first), value);
    }
}
