package io.jenkins.plugins.distcompile.agent;

import io.jenkins.plugins.distcompile.agent.UnitRun.Kill;
import io.jenkins.plugins.distcompile.agent.UnitRun.Prepared;
import io.jenkins.plugins.distcompile.agent.UnitRun.State;
import io.jenkins.plugins.distcompile.protocol.Message.Assign;
import io.jenkins.plugins.distcompile.protocol.Message.Outcome;
import io.jenkins.plugins.distcompile.protocol.Message.Started;
import io.jenkins.plugins.distcompile.protocol.Message.Usage;
import io.jenkins.plugins.distcompile.toolchain.Task;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Takes each unit from its arrival to its result. Lives on the helper's event loop; all that blocks goes to the workers,
 * which hand their outcome back to the loop.
 */
final class Units {
    /** Units that are over within it are not worth a message that they have started. */
    private static final long MOMENT_MILLIS = 100;
    /** How long files that no mirror holds are kept for the next. */
    private static final Duration SPARE_FOR = Duration.ofMinutes(10);

    private final ScheduledExecutorService loop;
    private final Executor workers;
    private final UnitRunner runner;
    private final WorkFolder work;
    private final ReservationBook book;
    /** Set right after construction: the two know each other. */
    private Sampler sampler;

    private final Listener listener;
    private final long maxOutputBytes;

    /** Told on the event loop. */
    interface Listener {
        /** The unit's process lives. */
        void started(UnitRun unit);

        /** The unit's process has ended and its slot is unused; its result comes later. */
        void slotUnused(ClientSession session);

        /** The unit has gone for good; {@code result} is null when nobody is to be told. */
        void gone(UnitRun unit, UnitResult result);
    }

    Units(
            ScheduledExecutorService loop,
            Executor workers,
            UnitRunner runner,
            WorkFolder work,
            ReservationBook book,
            long maxOutputBytes,
            Listener listener) {
        this.loop = loop;
        this.workers = workers;
        this.runner = runner;
        this.work = work;
        this.book = book;
        this.maxOutputBytes = maxOutputBytes;
        this.listener = listener;
    }

    void use(Sampler all) {
        sampler = all;
    }

    /** Takes a unit in; its input is prepared at once, also when it has to wait for a slot. */
    void assign(ClientSession session, Assign assign, List<byte[]> files) {
        UnitRun unit = new UnitRun(session, assign, System.nanoTime());
        session.units.put(assign.ticket(), unit);
        workers.execute(() -> {
            try {
                Prepared prepared = runner.prepare(session.mirror, assign, files);
                loop.execute(() -> prepared(unit, prepared));
            } catch (CannotRun e) {
                loop.execute(() -> neverRan(unit, e.outcome(), e.getMessage()));
            } catch (RuntimeException | OutOfMemoryError e) {
                loop.execute(() -> neverRan(unit, Outcome.AGENT_FAULT, "the helper failed: " + e));
            }
        });
    }

    /** The client has gone, and the last of its units. What its mirror leaves goes when nobody has wanted it for a while. */
    void forget(ClientSession session) {
        workers.execute(() -> {
            session.mirror.remove();
            Runnable clear = () -> workers.execute(() -> runner.clearSpares(SPARE_FOR));
            loop.schedule(clear, SPARE_FOR.toMillis(), TimeUnit.MILLISECONDS);
        });
    }

    /** Ends a unit wherever it is; the first reason counts. */
    void kill(UnitRun unit, Kill kill) {
        if (unit.kill != null || unit.state == State.FINISHING) {
            return;
        }
        unit.kill = kill;
        if (unit.state == State.READY) {
            finish(unit, -1);
        } else if (unit.state == State.RUNNING) {
            workers.execute(() -> ProcessTree.kill(unit.process.handles(), unit.prepared.folder()));
        } // a worker has it in the other states: its next step sees the kill
    }

    /** Starts what is ready, in the order of arrival, as far as the client's slots and memory go. */
    void startReady(ClientSession session) {
        for (UnitRun unit : session.units.values()) {
            if (unit.state == State.READY && book.start(session.id, unit.assign.memoryBytes())) {
                unit.state = State.STARTING;
                workers.execute(() -> start(unit));
            }
        }
    }

    private void prepared(UnitRun unit, Prepared prepared) {
        unit.prepared = prepared;
        unit.state = State.READY;
        if (unit.kill != null) {
            finish(unit, -1);
        } else {
            startReady(unit.session);
            unit.waited = unit.state == State.READY;
        }
    }

