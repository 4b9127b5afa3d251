package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.report.EventLogWriter;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Brings what an event log holds back to its file several times a second, for readers that follow it. */
final class EventFlush implements AutoCloseable {
    private static final long EVERY_MILLIS = 300;

    private final ScheduledThreadPoolExecutor timer;

    EventFlush(EventLogWriter log) {
        timer = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "control-flush");
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleWithFixedDelay(log::flush, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
