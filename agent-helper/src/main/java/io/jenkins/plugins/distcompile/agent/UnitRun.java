package io.jenkins.plugins.distcompile.agent;

import io.jenkins.plugins.distcompile.protocol.Message.Assign;
import io.jenkins.plugins.distcompile.protocol.Message.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;

/** One ticket from arrival to result. All but {@link #reading} and {@link #looks} belongs to the helper's event loop. */
final class UnitRun {

    /** Where it is; each step goes forward only. */
    enum State {
        /** A worker checks and unpacks its input. */
        PREPARING,
        /** Waits for a slot of its client. */
        READY,
        /** Holds a slot; a worker starts the process. */
        STARTING,
        /** The process lives. */
        RUNNING,
        /** The process has ended, the slot is free again; a worker reads the outputs and removes the folder. */
        FINISHING
    }

    /** Why it was ended before its command ended. {@code DROPPED} sends no result: nobody would read it. */
    record Kill(Outcome outcome, String reason, boolean dropped) {}

    /**
     * Ready to start.
     *
     * @param folder the unit's own folder, its TMPDIR
     * @param directory where the command runs, below {@code folder}
     * @param commands one, or several of which each writes to the next one's standard input
     * @param outputs files to return with their roles, in order
     * @param quick whether the outputs are to be packed the quick way
     * @param mirror what goes before the client's own paths in all that is said; empty = nothing
     */
    record Prepared(
            Path folder,
            Path directory,
            List<List<String>> commands,
            Map<String, String> environment,
            Path diagnostics,
            List<Output> outputs,
            boolean quick,
            String mirror) {}

    /** A file to return. */
    record Output(String role, Path file) {}

    final ClientSession session;
    final Assign assign;
    final long arrivedNanos;

    State state = State.PREPARING;
    /** null = not prepared yet. */
    Prepared prepared;
    /** null = not started yet. */
    UnitProcess process;

    /** It was ready and no slot was free. */
    boolean waited;

    long startedNanos;
    long endedNanos;
    /** null = nobody wants it ended. */
    Kill kill;
    /** null = no limit runs. */
    ScheduledFuture<?> limit;
    /** Latest sample; written by the sampler, null = ran too briefly for one. */
    volatile ProcessMeter.Reading reading;

    /** How often the sampler has looked; its own. */
    int looks;

    UnitRun(ClientSession session, Assign assign, long arrivedNanos) {
        this.session = session;
        this.assign = assign;
        this.arrivedNanos = arrivedNanos;
    }

    /** Processor time that its processes have used; -1 = not measured. */
    long cpuMillis() {
        ProcessMeter.Reading now = reading;
        return now == null || now.userMillis() < 0 || now.systemMillis() < 0
                ? -1
                : now.userMillis() + now.systemMillis();
    }

    @Override
    public String toString() {
        return assign.unit() + " (copy " + assign.copy() + ")";
    }
}
