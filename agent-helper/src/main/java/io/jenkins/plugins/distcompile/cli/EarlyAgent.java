package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.dispatch.AgentSource;
import io.jenkins.plugins.distcompile.link.Opening;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** An agent whose link is opened while the plan is still being read; later links are opened when they are asked for. */
final class EarlyAgent implements AgentSource {
    /** A helper that hears nothing for longer gives a client up in the end. */
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final AgentSource agent;
    private FutureTask<Opening> early; // null = taken; guarded by this
    private volatile long openedNanos;

    private EarlyAgent(AgentSource agent) {
        this.agent = agent;
        this.early = new FutureTask<>(() -> {
            Opening opening = agent.connect();
            openedNanos = System.nanoTime();
            return opening;
        });
    }

    /** Begins to open the link at once, on a thread of its own. */
    static EarlyAgent opening(AgentSource agent) {
        EarlyAgent early = new EarlyAgent(agent);
        Thread thread = new Thread(early.early, "early-link " + agent.address());
        thread.setDaemon(true);
        thread.start();
        return early;
    }

    @Override
    public String address() {
        return agent.address();
    }

    @Override
    public Opening connect() throws IOException {
        FutureTask<Opening> begun = take();
        if (begun == null) {
            return agent.connect();
        }
        try {
            Opening opening = begun.get();
            if (System.nanoTime() - openedNanos < FRESH_NANOS) {
                return opening;
            }
            opening.close();
            return agent.connect();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            closeWhenOpen(begun);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private synchronized FutureTask<Opening> take() {
        FutureTask<Opening> begun = early;
        early = null;
        return begun;
    }

    @Override
    public boolean mayReturn() {
        return agent.mayReturn();
    }

    @Override
    public boolean near() {
        return agent.near();
    }

    /** Drops the link if nobody has taken it. */
    @Override
    public void abandon(String reason) {
        FutureTask<Opening> begun = take();
        if (begun != null) {
            closeWhenOpen(begun);
        }
        agent.abandon(reason);
    }

    private static void closeWhenOpen(FutureTask<Opening> begun) {
        Thread thread = new Thread(
                () -> {
                    try {
                        begun.get().close();
                    } catch (ExecutionException e) {
                        // it was never opened
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "early-link");
        thread.setDaemon(true);
        thread.start();
    }
}
