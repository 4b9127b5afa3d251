package io.jenkins.plugins.distcompile.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Processor time and memory of processes from Linux' /proc; see proc_pid_stat(5) and proc_pid_status(5). */
final class ProcStat {
    /** USER_HZ is 100 on every Linux that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    /** Places of utime and cutime among the fields behind the command's closing bracket. */
    private static final int UTIME = 11;

    private static final int CUTIME = 13;

    private ProcStat() {}

    /** Of the children of this JVM that have ended, and of theirs. */
    static double endedChildrenSeconds() throws IOException {
        String[] fields = fields("self");
        return (Long.parseLong(fields[CUTIME]) + Long.parseLong(fields[CUTIME + 1])) / TICKS_PER_SECOND;
    }

    /** Of a process, its living descendants, and their descendants that have ended. */
    static double treeSeconds(ProcessHandle root) throws IOException {
        double seconds = 0;
        for (ProcessHandle process : java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(root), root.descendants())
                .toList()) {
            try {
                String[] fields = fields(Long.toString(process.pid()));
                for (int i = UTIME; i <= CUTIME + 1; i++) {
                    seconds += Long.parseLong(fields[i]) / TICKS_PER_SECOND;
                }
            } catch (java.nio.file.NoSuchFileException e) {
                // Ended between the two looks: its time is its parent's now, and in the next sum.
                continue;
            }
        }
        return seconds;
    }

    /** {@code VmRSS} now, or {@code VmHWM}, the most so far; megabytes. */
    static double megabytes(long pid, String field) throws IOException {
        String status = Files.readString(Path.of("/proc", Long.toString(pid), "status"));
        Matcher matcher = Pattern.compile("(?m)^" + field + ":\\s+(\\d+) kB").matcher(status);
        if (!matcher.find()) {
            throw new IOException("/proc/" + pid + "/status has no " + field);
        }
        return Long.parseLong(matcher.group(1)) / 1000.0;
    }

    private static String[] fields(String process) throws IOException {
        String stat = Files.readString(Path.of("/proc", process, "stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    }
}
