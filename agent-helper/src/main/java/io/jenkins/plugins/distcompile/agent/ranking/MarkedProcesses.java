package io.jenkins.plugins.distcompile.agent.ranking;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Ends a process and everything that it started. Descendants that have detached themselves (a double fork, setsid) are
 * no longer below it; on Linux they are found by a mark in their environment, which children inherit.
 */
final class MarkedProcesses {
    /** Two rounds end what was being born during the first; a third is for the slow. */
    private static final int ROUNDS = 3;

    private MarkedProcesses() {}

    /** @param mark {@code NAME=value} in the environment of the process, unique to this run */
    static void kill(ProcessHandle process, String mark) {
        for (int round = 0; round < ROUNDS; round++) {
            List<ProcessHandle> found = Stream.concat(
                            Stream.concat(Stream.of(process), process.descendants()),
                            ProcessHandle.allProcesses().filter(other -> carries(other, mark)))
                    .filter(ProcessHandle::isAlive)
                    .filter(other -> other.pid() != ProcessHandle.current().pid())
                    .toList();
            if (found.isEmpty()) {
                return;
            }
            found.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static boolean carries(ProcessHandle process, String mark) {
        Path environment = Path.of("/proc", Long.toString(process.pid()), "environ");
        try (java.io.InputStream in = Files.newInputStream(environment)) {
            String variables = "\0" + new String(in.readNBytes(1 << 18), StandardCharsets.ISO_8859_1);
            return variables.contains("\0" + mark + "\0");
        } catch (IOException e) {
            // Gone, another account's, or no such file on this system: not one of ours.
            return false;
        }
    }
}
