package io.jenkins.plugins.distcompile.link;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Has TLS handshakes, which are processor time above all, take turns: one processor is left for the plan, which is read
 * meanwhile. Begun together they would end together, and a build with many agents would wait for its first link as long as
 * for its last. A peer that is far or does not answer holds nobody up for long: whoever has waited a moment goes on without
 * a turn.
 * Safe for all threads.
 */
final class HandshakeTurns {
    private static final long MOMENT_MILLIS = 150;
    private static final Semaphore TURNS =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() - 1), true);

    private HandshakeTurns() {}

    /** A handshake, which does not throw when it is closed. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /** Waits for a turn, which ends when it is closed. */
    static Turn take() {
        try {
            if (TURNS.tryAcquire(MOMENT_MILLIS, TimeUnit.MILLISECONDS)) {
                return TURNS::release;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return () -> {};
    }
}
