package io.jenkins.plugins.distcompile.dispatch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Preprocessing and local runs on a bounded set of workers; the scheduler never asks for more at once than there are.
 * Called on the loop's thread, answers there too.
 */
final class LocalWork implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LocalWork.class.getName());
    private static final long GRACE_SECONDS = 3;

    /** Told on the loop's thread. */
    interface Listener {
        void prepared(int unit, PreparedText text, long nanos);

        void notPreparable(int unit, String reason);

        /** @param status the command's; 0 = success */
        void ended(int unit, int status, String output, long nanos);
    }

    private final BuildOptions options;
    private final EventLoop loop;
    private final Listener listener;
    private final ExecutorService workers;
    private final Map<Integer, LocalProcess> running = new HashMap<>();
    private final Map<Integer, UnitWork> runningWork = new HashMap<>();
    private final Preparations preparations;

    /** @param environment with which everything is run that has none of its own */
    LocalWork(BuildOptions options, Map<String, String> environment, EventLoop loop, Listener listener) {
        this.options = options;
        this.loop = loop;
        this.listener = listener;
        this.preparations = new Preparations(environment, options);
        int jobs = options.scheduling().localJobs();
        this.workers = Executors.newFixedThreadPool(jobs, Threads.daemons("distcompile-local"));
    }

    void prepare(UnitWork work, boolean quick) {
        int unit = work.index();
        Preparation preparation = preparations.of(work);
        if (preparation == null) {
            loop.post(() -> listener.notPreparable(unit, "too many different environments"));
            return;
        }
        Runnable task = () -> {
            long start = System.nanoTime();
            Preparation.Outcome outcome = preparation.run(work, quick);
            long nanos = System.nanoTime() - start;
            loop.post(() -> {
                if (outcome.text() != null) {
                    listener.prepared(unit, outcome.text(), nanos);
                } else {
                    listener.notPreparable(unit, outcome.reason());
                }
            });
        };
        loop.afterTurn(() -> workers.execute(task));
    }

    void run(UnitWork work) {
        int unit = work.index();
        LocalProcess process = new LocalProcess(work.environment());
        running.put(unit, process);
        runningWork.put(unit, work);
        workers.execute(() -> {
            LocalProcess.End end = runNow(work, process);
            loop.post(() -> {
                if (running.remove(unit, process)) {
                    runningWork.remove(unit);
                    listener.ended(unit, end.status(), end.output(), end.nanos());
                }
            });
        });
    }

    private LocalProcess.End runNow(UnitWork work, LocalProcess process) {
        try {
            for (Path output : work.unit().outputs()) {
                Folders.ensure(output.getParent());
            }
            return process.run(work.localCommand(options.colour()), work.unit().directory());
        } catch (IOException e) {
            return new LocalProcess.End(127, "cannot create the folder of an output: " + e.getMessage() + "\n", 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.kill();
            return new LocalProcess.End(130, "", 0);
        }
    }

    /** Ends a local run, waits until it no longer writes, and removes what it left half-written. */
    void cancel(int unit) {
        LocalProcess process = running.remove(unit);
        if (process != null) {
            process.kill();
            runningWork.remove(unit).unit().outputs().forEach(ResultFiles::deleteQuietly);
        }
    }

    @Override
    public void close() {
        preparations.close();
        List.copyOf(running.keySet()).forEach(this::cancel);
        workers.shutdownNow();
        try {
            // They remove what they have made by halves.
            if (!workers.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(System.Logger.Level.DEBUG, "local work goes on after its build");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
