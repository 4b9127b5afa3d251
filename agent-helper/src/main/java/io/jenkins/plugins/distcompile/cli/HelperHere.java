package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.agent.Helper;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A helper in this process. It is closed when the JVM ends, too: after Ctrl-C its folders would stay. */
final class HelperHere implements AutoCloseable {
    /** So long the JVM's end waits for one that is just being started. */
    private static final int MOST_START_SECONDS = 5;

    /** Of null = it could not be started. */
    private final CompletableFuture<Helper> helper = new CompletableFuture<>();

    private final Thread hook;
    private final String why;

    HelperHere(Supplier<Helper> start) {
        this(start, "its command has ended", () -> {});
    }

    /**
     * Starts it.
     *
     * @param why it will be closed
     * @param ended called when that was done because the JVM ends
     */
    HelperHere(Supplier<Helper> start, String why, Runnable ended) {
        this.why = why;
        hook = new Thread(() -> {
            end();
            ended.run();
        });
        ShutdownGuard.atEnd(hook); // first: Ctrl-C may come between
        try {
            helper.complete(start.get());
        } finally {
            if (helper.complete(null)) {
                close();
            }
        }
    }

    Helper helper() {
        return helper.join();
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is on its way out: the hook does its work.
        }
    }

    private void end() {
        Helper started = helper.copy()
                .completeOnTimeout(null, MOST_START_SECONDS, TimeUnit.SECONDS)
                .join();
        if (started != null) {
            started.close(why);
        }
    }
}