    private void neverRan(UnitRun unit, Outcome outcome, String reason) {
        unit.state = State.FINISHING;
        UnitResult result = unit.kill != null
                ? ofKill(unit, unit.kill, -1, Usage.NONE)
                : UnitResult.without(unit.assign.ticket(), outcome, reason, Usage.NONE);
        listener.gone(unit, result);
    }

    /** On a worker. */
    private void start(UnitRun unit) {
        try {
            UnitProcess process = runner.start(unit.prepared);
            long now = System.nanoTime();
            process.handles().forEach(OwnWork.OF_THIS_JVM::started);
            loop.execute(() -> started(unit, process, now));
            process.onExit().thenRun(() -> {
                long ended = System.nanoTime();
                process.handles().forEach(OwnWork.OF_THIS_JVM::ended);
                loop.execute(() -> exited(unit, ended));
            });
        } catch (CannotRun e) {
            loop.execute(() -> {
                book.end(unit.session.id, unit.assign.memoryBytes());
                unit.state = State.FINISHING;
                workers.execute(() -> {
                    runner.remove(unit.prepared.folder());
                    loop.execute(() -> neverRan(unit, e.outcome(), e.getMessage()));
                });
                listener.slotUnused(unit.session);
            });
        }
    }

    private void started(UnitRun unit, UnitProcess process, long nanos) {
        unit.process = process;
        unit.startedNanos = nanos;
        unit.state = State.RUNNING;
        Kill waiting = unit.kill;
        if (waiting != null) {
            unit.kill = null;
            kill(unit, waiting);
            return;
        }
        sampler.add(unit);
        listener.started(unit);
        long limitMillis = unit.assign.limitMillis();
        if (unit.waited || limitMillis <= MOMENT_MILLIS) {
            tellStarted(unit);
            limit(unit, limitMillis);
        } else {
            unit.limit = loop.schedule(
                    () -> {
                        tellStarted(unit);
                        limit(unit, limitMillis - MOMENT_MILLIS);
                    },
                    MOMENT_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
    }

    private static void tellStarted(UnitRun unit) {
        long ago = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - unit.startedNanos);
        unit.session.link.send(new Started(unit.assign.ticket(), ago));
    }

    private void limit(UnitRun unit, long millis) {
        String reason = "ran past its limit of " + unit.assign.limitMillis() + " ms";
        unit.limit = loop.schedule(
                () -> kill(unit, new Kill(Outcome.TIMED_OUT, reason, false)), millis, TimeUnit.MILLISECONDS);
    }

    private void exited(UnitRun unit, long nanos) {
        unit.endedNanos = nanos;
        sampler.remove(unit);
        if (unit.limit != null) {
            unit.limit.cancel(false);
        }
        book.end(unit.session.id, unit.assign.memoryBytes());
        finish(unit, unit.process.exitValue());
        listener.slotUnused(unit.session);
    }

    private void finish(UnitRun unit, int exit) {
        unit.state = State.FINISHING;
        Kill kill = unit.kill;
        workers.execute(() -> {
            UnitResult result = result(unit, kill, exit);
            loop.execute(() -> listener.gone(unit, result));
        });
    }

    /** On a worker. */
    private UnitResult result(UnitRun unit, Kill kill, int exit) {
        Usage usage = usage(unit);
        try {
            if (exit >= 0 && unit.assign.task() instanceof Task.Command) {
                ProcessTree.sweep(unit.prepared.folder());
            }
            return kill != null
                    ? ofKill(unit, kill, exit, usage)
                    : UnitResult.of(unit, exit, usage, work, maxOutputBytes);
        } catch (RuntimeException | OutOfMemoryError e) {
            return UnitResult.without(
                    unit.assign.ticket(), Outcome.AGENT_FAULT, "the helper failed to read the outputs: " + e, usage);
        } finally {
            if (exit == 0 && kill == null && unit.assign.task() instanceof Task.Compile) {
                runner.takeBack(unit.prepared);
            } else {
                runner.remove(unit.prepared.folder());
            }
        }
    }

    /** null when nobody is to be told. */
    private static UnitResult ofKill(UnitRun unit, Kill kill, int exit, Usage usage) {
        return kill.dropped() ? null : UnitResult.killed(unit.assign.ticket(), kill, exit, usage);
    }

    private static Usage usage(UnitRun unit) {
        if (unit.process == null) {
            return Usage.NONE;
        }
        ProcessMeter.Reading reading = unit.reading;
        return new Usage(
                TimeUnit.NANOSECONDS.toMillis(unit.startedNanos - unit.arrivedNanos),
                TimeUnit.NANOSECONDS.toMillis(unit.endedNanos - unit.startedNanos),
                reading == null ? -1 : reading.userMillis(),
                reading == null ? -1 : reading.systemMillis(),
                reading == null ? -1 : reading.peakBytes());
    }
}
