package io.jenkins.plugins.distcompile.toolchain;

import io.jenkins.plugins.distcompile.toolchain.OptionTable.Option;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A client's options for preprocessing, as they read where its files are mirrored. Pure. */
public final class MirroredOptions {
    private static final String MAP = "-prefix-map=";

    private MirroredOptions() {}

    /** The options with absolute paths of folders and files below the mirror. */
    static List<String> of(List<String> options, String mirror) {
        List<String> all = new ArrayList<>(options.size());
        for (int at = 0; at < options.size(); at++) {
            Option option = OptionTable.standard().find(options.get(at));
            SearchOptions.Word word = SearchOptions.word(option, options, at);
            at += word.words().size() - 1;
            boolean moves =
                    SearchOptions.takes(option) && word.isPath() && word.value().startsWith("/");
            all.addAll(moves ? word.with(mirror + word.value()) : word.words());
        }
        return all;
    }

    /** The user's maps of absolute prefixes, for names below the mirror. */
    static List<String> maps(List<String> options, String mirror) {
        List<String> all = new ArrayList<>();
        for (String option : options) {
            int value = option.indexOf(MAP) + MAP.length();
            if (isMap(option) && option.startsWith("/", value)) {
                all.add(option.substring(0, value) + mirror + option.substring(value));
            }
        }
        return all;
    }

    /** Why objects would tell where they were made, for these options of the compile step; null = they would not. */
    public static String objection(List<String> options) {
        for (String option : options) {
            if (option.startsWith("-fsanitize") || option.startsWith("-finstrument-functions-exclude-file-list")) {
                return option + " records or compares names of files";
            }
            if (isMap(option) && option.startsWith("=", option.indexOf(MAP) + MAP.length())) {
                return option + " maps every name";
            }
        }
        return null;
    }

    /**
     * Why a task's paths are not followed: they have to stay in the mirror even if each file goes up from there as far as
     * is taken. Empty when they do.
     *
     * @param mirror absolute and normalised
     */
    public static Optional<String> leaves(Task.Compile task, Path mirror) {
        for (String path : paths(task)) {
            boolean absolute = path.startsWith("/");
            if (!SearchOptions.isPlainPath(path)
                    || Inclusion.upward(path) > Inclusion.MOST_UPWARD
                    || !Path.of(mirror + (absolute ? path : task.directory() + "/" + path))
                            .normalize()
                            .startsWith(mirror)) {
                return Optional.of("a path that is not taken: " + path);
            }
        }
        return task.mirror().preincluded().matches("[A-Za-z0-9_][A-Za-z0-9_.-]*|")
                        && task.mirror().dependencies().matches("-MM?D|")
                ? Optional.empty()
                : Optional.of("a header or list that is not taken");
    }

    /** How many folders any of the task's own paths goes up: each may be looked for in every folder for headers. */
    public static int upward(Task.Compile task) {
        int most = 0;
        for (String path : paths(task)) {
            most = Math.max(most, Inclusion.upward(path));
        }
        return most;
    }

    private static List<String> paths(Task.Compile task) {
        List<String> paths = new ArrayList<>(List.of(task.source()));
        for (int at = 0; at < task.options().size(); at++) {
            Option option = OptionTable.standard().find(task.options().get(at));
            SearchOptions.Word word = SearchOptions.word(option, task.options(), at);
            at += word.words().size() - 1;
            if (SearchOptions.takes(option) && word.isPath()) {
                paths.add(word.value());
            }
        }
        return paths;
    }

    /** The macros that these options define. */
    public static Set<String> defined(List<String> options) {
        Set<String> names = new HashSet<>();
        for (int at = 0; at < options.size(); at++) {
            Option option = OptionTable.standard().find(options.get(at));
            SearchOptions.Word word = SearchOptions.word(option, options, at);
            at += word.words().size() - 1;
            if (option.name().equals("-D")) {
                names.add(word.value().split("[^A-Za-z0-9_$]", 2)[0]);
            }
        }
        return names;
    }

    private static boolean isMap(String option) {
        return option.startsWith("-f") && option.contains(MAP);
    }
}
