package io.jenkins.plugins.distcompile.agent.ranking;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes ranking utilities for tests. */
final class Utilities {
    private Utilities() {}

    static Path sh(Path folder, String name, String body) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }

    static Path c(Path folder, String name, String program) throws Exception {
        Path source = folder.resolve(name + ".c");
        Files.writeString(source, program);
        Process gcc = new ProcessBuilder("gcc", "-o", folder.resolve(name).toString(), source.toString())
                .inheritIO()
                .start();
        if (gcc.waitFor() != 0) {
            throw new AssertionError("gcc failed on " + source);
        }
        return folder.resolve(name);
    }
}
