package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.agent.Helper;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A helper in this process for one command. It is closed when the JVM ends, too: after Ctrl-C its folders would stay. */
final class HelperHere implements AutoCloseable {
    /** Of null = it could not be started. */
    private final CompletableFuture<Helper> helper = new CompletableFuture<>();

    private final Thread hook = new Thread(() -> close("interrupted"));

    /** @param start makes the folders that it throws away if it fails */
    HelperHere(Supplier<Helper> start) {
        Runtime.getRuntime().addShutdownHook(hook); // first: Ctrl-C may come between
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
        close("the command has ended");
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is on its way out: the hook does its work.
        }
    }

    private void close(String reason) {
        Helper started = helper.join();
        if (started != null) {
            started.close(reason);
        }
    }
}
