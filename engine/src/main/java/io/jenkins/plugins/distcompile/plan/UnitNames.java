package io.jenkins.plugins.distcompile.plan;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Short names for compile units that stay the same from build to build: the source's path seen from the project, or
 * the output's where one source is compiled several times.
 */
final class UnitNames {
    private final Path folder;
    private final Map<String, Integer> uses = new HashMap<>();

    /** @param folder absolute; leading steps upwards from it are left out of names */
    UnitNames(Path folder) {
        this.folder = folder;
    }

    /** Every unit is added before the first is named. */
    void add(Path source, Path output, Path directory) {
        uses.merge(shorten(folder, source), 1, Integer::sum);
        uses.merge(shorten(directory, output), 1, Integer::sum);
    }

    String of(Path source, Path output, Path directory) {
        String bySource = shorten(folder, source);
        if (uses.get(bySource) == 1) {
            return bySource;
        }
        String byOutput = shorten(directory, output);
        return uses.get(byOutput) == 1 ? byOutput : output.toString();
    }

    private static String shorten(Path from, Path path) {
        if (path.startsWith(from) && from.getNameCount() < path.getNameCount()) {
            return path.subpath(from.getNameCount(), path.getNameCount())
                    .toString()
                    .replace('\\', '/');
        }
        Path relative = from.relativize(path);
        int first = 0;
        while (first < relative.getNameCount() - 1
                && relative.getName(first).toString().equals("..")) {
            first++;
        }
        return relative.subpath(first, relative.getNameCount()).toString().replace('\\', '/');
    }
}
