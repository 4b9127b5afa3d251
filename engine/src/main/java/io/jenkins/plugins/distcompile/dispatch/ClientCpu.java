package io.jenkins.plugins.distcompile.dispatch;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Processor time that this process and the children it has waited for spend on one build. Of builds that a process
 * runs at once each counts all.
 */
final class ClientCpu {
    private static final Path STAT = Path.of("/proc/self/stat");
    /** USER_HZ is 100 on every Linux architecture that Java runs on: proc(5), time(7). */
    private static final double TICKS_PER_SECOND = 100;

    private static boolean begun;

    private final double before;

    private ClientCpu(double before) {
        this.before = before;
    }

    /**
     * To be called before the first child of a build is started. The first build of a process counts the start of its
     * JVM, but no children that were there before: a launcher that built the JAR, and became us, is no work.
     */
    static synchronized ClientCpu begin() {
        boolean first = !begun;
        begun = true;
        return new ClientCpu(first ? Math.max(0, ticks(2)) / TICKS_PER_SECOND : Math.max(0, total()));
    }

    /**
     * User and system seconds so far. On Linux with those of waited-for children (fields 14 to 17 of
     * /proc/self/stat, proc(5)); elsewhere of this JVM alone; -1 = unknown.
     */
    double seconds() {
        double total = total();
        return total < 0 ? -1 : Math.max(0, total - before);
    }

    private static double total() {
        long ticks = ticks(0);
        if (ticks >= 0) {
            return ticks / TICKS_PER_SECOND;
        }
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean os
                ? os.getProcessCpuTime() / 1e9
                : -1;
    }

    /** Of this process and of its children, or, with 2, of the children alone; -1 = no Linux. */
    private static long ticks(int from) {
        try {
            String stat = Files.readString(STAT);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = 0;
            for (int i = 11 + from; i <= 14; i++) {
                ticks += Long.parseLong(fields[i]);
            }
            return ticks;
        } catch (IOException | NumberFormatException e) {
            return -1;
        }
    }
}
