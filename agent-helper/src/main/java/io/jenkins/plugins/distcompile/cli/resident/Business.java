package io.jenkins.plugins.distcompile.cli.resident;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** How many builds a resident client runs, and since when none. Thread-safe. */
final class Business {
    private final Duration idle;
    private final int most;
    private final Runnable tooLong;
    private final ScheduledThreadPoolExecutor timer;
    private int running;
    private int built;
    private long idleSinceNanos;
    private ScheduledFuture<?> end;

    /**
     * @param idle how long to have none
     * @param most at once
     * @param tooLong run when there has been none for so long
     */
    Business(Duration idle, int most, Runnable tooLong) {
        this.idle = idle;
        this.most = most;
        this.tooLong = tooLong;
        this.timer = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "resident-idle");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
    }

    synchronized void open() {
        becomeIdle();
    }

    /** False when there are too many already. */
    synchronized boolean begin() {
        if (running == most) {
            return false;
        }
        running++;
        end.cancel(false);
        return true;
    }

    synchronized void end() {
        running--;
        built++;
        if (running == 0) {
            becomeIdle();
            notifyAll();
        }
    }

    private void becomeIdle() {
        idleSinceNanos = System.nanoTime();
        end = timer.schedule(tooLong, idle.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Waits until nothing runs. */
    synchronized void awaitEnd() throws InterruptedException {
        while (running > 0) {
            wait();
        }
    }

    /** For people. */
    synchronized String describe() {
        long seconds = (System.nanoTime() - idleSinceNanos) / 1_000_000_000;
        String now = running > 0 ? running + " running" : "idle for " + seconds + " s";
        return "process " + ProcessHandle.current().pid() + ", " + built + (built == 1 ? " build" : " builds")
                + " so far, " + now + "\n";
    }
}
