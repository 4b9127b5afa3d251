package io.jenkins.plugins.distcompile.agent;

import java.util.Optional;

/**
 * Reads what a unit's processes use. Linux has {@link ProcMeter}; every other system {@link PortableMeter}. Thread-safe;
 * a process that has just ended is simply missing from the reading.
 */
sealed interface ProcessMeter permits ProcMeter, PortableMeter {

    /** What a process and all its living descendants use; empty once the process has gone. */
    Optional<Reading> tree(ProcessHandle root);

    /**
     * The same of this process alone, for a fraction of the effort where the system allows; its peak is what it has now.
     */
    Optional<Reading> glance(ProcessHandle process);

    /** Processor time of this JVM and of all children that have ended, milliseconds; -1 = this system does not say. */
    long ownCpuMillis();

    /**
     * @param userMillis processor time in user mode, children that have ended included; -1 = unknown
     * @param systemMillis the same in the kernel; -1 = unknown
     * @param residentBytes resident memory now, summed over the processes; -1 = unknown
     * @param peakBytes largest resident memory the kernel has seen of the living processes, summed; -1 = unknown
     */
    record Reading(long userMillis, long systemMillis, long residentBytes, long peakBytes) {
        Reading plus(Reading other) {
            return new Reading(
                    sum(userMillis, other.userMillis),
                    sum(systemMillis, other.systemMillis),
                    sum(residentBytes, other.residentBytes),
                    sum(peakBytes, other.peakBytes));
        }

        private static long sum(long one, long other) {
            return one < 0 || other < 0 ? -1 : one + other;
        }
    }

    static ProcessMeter ofThisSystem() {
        return ProcMeter.usable() ? new ProcMeter() : new PortableMeter();
    }
}
