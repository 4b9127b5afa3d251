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

    private ClientCpu() {}

    /**
     * User and system seconds so far. On Linux with those of waited-for children (fields 14 to 17 of
     * /proc/self/stat, proc(5)); elsewhere of this JVM alone; -1 = unknown.
     */
    static double seconds() {
        try {
            String stat = Files.readString(STAT);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = 0;
            for (int i = 11; i <= 14; i++) {
                ticks += Long.parseLong(fields[i]);
            }
            return ticks / TICKS_PER_SECOND;
        } catch (IOException | NumberFormatException e) {
            return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean os
                    ? os.getProcessCpuTime() / 1e9
                    : -1;
        }
    }
}
