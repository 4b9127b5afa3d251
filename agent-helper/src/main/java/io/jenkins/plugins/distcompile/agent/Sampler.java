package io.jenkins.plugins.distcompile.agent;

import io.jenkins.plugins.distcompile.agent.UnitRun.Kill;
import io.jenkins.plugins.distcompile.protocol.Message.Outcome;
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

    /** Looks at what is not likely to have children. */
    private static final int THOROUGH_EVERY = 5;

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
            ProcessMeter.Reading now = look(unit);
            if (now != null) {
                unit.reading = highest(unit.reading, now);
                resident += now.residentBytes();
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

    /**
     * A compiler proper and an assembler start no processes, and their memory only grows, nearly: a glance at each does,
     * mostly. null = they have gone.
     */
    private ProcessMeter.Reading look(UnitRun unit) {
        unit.looks++;
        boolean thorough = unit.process.parts().size() == 1 || unit.looks % THOROUGH_EVERY == 0;
        ProcessMeter.Reading sum = null;
        for (Process part : unit.process.parts()) {
            ProcessHandle process = part.toHandle();
            Optional<ProcessMeter.Reading> now = thorough ? meter.tree(process) : meter.glance(process);
            if (now.isPresent()) {
                sum = sum == null ? now.get() : sum.plus(now.get());
            }
        }
        return sum;
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

    /** What is not there, not yet or not any more, has no length. */
    private void checkOutput(UnitRun unit) {
        long size = unit.prepared.diagnostics().toFile().length();
        for (UnitRun.Output output : unit.prepared.outputs()) {
            size = Math.max(size, output.file().toFile().length());
        }
        if (size > maxOutputBytes) {
            String reason = "wrote a file of " + Bytes.text(size) + ", more than the helper's limit of "
                    + Bytes.text(maxOutputBytes);
            kill.accept(unit, new Kill(Outcome.REFUSED, reason, false));
        }
    }
}
