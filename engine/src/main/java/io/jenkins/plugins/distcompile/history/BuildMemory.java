package io.jenkins.plugins.distcompile.history;

import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import io.jenkins.plugins.distcompile.toolchain.Language;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What one build knows of earlier ones, and where it leaves what it has learnt. The file is read on a thread of its own
 * while the plan is analysed; whatever happens to it, the build goes on after a bounded wait. Without a file nothing of
 * the store is even loaded. Used by one thread.
 */
public final class BuildMemory {
    private static final Duration READ_PATIENCE = Duration.ofMillis(250);
    private static final Duration READ_LIMIT = Duration.ofSeconds(2);
    private static final long RECORD_SECONDS = 10;
    /** Peaks below it say nothing about whether a unit fits. */
    private static final long NOTABLE_MEMORY = 512L << 20;

    private record Known(Estimator estimator, Map<String, Sizes> units) {}

    private record Sizes(long outputBytes, long memoryBytes) {
        Sizes larger(Sizes other) {
            return new Sizes(Math.max(outputBytes, other.outputBytes), Math.max(memoryBytes, other.memoryBytes));
        }
    }

    private final Path file; // null = nothing is kept
    private final String project;
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private FutureTask<Known> reading; // null = nothing to read, or read already
    private Known known = new Known(new Estimator(), Map.of());

    private BuildMemory(Path file, String project) {
        this.file = file;
        this.project = project;
    }

    /** Knows nothing and keeps nothing; predictions start from language, size and specs. */
    public static BuildMemory none() {
        return new BuildMemory(null, "");
    }

    /**
     * Begins to read what the file says of the project.
     *
     * @param file need not be there
     */
    public static BuildMemory of(Path file, String project) {
        BuildMemory memory = new BuildMemory(file, project);
        if (Files.exists(file)) {
            memory.reading = new FutureTask<>(memory::read);
            start(memory.reading, "distcompile-history-read");
        }
        return memory;
    }

    /** As {@link Estimator#work}. */
    public Estimate work(String unit, Language language, long sourceBytes) {
        return known().estimator().work(unit, language, sourceBytes);
    }

    /** As {@link Estimator#speed}. */
    public Estimate speed(String agent, AgentProfile profile) {
        return known().estimator().speed(agent, profile);
    }

    /** The speed that earlier builds have shown; empty = they say nothing of this agent. */
    public OptionalDouble learntSpeed(String agent) {
        return known().estimator().learntSpeed(agent);
    }

    /** As {@link Estimator#fastestOf}. */
    public OptionalDouble fastestOf(int atLeast, String except) {
        return known().estimator().fastestOf(atLeast, except);
    }

    /** What the unit wrote at most; 0 = not known. */
    public long outputBytes(String unit) {
        Sizes sizes = known().units().get(unit);
        return sizes == null ? 0 : sizes.outputBytes();
    }

    /** What the unit is expected to need: a tenth more than its highest peak; 0 = not known, or too little to matter. */
    public long memoryBytes(String unit) {
        Sizes sizes = known().units().get(unit);
        return sizes == null || sizes.memoryBytes() < NOTABLE_MEMORY ? 0 : sizes.memoryBytes() / 10 * 11;
    }

    /** One line per trouble so far, for people. */
    public List<String> warnings() {
        known();
        return List.copyOf(warnings);
    }

    /** What is being added to the file. */
    public interface Recording {
        /**
         * Waits until it is there, for {@value #RECORD_SECONDS} seconds at most.
         *
         * @return one line per trouble, for people
         */
        List<String> await() throws InterruptedException;
    }

    /** Adds what was seen to the file and waits for it. */
    public List<String> record(List<Observation> runs) throws InterruptedException {
        return beginRecord(runs).await();
    }

    /** Begins to add what was seen to the file. */
    public Recording beginRecord(List<Observation> runs) {
        if (file == null || runs.isEmpty()) {
            return List::of;
        }
        List<String> troubles = new CopyOnWriteArrayList<>();
        FutureTask<Void> recording = new FutureTask<>(() -> {
            try (History history = History.open(file, HistoryLimits.DEFAULT, troubles::add)) {
                if (history.isWritable()) {
                    history.record(project, runs);
                }
            }
            return null;
        });
        start(recording, "distcompile-history-write");
        return () -> await(recording, troubles);
    }

    private List<String> await(FutureTask<Void> recording, List<String> troubles) throws InterruptedException {
        try {
            recording.get(RECORD_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            troubles.add("history " + file + " was not written: " + e.getCause());
        } catch (TimeoutException e) {
            troubles.add("history " + file + " was not written within " + RECORD_SECONDS + " s");
        }
        return troubles;
    }

    private Known known() {
        if (reading != null) {
            FutureTask<Known> pending = reading;
            reading = null;
            try {
                known = pending.get(READ_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                warnings.add("history " + file + " cannot be read: " + e.getCause());
            } catch (TimeoutException e) {
                warnings.add("history " + file + " could not be read within " + READ_LIMIT.toSeconds()
                        + " s; nothing is known of earlier builds");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return known;
    }

    private Known read() {
        List<HistoryEntry> entries = History.read(file, project, READ_PATIENCE, warnings::add);
        Map<String, Sizes> units = new HashMap<>();
        for (HistoryEntry entry : entries) {
            units.merge(entry.unit(), new Sizes(entry.outputBytes(), entry.memoryBytes()), Sizes::larger);
        }
        return new Known(Estimator.from(entries), units);
    }

    private static void start(FutureTask<?> task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
