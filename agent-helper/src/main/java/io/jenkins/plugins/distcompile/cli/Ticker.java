package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.cli.progress.ProgressDisplay;
import io.jenkins.plugins.distcompile.report.BuildEvent;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Moves a display's clock between events, from the build's first event to its last. */
final class Ticker implements Consumer<BuildEvent>, AutoCloseable {
    private static final long EVERY_MILLIS = 200;

    private final ProgressDisplay display;
    private final ScheduledThreadPoolExecutor timer;

    Ticker(ProgressDisplay display) {
        this.display = display;
        this.timer = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "distcompile-display");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void accept(BuildEvent event) {
        if (event instanceof BuildEvent.Started) {
            long start = System.nanoTime();
            timer.scheduleAtFixedRate(
                    () -> display.tick((System.nanoTime() - start) / 1e6),
                    EVERY_MILLIS,
                    EVERY_MILLIS,
                    TimeUnit.MILLISECONDS);
        } else if (event instanceof BuildEvent.Finished) {
            close();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
