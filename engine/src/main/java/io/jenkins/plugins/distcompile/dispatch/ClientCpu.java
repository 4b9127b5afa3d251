package io.jenkins.plugins.distcompile.dispatch;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processor time of this process and the children it has waited for. */
final class ClientCpu {
    private static final Path STAT = Path.of("/proc/self/stat");
    /** USER_HZ is 100 on every Linux architecture that Java runs on: proc(5), time(7). */
    private static final double TICKS_PER_SECOND = 100;

    /** Children that the process had before this program: a launcher that built the JAR, and became us, is no work. */
    private static double before = -1; // -1 = not asked yet

    private ClientCpu() {}

    /** To be called before the first child of a build is started; later calls change nothing. */
    static synchronized void begin() {
        if (before < 0) {
            before = Math.max(0, ticks(2)) / TICKS_PER_SECOND;
        }
    }

    /**
     * User and system seconds so far. On Linux with those of waited-for children (fields 14 to 17 of
     * /proc/self/stat, proc(5)); elsewhere of this JVM alone; -1 = unknown.
     */
    static synchronized double seconds() {
        long ticks = ticks(0);
        if (ticks >= 0) {
            return ticks / TICKS_PER_SECOND - Math.max(0, before);
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
