package io.jenkins.plugins.distcompile.agent.activity;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what processes that are not ours use: processor time between two samples ÷ (time passed × processors). Ours are
 * the helper, its descendants, and whatever has once been one of them. Niced processes and the kernel's own count as
 * free. Called by a monitor only; not thread-safe.
 */
final class ForeignLoad {
    /** {@code kthreadd}, the parent of all kernel threads on Linux. */
    private static final long KERNEL_THREADS = 2;
    /** Smaller than this a process is not worth naming. */
    private static final double WORTH_NAMING = 0.01;

    private final ProcessSource source;
    private final InstantSource clock;
    private final long self;
    private final boolean linux = System.getProperty("os.name", "").contains("Linux");
    private Map<Key, ProcessSource.Snapshot> before = Map.of();
    private Set<Key> ours = Set.of();
    /** null = no sample yet. */
    private Instant sampledAt;

    ForeignLoad(ProcessSource source, InstantSource clock) {
        this(source, clock, ProcessHandle.current().pid());
    }

    ForeignLoad(ProcessSource source, InstantSource clock, long self) {
        this.source = source;
        this.clock = clock;
        this.self = self;
    }

    /** The first call gives nothing: there is no time to compare with. */
    Sample sample() {
        List<ProcessSource.Snapshot> processes = source.list();
        Instant now = clock.instant();
        Set<Key> oursNow = ours(processes);
        double wallMillis = sampledAt == null ? 0 : now.toEpochMilli() - sampledAt.toEpochMilli();
        List<ForeignProcess> foreign = new ArrayList<>();
        Map<Key, ProcessSource.Snapshot> current = new HashMap<>();
        for (ProcessSource.Snapshot process : processes) {
            Key key = Key.of(process);
            current.put(key, process);
            boolean counts = !oursNow.contains(key) && !process.niced() && !ofKernel(process);
            if (counts && wallMillis > 0) {
                foreign.add(new ForeignProcess(
                        process.pid(), process.name(), usedMillis(process, key) / (wallMillis * source.cores())));
            }
        }
        before = current;
        ours = oursNow;
        sampledAt = now;
        return summary(foreign);
    }

    private static Sample summary(List<ForeignProcess> foreign) {
        double total =
                Math.min(1, foreign.stream().mapToDouble(ForeignProcess::share).sum());
        List<ForeignProcess> top = foreign.stream()
                .filter(process -> process.share() >= WORTH_NAMING)
                .sorted(Comparator.comparingDouble(ForeignProcess::share).reversed())
                .limit(Activity.TOP)
                .toList();
        return new Sample(total, top);
    }

    /** A process born since the sample before has used all its time since then. */
    private double usedMillis(ProcessSource.Snapshot process, Key key) {
        ProcessSource.Snapshot earlier = before.get(key);
        if (earlier == null) {
            return process.startMillis() >= sampledAt.toEpochMilli() ? process.cpuMillis() : 0;
        }
        return Math.max(0, process.cpuMillis() - earlier.cpuMillis());
    }

    private Set<Key> ours(List<ProcessSource.Snapshot> processes) {
        Map<Long, List<ProcessSource.Snapshot>> children = new HashMap<>();
        List<ProcessSource.Snapshot> open = new ArrayList<>();
        for (ProcessSource.Snapshot process : processes) {
            children.computeIfAbsent(process.parent(), parent -> new ArrayList<>())
                    .add(process);
            if (process.pid() == self || ours.contains(Key.of(process))) {
                open.add(process);
            }
        }
        Set<Key> found = new HashSet<>();
        while (!open.isEmpty()) {
            ProcessSource.Snapshot process = open.remove(open.size() - 1);
            if (found.add(Key.of(process))) {
                open.addAll(children.getOrDefault(process.pid(), List.of()));
            }
        }
        return found;
    }

    private boolean ofKernel(ProcessSource.Snapshot process) {
        return linux && (process.pid() == KERNEL_THREADS || process.parent() == KERNEL_THREADS);
    }

    /** @param share of all processors, 0 … 1 */
    record Sample(double share, List<ForeignProcess> top) {}

    private record Key(long pid, long startMillis) {
        static Key of(ProcessSource.Snapshot process) {
            return new Key(process.pid(), process.startMillis());
        }
    }
}
