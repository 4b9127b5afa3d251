package io.jenkins.plugins.distcompile.agent.activity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads small files of {@code /proc}, {@code /sys} and {@code /run}, which vanish and refuse as they please. */
final class KernelFiles {
    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_ENTRIES = 4_096;

    private KernelFiles() {}

    /** At most 1 MiB of the file; empty when it is not there or not ours to read. */
    static Optional<String> text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Entries of the folder whose names match, sorted; none when it is not there or not ours to list. */
    static List<Path> entries(Path folder, String glob) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, glob)) {
            for (Path entry : stream) {
                if (entries.size() < MAX_ENTRIES) {
                    entries.add(entry);
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            return List.of();
        }
        entries.sort(null);
        return entries;
    }
}
