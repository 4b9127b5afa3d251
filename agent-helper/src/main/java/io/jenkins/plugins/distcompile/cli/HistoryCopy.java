package io.jenkins.plugins.distcompile.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A copy of a history file that may be opened, and set aside when damaged, without touching the original. */
record HistoryCopy(Path file, Path folder) implements AutoCloseable {

    /** Without a file, or with one that cannot be read, nothing is known of earlier builds. */
    static HistoryCopy of(Path history) {
        if (!Files.isRegularFile(history)) {
            return new HistoryCopy(null, null);
        }
        try {
            Path folder = Files.createTempDirectory("distcompile-history");
            return new HistoryCopy(Files.copy(history, folder.resolve(MemoryOptions.FILE_NAME)), folder);
        } catch (IOException e) {
            throw new UserError(ExitStatus.POOL, "cannot copy " + history + ": " + Reason.of(e));
        }
    }

    @Override
    public void close() {
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.toList()) {
                Files.deleteIfExists(each);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            System.getLogger(HistoryCopy.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "cannot remove {0}: {1}",
                            List.of(folder, e.getMessage()).toArray());
        }
    }
}
