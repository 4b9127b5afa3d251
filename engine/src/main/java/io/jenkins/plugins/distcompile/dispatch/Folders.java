package io.jenkins.plugins.distcompile.dispatch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders for outputs, which mostly exist: then {@code Files.createDirectories} alone would throw and catch inside. */
final class Folders {
    private Folders() {}

    static void ensure(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
    }
}
