package io.jenkins.plugins.distcompile.jenkins.pool;

import java.util.concurrent.ScheduledFuture;

/**
 * Interrupts the thread that opened it unless it is closed in time: no call to an agent may last for ever. The interrupt
 * never outlives {@link #close}, but a thread that was interrupted by somebody else stays so.
 */
public final class TimeLimit implements AutoCloseable {
    /** For anything that an agent answers out of hand. */
    public static final long REMOTE_CALL_MILLIS = 20_000;

    private final Thread thread = Thread.currentThread();
    private final ScheduledFuture<?> alarm;
    private boolean closed; // guarded by this
    private boolean struck; // guarded by this

    private TimeLimit(long millis) {
        alarm = CompileThreads.alarm(this::strike, millis);
    }

    public static TimeLimit ofMillis(long millis) {
        return new TimeLimit(millis);
    }

    public static TimeLimit remoteCall() {
        return new TimeLimit(REMOTE_CALL_MILLIS);
    }

    private synchronized void strike() {
        if (!closed) {
            struck = true;
            thread.interrupt();
        }
    }

    /** Whether the time was over before {@link #close}. */
    public synchronized boolean struck() {
        return struck;
    }

    @Override
    public void close() {
        alarm.cancel(false);
        synchronized (this) {
            closed = true;
            if (struck) {
                Thread.interrupted();
            }
        }
    }
}
