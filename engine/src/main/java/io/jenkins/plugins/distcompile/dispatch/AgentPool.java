package io.jenkins.plugins.distcompile.dispatch;

import io.jenkins.plugins.distcompile.link.Opening;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Reaches the agents of the list, a few at a time, and tries again those that may come later. Results arrive on the
 * loop's thread.
 */
final class AgentPool implements AutoCloseable {
    private static final int CONNECTING_AT_ONCE = 16;
    private static final long RETRY_MILLIS = 2_000;

    /** Told on the loop's thread. */
    interface Listener {
        void reached(AgentSource source, Opening opening);

        void unreachable(AgentSource source, String reason, boolean gaveUp);
    }

    private final EventLoop loop;
    private final Listener listener;
    private final ThreadPoolExecutor connectors;
    private final ScheduledThreadPoolExecutor timer;

    AgentPool(EventLoop loop, Listener listener) {
        this.loop = loop;
        this.listener = listener;
        this.connectors = (ThreadPoolExecutor)
                Executors.newFixedThreadPool(CONNECTING_AT_ONCE, Threads.daemons("distcompile-connect"));
        this.timer = new ScheduledThreadPoolExecutor(1, Threads.daemons("distcompile-retry"));
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void connectAll(List<AgentSource> sources) {
        sources.forEach(this::connect);
    }

    /** Tries again after a pause; for an agent that was lost or refused for now. */
    void connectLater(AgentSource source) {
        if (!timer.isShutdown()) {
            timer.schedule(() -> connect(source), RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    void connect(AgentSource source) {
        if (!connectors.isShutdown()) {
            connectors.execute(() -> attempt(source));
        }
    }

    private void attempt(AgentSource source) {
        try {
            Opening opening = source.connect();
            loop.post(() -> listener.reached(source, opening));
        } catch (IOException e) {
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            loop.post(() -> listener.unreachable(source, reason, !source.mayReturn()));
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        connectors.shutdownNow();
    }
}
