package io.jenkins.plugins.distcompile.dispatch;

import io.jenkins.plugins.distcompile.link.Link;
import io.jenkins.plugins.distcompile.link.Opening;
import io.jenkins.plugins.distcompile.protocol.Message;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Reaches the agents of the list, a few at a time, and tries again those that may come later. Results arrive on the
 * loop's thread; every method may be called from any. A link that is reached but not taken by the time of {@link #close}
 * is closed.
 */
final class AgentPool implements AutoCloseable {
    private static final int CONNECTING_AT_ONCE = 16;
    private static final long RETRY_MILLIS = 2_000;
    private static final String OVER = "the build has ended";

    /** Told on the loop's thread. */
    interface Listener {
        void reached(AgentSource source, Opening opening);

        void unreachable(AgentSource source, String reason, boolean gaveUp);
    }

    private final EventLoop loop;
    private final Listener listener;
    private final ThreadPoolExecutor connectors;
    private final ScheduledThreadPoolExecutor timer;
    /** Reached, and on the way to the loop's thread. */
    private final Set<Opening> untaken = ConcurrentHashMap.newKeySet();

    private volatile boolean closed;

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
        try {
            connectors.execute(new Attempt(source));
        } catch (RejectedExecutionException e) {
            source.abandon(OVER);
        }
    }

    private final class Attempt implements Runnable {
        private final AgentSource source;

        Attempt(AgentSource source) {
            this.source = source;
        }

        @Override
        public void run() {
            try {
                Opening opening = source.connect();
                untaken.add(opening);
                loop.post(() -> {
                    if (untaken.remove(opening)) {
                        listener.reached(source, opening);
                    }
                });
                if (closed) {
                    dropUntaken();
                }
            } catch (IOException e) {
                String reason = e.getMessage() == null ? e.toString() : e.getMessage();
                loop.post(() -> listener.unreachable(source, reason, !source.mayReturn()));
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        timer.shutdownNow();
        connectors.shutdownNow().forEach(attempt -> ((Attempt) attempt).source.abandon(OVER));
        dropUntaken();
    }

    private void dropUntaken() {
        for (Opening opening : untaken) {
            if (untaken.remove(opening)) {
                turnAway(opening, OVER);
            }
        }
    }

    /** Ends a link that nobody wants, and says why. */
    static void turnAway(Opening opening, String reason) {
        opening.start(new Link.Receiver() {
                    @Override
                    public void received(Message message, List<byte[]> files) {
                        // said to nobody
                    }

                    @Override
                    public void closed(String why) {
                        // by us
                    }
                })
                .close(reason);
    }
}
