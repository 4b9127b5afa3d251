package io.jenkins.plugins.distcompile.history;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Compile times of earlier builds, per project, unit and agent, in one file. A build opens it to read, closes it,
 * and opens it again to record; in between other processes may. Never fails a build: a damaged file is set aside,
 * a file that another process holds is read from a copy, and both are told to {@code warnings}. One thread at a time.
 */
public final class History implements AutoCloseable {
    private final HistoryStore store;
    private final HistoryLimits limits;
    private final Clock clock;

    private History(HistoryStore store, HistoryLimits limits, Clock clock) {
        this.store = store;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Opens the file, and makes it with its folder when there is none. Waits at most {@link HistoryLimits#patience}.
     *
     * @param warnings takes one line for people per trouble
     */
    public static History open(Path file, HistoryLimits limits, Consumer<String> warnings) {
        return open(file, limits, warnings, Clock.systemUTC());
    }

    /**
     * Whether the file is another program's. To open it would set it aside as a damaged history; nobody but the user can
     * know that it is not what he meant. A file whose name ends in {@code .mv} is taken for ours.
     */
    public static boolean isForeign(Path file) {
        return HistoryTrouble.isForeign(file);
    }

    static History open(Path file, HistoryLimits limits, Consumer<String> warnings, Clock clock) {
        return new History(new HistoryStore(file, limits.patience(), true, warnings), limits, clock);
    }

    /**
     * The project's entries, for a build that starts: nothing is recorded, pruned or compacted.
     *
     * @param patience how long to wait for another process before a copy of the file is read
     */
    static List<HistoryEntry> read(Path file, String project, Duration patience, Consumer<String> warnings) {
        HistoryStore store = new HistoryStore(file, patience, false, warnings);
        try {
            return new History(store, HistoryLimits.DEFAULT, Clock.systemUTC()).entries(project);
        } finally {
            store.close();
        }
    }

    /** Whether what is recorded stays: false when another process holds the file or it cannot be written. */
    public boolean isWritable() {
        return store.isWritable();
    }

    /** Adds the runs in one commit: after a crash all of them are there or none. */
    public void record(String project, List<Observation> runs) {
        long now = clock.instant().getEpochSecond();
        store.write(map -> {
            for (Observation run : runs) {
                String key = EntryCodec.key(project, run.unit(), run.agent());
                String old = map.get(key);
                HistoryEntry known = old == null ? null : EntryCodec.entry(key, old);
                HistoryEntry entry = known == null ? HistoryEntry.first(project, run, now) : known.plus(run, now);
                map.put(key, EntryCodec.value(key, entry));
            }
            if (map.size() > limits.maxEntries()) {
                dropOldest(map);
            }
        });
    }

    /** The project's entries ordered by unit and agent; damaged ones are left out. */
    public List<HistoryEntry> entries(String project) {
        String prefix = EntryCodec.prefix(project);
        return store.read(List.of(), map -> {
            List<HistoryEntry> entries = new ArrayList<>();
            Iterator<String> keys = map.keyIterator(prefix);
            while (keys.hasNext()) {
                String key = keys.next();
                if (!key.startsWith(prefix)) {
                    break;
                }
                HistoryEntry entry = EntryCodec.entry(key, map.get(key));
                if (entry != null) {
                    entries.add(entry);
                }
            }
            return entries;
        });
    }

    public SortedSet<String> projects() {
        return store.read(new TreeSet<>(), map -> {
            SortedSet<String> projects = new TreeSet<>();
            String key = map.firstKey();
            while (key != null) {
                String project = key.substring(0, Math.max(0, key.indexOf('\t')));
                projects.add(project);
                key = map.higherKey(project + '\t' + Character.MAX_VALUE);
            }
            return projects;
        });
    }

    /** Removes everything about the agent, in all projects; returns the number of entries. */
    public int forget(String agent) {
        return removeIf(entry -> entry.agent().equals(agent));
    }

    /** Removes what was not seen for so long; returns the number of entries. */
    public int prune(Duration age) {
        long oldest = clock.instant().minus(age).getEpochSecond();
        return removeIf(entry -> entry.seenAt() < oldest);
    }

    /** Prunes by age, compacts the file for at most a second and lets go of it. */
    @Override
    public void close() {
        if (store.isWritable()) {
            prune(limits.maxAge());
        }
        store.close();
    }

    private int removeIf(Predicate<HistoryEntry> unwanted) {
        int[] removed = new int[1];
        store.write(map -> {
            List<String> keys = new ArrayList<>();
            for (Map.Entry<String, String> each : map.entrySet()) {
                HistoryEntry entry = EntryCodec.entry(each.getKey(), each.getValue());
                if (entry == null || unwanted.test(entry)) {
                    keys.add(each.getKey());
                }
            }
            keys.forEach(map::remove);
            removed[0] = keys.size();
        });
        return removed[0];
    }

    /** Makes room for a tenth more than needed, so that not every later run pays for it. */
    private void dropOldest(Map<String, String> map) {
        List<Map.Entry<String, Long>> ages = new ArrayList<>();
        for (Map.Entry<String, String> each : map.entrySet()) {
            HistoryEntry entry = EntryCodec.entry(each.getKey(), each.getValue());
            ages.add(Map.entry(each.getKey(), entry == null ? Long.MIN_VALUE : entry.seenAt()));
        }
        ages.sort(Comparator.comparing(Map.Entry<String, Long>::getValue));
        int surplus = map.size() - limits.maxEntries() + limits.maxEntries() / 10;
        ages.subList(0, Math.min(ages.size(), surplus)).forEach(each -> map.remove(each.getKey()));
    }
}
