package io.jenkins.plugins.distcompile.agent;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/**
 * Linux: reads {@code /proc/<pid>/stat}, {@code status} and {@code task/<pid>/children}; proc_pid_stat(5),
 * proc_pid_status(5). No scan of /proc. Ten times a second for each process that runs: hence plain streams, and numbers
 * taken from the bytes as they are. Any thread.
 */
final class ProcMeter implements ProcessMeter {

    private static final String PROC = "/proc/";
    /** Length of a clock tick in /proc: USER_HZ is 100 on every Linux architecture that runs Java 17, time(7). */
    private static final long MILLIS_PER_TICK = 10;
    /** A unit with more processes than this is read in part. */
    private static final int MAX_PROCESSES = 256;
    /** More than a line of stat, and than so many children; what is no longer is read without malloc. */
    private static final int MAX_BYTES = 8192;

    private static final long USUAL_PAGE_BYTES = 4096;

    /** Stat gives memory in pages. */
    private final long pageBytes = pageBytes();

    static boolean usable() {
        return Files.isReadable(Path.of(PROC, "self/stat")) && Files.isReadable(Path.of(PROC, "self/status"));
    }

    @Override
    public Optional<Reading> tree(ProcessHandle root) {
        Reading sum = null;
        int seen = 0;
        Deque<String> pids = new ArrayDeque<>();
        pids.add(Long.toString(root.pid()));
        while (!pids.isEmpty() && seen < MAX_PROCESSES) {
            String pid = pids.remove();
            try {
                Stat stat = Stat.of(pid);
                long resident = stat.pages() * pageBytes;
                long peak = Math.max(resident, kilobytes(text(read(PROC + pid + "/status")), "VmHWM:"));
                Reading now = new Reading(stat.userMillis(), stat.systemMillis(), resident, peak);
                sum = sum == null ? now : sum.plus(now);
                seen++;
                children(pid, pids);
            } catch (IOException e) {
                continue; // it has ended since its parent named it
            }
        }
        return Optional.ofNullable(sum);
    }

    @Override
    public Optional<Reading> glance(ProcessHandle process) {
        try {
            Stat stat = Stat.of(Long.toString(process.pid()));
            long resident = stat.pages() * pageBytes;
            return Optional.of(new Reading(stat.userMillis(), stat.systemMillis(), resident, resident));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public long ownCpuMillis() {
        try {
            Stat stat = Stat.of("self");
            return stat.userMillis() + stat.systemMillis();
        } catch (IOException e) {
            return -1;
        }
    }

    private static void children(String pid, Deque<String> into) throws IOException {
        String list = text(read(PROC + pid + "/task/" + pid + "/children"));
        // Each has a blank after it, but one that is cut off.
        for (int from = 0, to = list.indexOf(' '); to > from; from = to + 1, to = list.indexOf(' ', from)) {
            into.add(list.substring(from, to));
        }
    }

    /** What this very process has in bytes ÷ what it has in pages, nearly: pages are powers of two. */
    private static long pageBytes() {
        try {
            long pages = Stat.of("self").pages();
            long bytes = kilobytes(text(read(PROC + "self/status")), "VmRSS:");
            return pages == 0 || bytes == 0 ? USUAL_PAGE_BYTES : Long.highestOneBit(bytes * 3 / 2 / pages);
        } catch (IOException e) {
            return USUAL_PAGE_BYTES;
        }
    }

    private static long kilobytes(String status, String key) {
        int at = status.indexOf(key);
        if (at < 0) {
            return 0; // a process that has ended but has not been waited for has no memory
        }
        int end = status.indexOf("kB", at);
        return Long.parseLong(status.substring(at + key.length(), end).strip()) << 10;
    }

    /** A line of stat, with the time of children that have ended in it. */
    private record Stat(long userMillis, long systemMillis, long pages) {

        static Stat of(String pid) throws IOException {
            byte[] line = read(PROC + pid + "/stat");
            // After the name, which may hold blanks and brackets: a bracket, a blank, and the third field.
            int at = line.length - 1;
            while (at >= 0 && line[at] != ')') {
                at--;
            }
            long user = 0;
            long system = 0;
            int field = 2;
            while (++at < line.length) {
                if (line[at] != ' ') {
                    continue;
                }
                field++;
                if (field == 14 || field == 16) {
                    user += number(line, at + 1);
                } else if (field == 15 || field == 17) {
                    system += number(line, at + 1);
                } else if (field == 24) {
                    return new Stat(user * MILLIS_PER_TICK, system * MILLIS_PER_TICK, number(line, at + 1));
                }
            }
            throw new IOException("short stat line of " + pid);
        }

        private static long number(byte[] line, int at) {
            long number = 0;
            for (int i = at; i < line.length && line[i] >= '0' && line[i] <= '9'; i++) {
                number = 10 * number + line[i] - '0';
            }
            return number;
        }
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    private static byte[] read(String file) throws IOException {
        byte[] buffer = new byte[MAX_BYTES];
        try (FileInputStream in = new FileInputStream(file)) {
            return Arrays.copyOf(buffer, Math.max(0, in.read(buffer)));
        }
    }
}
