package io.jenkins.plugins.distcompile.agent;

import java.util.function.LongSupplier;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.GlobalMemory;

/**
 * Samples what changes: load by others than our units, free memory, free disk. Called by {@link Probes} on its own
 * thread, at most once a second and only while a client is connected.
 */
final class LoadProbe {

    private final CentralProcessor processor;
    private final GlobalMemory memory;
    private final LongSupplier ownCpuMillis;
    private long[] ticksBefore;
    private long ownBefore;
    private long nanosBefore;

    /** @param ownCpuMillis processor time that our own work has used so far; -1 = unknown */
    LoadProbe(SystemInfo info, LongSupplier ownCpuMillis) {
        processor = info.getHardware().getProcessor();
        memory = info.getHardware().getMemory();
        this.ownCpuMillis = ownCpuMillis;
        restart();
    }

    /**
     * @param cpu share of all processors that others use, niced work left out, 0 … 1
     * @param average1m load average over a minute; -1 = unknown
     */
    record Sample(double cpu, double average1m, long freeMemoryBytes) {}

    /** Starts a new window now. */
    void restart() {
        ticksBefore = processor.getSystemCpuLoadTicks();
        ownBefore = ownCpuMillis.getAsLong();
        nanosBefore = System.nanoTime();
    }

    /** The load since the previous sample. */
    Sample sample() {
        long[] ticks = processor.getSystemCpuLoadTicks();
        long own = ownCpuMillis.getAsLong();
        long nanos = System.nanoTime();
        double capacityMillis = (nanos - nanosBefore) / 1e6 * processor.getLogicalProcessorCount();
        double ownShare = own < 0 || ownBefore < 0 ? 0 : (own - ownBefore) / Math.max(1, capacityMillis);
        double others = Math.max(0, Math.min(1, busyShare(ticksBefore, ticks) - Math.max(0, ownShare)));
        ticksBefore = ticks;
        ownBefore = own;
        nanosBefore = nanos;
        double average = processor.getSystemLoadAverage(1)[0];
        return new Sample(others, average < 0 ? -1 : average, memory.getAvailable());
    }

    /** Part of the ticks that went to work of normal priority; niced work gives way to ours and counts as free. */
    static double busyShare(long[] before, long[] after) {
        long total = 0;
        long free = 0;
        for (TickType type : TickType.values()) {
            long delta = after[type.getIndex()] - before[type.getIndex()];
            total += delta;
            if (type == TickType.IDLE || type == TickType.IOWAIT || type == TickType.NICE) {
                free += delta;
            }
        }
        return total <= 0 ? 0 : (double) (total - free) / total;
    }
}
