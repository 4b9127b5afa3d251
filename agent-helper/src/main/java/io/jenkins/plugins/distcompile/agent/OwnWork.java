package io.jenkins.plugins.distcompile.agent;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The processor time of all that this JVM has started for its units, whichever of its helpers did: what is taken off the
 * machine's load. Thread-safe; processes come and go, readings are a snapshot.
 */
final class OwnWork {

    static final OwnWork OF_THIS_JVM = new OwnWork(ProcessMeter.ofThisSystem());

    private final ProcessMeter meter;
    private final Set<ProcessHandle> living = ConcurrentHashMap.newKeySet();

    OwnWork(ProcessMeter meter) {
        this.meter = meter;
    }

    void started(ProcessHandle process) {
        living.add(process);
    }

    void ended(ProcessHandle process) {
        living.remove(process);
    }

    /** Used so far by this JVM, its ended children and its living units; -1 = unknown here. */
    long cpuMillis() {
        long own = meter.ownCpuMillis();
        if (own < 0) {
            return -1;
        }
        return own
                + living.stream()
                        .flatMap(process -> meter.tree(process).stream())
                        .mapToLong(reading -> reading.userMillis() + reading.systemMillis())
                        .sum();
    }
}
