package io.jenkins.plugins.distcompile.dispatch;

import io.jenkins.plugins.distcompile.inputs.InputBundle;
import io.jenkins.plugins.distcompile.link.DamagedException;
import io.jenkins.plugins.distcompile.protocol.Message;
import io.jenkins.plugins.distcompile.schedule.Event.Copy;
import io.jenkins.plugins.distcompile.schedule.Event.Ending;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Results between their arrival and the scheduler's word on them: checked and written beside their targets on threads for
 * files, so that the scheduler hears of success only when the bytes are there. All but that on the build's thread.
 */
final class StagedResults implements AutoCloseable {
    private static final int FILE_WORKERS = 2;

    private final EventLoop loop;
    private final String buildId;
    private final Consumer<String> unwritable;
    private final ExecutorService workers =
            Executors.newFixedThreadPool(FILE_WORKERS, Threads.daemons("distcompile-files"));
    private final Map<Copy, Staged> staged = new HashMap<>();

    /** @param diagnostics with the user's own paths */
    record Staged(ResultFiles files, String diagnostics) {}

    /** Told on the build's thread how a result fares. */
    @FunctionalInterface
    interface Verdict {
        /**
         * @param ending {@code SUCCEEDED}: it lies beside its targets, {@link #take} hands it out until this returns, then it
         *     is removed; {@code AGENT_FAULT}: it is damaged; {@code REFUSED}: what it was made from has changed
         * @param reason null for a success
         * @param bytes written
         */
        void conclude(Ending ending, String reason, long bytes);
    }

    /**
     * @param unwritable told on the build's thread why this machine cannot write outputs; null = nobody need be told, a unit
     *     whose outputs cannot be written is to run here and to fail as it would
     */
    StagedResults(EventLoop loop, String buildId, Consumer<String> unwritable) {
        this.loop = loop;
        this.buildId = buildId;
        this.unwritable = unwritable;
    }

    void stage(
            UnitWork work, PreparedText text, Copy copy, Message.Result message, List<byte[]> files, Verdict verdict) {
        InputBundle inputs = text == null ? null : text.inputs();
        Runnable task = () -> {
            try {
                String objection = inputs == null ? null : inputs.objection();
                if (objection != null) {
                    loop.post(() -> verdict.conclude(Ending.REFUSED, objection, 0));
                    return;
                }
                boolean mirrored = inputs != null;
                ResultFiles result = ResultFiles.stage(
                        work.targets(mirrored),
                        message.attachments(),
                        files,
                        work.forms(mirrored),
                        buildId + "-" + copy.unit() + "-" + copy.number()); // targets may coincide in an open plan
                String said = message.diagnostics();
                Staged each = new Staged(result, mirrored ? said : work.restoreDiagnostics(said));
                loop.post(() -> ready(copy, each, verdict));
            } catch (DamagedException e) {
                loop.post(() -> verdict.conclude(Ending.AGENT_FAULT, "damaged result: " + e.getMessage(), 0));
            } catch (IOException e) {
                String reason = "cannot write the outputs of " + work.unit().id() + ": " + e.getMessage();
                loop.post(
                        unwritable == null
                                ? () -> verdict.conclude(Ending.REFUSED, reason, 0)
                                : () -> unwritable.accept(reason));
            }
        };
        loop.afterTurn(() -> workers.execute(task));
    }

    private void ready(Copy copy, Staged result, Verdict verdict) {
        staged.put(copy, result);
        verdict.conclude(Ending.SUCCEEDED, null, result.files().bytes());
        Staged unused = staged.remove(copy);
        if (unused != null) {
            unused.files().discard();
        }
    }

    /** The copy has won: its result is the caller's now. */
    Staged take(Copy copy) {
        return staged.remove(copy);
    }

    @Override
    public void close() {
        workers.shutdownNow();
        staged.values().forEach(each -> each.files().discard());
    }
}
