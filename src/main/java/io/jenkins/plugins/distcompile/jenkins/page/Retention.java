package io.jenkins.plugins.distcompile.jenkins.page;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Logs are large and interest fades: only the newest builds of a job keep theirs, the headlines of all stay. */
final class Retention {
    private static final int MOST_STEPS = 1000;

    private Retention() {}

    /**
     * Removes what is beyond the newest logs.
     *
     * @param builds the job's folder of builds
     * @param newest the build that has just ended; later ones are left alone, they may be running
     * @param keep builds that keep their logs, this one included; 0 = all
     */
    static void apply(Path builds, int newest, int keep) throws IOException {
        if (keep <= 0) {
            return;
        }
        List<Integer> withLog = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(builds)) {
            for (Path folder : folders) {
                String name = folder.getFileName().toString();
                if (name.matches("[1-9][0-9]{0,8}")
                        && Integer.parseInt(name) <= newest
                        && Files.isDirectory(folder.resolve(BuildFiles.FOLDER))
                        && !logs(folder).isEmpty()) {
                    withLog.add(Integer.valueOf(name));
                }
            }
        }
        withLog.sort(Comparator.reverseOrder());
        for (int number : withLog.subList(Math.min(keep, withLog.size()), withLog.size())) {
            for (BuildFiles files : logs(builds.resolve(Integer.toString(number)))) {
                Files.deleteIfExists(files.result());
                Files.deleteIfExists(files.events());
            }
        }
    }

    /** Only steps with kept headlines: without those a build of this number may still be running. */
    private static List<BuildFiles> logs(Path build) {
        return BuildFiles.in(build, MOST_STEPS).stream()
                .filter(files -> Files.exists(files.figures()) && Files.exists(files.events()))
                .toList();
    }
}
