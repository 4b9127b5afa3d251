package io.jenkins.plugins.distcompile.agent;

import io.jenkins.plugins.distcompile.agent.UnitRun.Kill;
import io.jenkins.plugins.distcompile.protocol.Message.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/**
 * Reads, every 100 ms, what running units use, and enforces the limits of memory and output. One for all units of a
 * helper, on its probe thread; asleep while nothing runs.
 */
final class Sampler {

    static final long INTERVAL_MILLIS = 100;

    private final ProcessMeter meter;
    private final ScheduledExecutorService thread;
    private final AtomicLong memoryLimitBytes = new AtomicLong(Long.MAX_VALUE);
    private final long maxOutputBytes;
    private final BiConsumer<UnitRun, Kill> kill;
    private final Set<UnitRun> running = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean awake = new AtomicBoolean();

    /** @param kill takes a unit that has to end, and why; must return quickly */
    Sampler(ProcessMeter meter, ScheduledExecutorService thread, long maxOutputBytes, BiConsumer<UnitRun, Kill> kill) {
        this.meter = meter;
        this.thread = thread;
        this.maxOutputBytes = maxOutputBytes;
        this.kill = kill;
    }

    /** What all units together may use. */
    void limitMemory(long bytes) {
        memoryLimitBytes.set(bytes);
    }

    void add(UnitRun unit) {
        running.add(unit);
        if (awake.compareAndSet(false, true)) {
            thread.schedule(this::tick, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    void remove(UnitRun unit) {
        running.remove(unit);
    }

    private void tick() {
        long resident = 0;
        for (UnitRun unit : running) {
            Optional<ProcessMeter.Reading> now = tree(unit.process);
            if (now.isPresent()) {
                unit.reading = highest(unit.reading, now.get());
                resident += now.get().residentBytes();
                checkOutput(unit);
            }
        }
        if (resident > memoryLimitBytes.get()) {
            killGreediest(resident);
        }
        awake.set(false);
        if (!running.isEmpty() && awake.compareAndSet(false, true)) {
            thread.schedule(this::tick, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private Optional<ProcessMeter.Reading> tree(UnitProcess process) {
        return process.handles().stream()
                .flatMap(part -> meter.tree(part).stream())
                .reduce(ProcessMeter.Reading::plus);
    }

    /** Processor time counts up except when a child's is lost between two readings; memory's peak is the largest seen. */
    private static ProcessMeter.Reading highest(ProcessMeter.Reading before, ProcessMeter.Reading now) {
        return before == null
                ? now
                : new ProcessMeter.Reading(
                        Math.max(before.userMillis(), now.userMillis()),
                        Math.max(before.systemMillis(), now.systemMillis()),
                        now.residentBytes(),
                        Math.max(before.peakBytes(), now.peakBytes()));
    }

    /** The one that is furthest above what was stated for it pays. */
    private void killGreediest(long resident) {
        running.stream()
                .filter(unit -> unit.reading != null)
                .max(Comparator.comparingLong(unit -> unit.reading.residentBytes() - unit.assign.memoryBytes()))
                .ifPresent(unit -> kill.accept(
                        unit,
                        new Kill(
                                Outcome.REFUSED,
                                "memory: used " + Bytes.text(unit.reading.residentBytes()) + " when the helper's units"
                                        + " together had " + Bytes.text(resident) + ", more than its limit of "
                                        + Bytes.text(memoryLimitBytes.get()) + "; raise --max-memory",
                                false)));
    }

    private void checkOutput(UnitRun unit) {
        try {
            long size = Files.size(unit.prepared.diagnostics());
            for (UnitRun.Output output : unit.prepared.outputs()) {
                if (Files.exists(output.file())) {
                    size = Math.max(size, Files.size(output.file()));
                }
            }
            if (size > maxOutputBytes) {
                String reason = "wrote a file of " + Bytes.text(size) + ", more than the helper's limit of "
                        + Bytes.text(maxOutputBytes);
                kill.accept(unit, new Kill(Outcome.REFUSED, reason, false));
            }
        } catch (IOException e) {
            return; // the unit has ended meanwhile and its folder has gone
        }
    }
}
