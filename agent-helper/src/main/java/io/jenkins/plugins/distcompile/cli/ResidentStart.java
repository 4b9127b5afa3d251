package io.jenkins.plugins.distcompile.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Starts a resident client that outlives this process and its session. */
final class ResidentStart {
    private final Path log;

    /** @param log where it writes what goes wrong */
    ResidentStart(Path log) {
        this.log = log;
    }

    /**
     * @return its greeting, when it takes builds
     * @throws IOException if it does not come up, with its own words
     */
    String run(String idle) throws IOException, InterruptedException {
        // With the quick compiler alone, as every client: over ten builds of some 80 units the better one took more
        // processor time than its code spared.
        Process process = new ProcessBuilder(DetachedStart.detached("resident", "run", "--idle", idle))
                .redirectInput(Redirect.from(new File(DetachedStart.nullDevice())))
                .redirectError(log.toFile())
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), Charset.defaultCharset()))) {
            String greeting = said.readLine();
            if (greeting != null) {
                return greeting;
            }
        }
        int status = process.waitFor();
        List<String> lines = Files.readAllLines(log, Charset.defaultCharset());
        throw new IOException(
                lines.isEmpty()
                        ? "it ended with status " + status
                        : lines.get(lines.size() - 1).replaceFirst("^distcompile: ", ""));
    }
}
