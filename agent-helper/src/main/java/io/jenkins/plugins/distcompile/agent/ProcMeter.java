package io.jenkins.plugins.distcompile.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Linux: reads {@code /proc/<pid>/stat}, {@code status} and {@code task/<pid>/children}; proc_pid_stat(5),
 * proc_pid_status(5). Two small reads a process, no scan of /proc.
 */
final class ProcMeter implements ProcessMeter {

    private static final Path PROC = Path.of("/proc");
    /** Length of a clock tick in /proc: USER_HZ is 100 on every Linux architecture that runs Java 17, time(7). */
    private static final long MILLIS_PER_TICK = 10;
    /** A unit with more processes than this is read in part. */
    private static final int MAX_PROCESSES = 256;

    static boolean usable() {
        return Files.isReadable(PROC.resolve("self/stat")) && Files.isReadable(PROC.resolve("self/status"));
    }

    @Override
    public Optional<Reading> tree(ProcessHandle root) {
        long user = 0;
        long system = 0;
        long resident = 0;
        long peak = 0;
        int seen = 0;
        Deque<Long> pids = new ArrayDeque<>();
        pids.add(root.pid());
        while (!pids.isEmpty() && seen < MAX_PROCESSES) {
            Path process = PROC.resolve(Long.toString(pids.remove()));
            try {
                String[] stat = statFields(process);
                user += ticks(stat, 14) + ticks(stat, 16);
                system += ticks(stat, 15) + ticks(stat, 17);
                String status = read(process.resolve("status"));
                resident += kilobytes(status, "VmRSS:");
                peak += kilobytes(status, "VmHWM:");
                seen++;
                children(process, pids);
            } catch (IOException e) {
                continue; // it has ended since its parent named it
            }
        }
        return seen == 0 ? Optional.empty() : Optional.of(new Reading(user, system, resident, peak));
    }

    @Override
    public long ownCpuMillis() {
        try {
            String[] stat = statFields(PROC.resolve("self"));
            return ticks(stat, 14) + ticks(stat, 15) + ticks(stat, 16) + ticks(stat, 17);
        } catch (IOException e) {
            return -1;
        }
    }

    private static void children(Path process, Deque<Long> into) throws IOException {
        Path list = process.resolve("task").resolve(process.getFileName()).resolve("children");
        for (String pid : read(list).split(" ")) {
            if (!pid.isBlank()) {
                into.add(Long.parseLong(pid.strip()));
            }
        }
    }

    /** Fields from the third on, so that a name with blanks and brackets does not shift them. */
    private static String[] statFields(Path process) throws IOException {
        String line = read(process.resolve("stat"));
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
        if (fields.length < 16) {
            throw new IOException("short stat line of " + process);
        }
        return fields;
    }

    /** @param number the field's number in proc_pid_stat(5), where the state is 3 */
    private static long ticks(String[] fields, int number) {
        return Long.parseLong(fields[number - 3]) * MILLIS_PER_TICK;
    }

    private static long kilobytes(String status, String key) {
        int at = status.indexOf(key);
        if (at < 0) {
            return 0; // a process that has ended but has not been waited for has no memory
        }
        int end = status.indexOf("kB", at);
        return Long.parseLong(status.substring(at + key.length(), end).strip()) << 10;
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
