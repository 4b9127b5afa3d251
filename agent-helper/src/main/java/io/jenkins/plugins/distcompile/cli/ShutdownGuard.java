package io.jenkins.plugins.distcompile.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * On Ctrl-C and SIGTERM the JVM runs this hook: it stops the build and waits until the guard is closed, when nothing is
 * left running, for ten seconds at most.
 */
final class ShutdownGuard implements Shell.Guard {
    private static final long TIDY_SECONDS = 10;

    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook;

    /** @param stop told the reason, on a thread of the JVM's end */
    ShutdownGuard(Consumer<String> stop) {
        hook = new Thread(() -> {
            stop.accept("interrupted");
            try {
                over.await(TIDY_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        atEnd(hook);
    }

    /**
     * Has it run when the JVM ends.
     *
     * @throws UserError when it is ending already: nothing new is begun then
     */
    static void atEnd(Thread hook) {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            throw new UserError(ExitStatus.INTERRUPTED, "interrupted");
        }
    }

    @Override
    public void close() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is on its way out: the hook has done its work.
        }
    }
}
