package io.jenkins.plugins.distcompile.jenkins.page;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a build keeps what a {@code distCompile} step left: {@code <build>/distributed-compile/<step>/}. The step writes
 * the first two files, the pages the third. Any of them may be missing.
 *
 * @param events the log, growing while the step runs
 * @param result the dispatcher's last word
 * @param figures the headline figures, for trends
 */
record BuildFiles(Path events, Path result, Path figures) {
    static final String FOLDER = "distributed-compile";
    private static final Pattern STEP = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    /**
     * @param run the build's folder
     * @param step the step's id; nothing else ever becomes part of a path
     * @throws IllegalArgumentException if the id could mean another folder
     */
    static BuildFiles of(Path run, String step) {
        if (!isStep(step)) {
            throw new IllegalArgumentException("no id of a distCompile step: " + step);
        }
        Path folder = run.resolve(FOLDER).resolve(step);
        return new BuildFiles(
                folder.resolve("events.jsonl"), folder.resolve("result.json"), folder.resolve("figures.json"));
    }

    /** Whether this is an id: letters, digits, {@code _} and {@code -}, at most 64. */
    static boolean isStep(String id) {
        return id != null && STEP.matcher(id).matches();
    }

    /** The steps that left something in a build's folder, at most {@code most}; none if it cannot be read. */
    static List<BuildFiles> in(Path run, int most) {
        List<String> ids = new ArrayList<>();
        try (DirectoryStream<Path> steps = Files.newDirectoryStream(run.resolve(FOLDER))) {
            for (Path step : steps) {
                String id = step.getFileName().toString();
                if (ids.size() < most && isStep(id) && Files.isDirectory(step, LinkOption.NOFOLLOW_LINKS)) {
                    ids.add(id);
                }
            }
        } catch (IOException e) {
            return List.of();
        }
        // Ids that are numbers come in their order.
        Comparator<String> order = Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());
        return ids.stream().sorted(order).map(id -> of(run, id)).toList();
    }
}
