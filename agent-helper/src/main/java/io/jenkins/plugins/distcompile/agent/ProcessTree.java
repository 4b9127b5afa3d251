package io.jenkins.plugins.distcompile.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Ends a unit's processes with all their descendants: gcc's driver does not take cc1 and as with it. Works by the JDK
 * alone; where there is a /proc it also finds those whose parent died between listing and killing, by the TMPDIR that
 * every process of a unit has inherited. Blocking, for worker threads.
 */
final class ProcessTree {

    private static final Path PROC = Path.of("/proc");
    /** A process that forks faster than it is killed ends with its folder or the memory limit; we do not race for ever. */
    private static final int ROUNDS = 8;

    private ProcessTree() {}

    /** @param folder the unit's folder, its TMPDIR */
    static void kill(List<ProcessHandle> roots, Path folder) {
        List<ProcessHandle> tree = roots.stream()
                .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .toList();
        tree.forEach(ProcessHandle::destroyForcibly);
        sweep(folder);
    }

    /** Kills what still runs with this folder as its TMPDIR. */
    static void sweep(Path folder) {
        if (!Files.isDirectory(PROC.resolve("self"))) {
            return;
        }
        String mark = "TMPDIR=" + folder + '\0';
        for (int round = 0; round < ROUNDS && killMarked(mark) > 0; round++) {
            Thread.onSpinWait();
        }
    }

    private static int killMarked(String mark) {
        int killed = 0;
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (carries(process, mark)
                        && ProcessHandle.of(pid)
                                .map(ProcessHandle::destroyForcibly)
                                .orElse(false)) {
                    killed++;
                }
            }
        } catch (IOException e) {
            return 0; // no /proc to list: the JDK's list of descendants was all there is
        }
        return killed;
    }

    private static boolean carries(Path process, String mark) {
        try {
            // A zombie's environment is empty, another user's is not readable: neither is ours to kill.
            return Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1)
                    .contains(mark);
        } catch (IOException e) {
            return false;
        }
    }
}
