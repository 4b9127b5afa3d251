package io.jenkins.plugins.distcompile.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a shell script that says it is gcc and then behaves as a test needs. */
final class FakeCompiler {

    private FakeCompiler() {}

    /** @param body what it does instead of compiling; {@code $object} is the file asked for */
    static Path write(Path file, String body) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.writeString(
                draft,
                """
                #!/bin/sh
                case "$1" in
                  -v) echo 'Target: x86_64-linux-gnu' >&2; echo 'gcc version 12.2.0 (fake)' >&2; exit 0;;
                  -print-prog-name=*) echo none; exit 0;;
                  '-###') exit 1;;
                esac
                object=
                while [ $# -gt 0 ]; do [ "$1" = -o ] && object=$2; shift; done
                """
                        + body
                        + "\n");
        // By another process: a child that this JVM forks meanwhile would keep a file that we write busy (ETXTBSY).
        Process copy = new ProcessBuilder("install", "-m", "755", draft.toString(), file.toString())
                .inheritIO()
                .start();
        if (copy.onExit().join().exitValue() != 0) {
            throw new IOException("cannot write " + file);
        }
        return file;
    }
}
