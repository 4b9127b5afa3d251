package io.jenkins.plugins.distcompile.agent;

import io.jenkins.plugins.distcompile.agent.ranking.Rankings;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A helper's threads: the event loop, the probe thread, {@code slots + 1} workers (so that closing a dead link does not
 * stall the last slot). All are daemons; after {@link #shutdown()} what is handed to them is dropped. What waits for
 * them is bounded by those who hand it in: units by twice the slots, messages per client.
 */
final class HelperThreads {

    /** Each running utility holds one and two that read its output; some more are just ending. */
    private static final int RANKING_THREADS = 4 * Rankings.MAX_RUNNING;

    private final ScheduledThreadPoolExecutor loop;
    private final ScheduledThreadPoolExecutor probes;
    private final ThreadPoolExecutor workers;
    private final ThreadPoolExecutor rankings;
    private final Consumer<String> log;

    HelperThreads(String name, int slots, Consumer<String> log) {
        this.log = log;
        loop = scheduled("helper " + name);
        probes = scheduled("helper " + name + " probe");
        workers = new ThreadPoolExecutor(
                slots + 1,
                slots + 1,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(1024 + 16 * slots),
                daemons("helper " + name + " worker"),
                dropAfterShutdown());
        workers.allowCoreThreadTimeOut(true);
        rankings = new ThreadPoolExecutor(
                0,
                RANKING_THREADS,
                5,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                daemons("helper " + name + " ranking"));
    }

    ScheduledThreadPoolExecutor loop() {
        return loop;
    }

    ScheduledThreadPoolExecutor probes() {
        return probes;
    }

    Executor workers() {
        return workers;
    }

    /** Runs and reads ranking utilities; nothing waits in it. Interrupted at the shutdown. */
    Executor rankings() {
        return rankings;
    }

    void shutdown() {
        rankings.shutdownNow();
        for (ExecutorService service : new ExecutorService[] {probes, loop, workers}) {
            service.shutdown();
        }
    }

    private ScheduledThreadPoolExecutor scheduled(String name) {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, daemons(name)) {
            @Override
            public void execute(Runnable task) {
                super.execute(() -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        log.accept("internal error: " + Failures.text(e));
                    }
                });
            }
        };
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
        executor.setRejectedExecutionHandler(dropAfterShutdown());
        return executor;
    }

    private static java.util.concurrent.RejectedExecutionHandler dropAfterShutdown() {
        return (task, executor) -> {
            if (!executor.isShutdown()) {
                throw new IllegalStateException("more work waits than units and clients can have handed in");
            }
        };
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
