package io.jenkins.plugins.distcompile.jenkins.pool;

import hudson.init.Terminator;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which steps look after their dispatchers. Work here may wait for an agent, but each wait has a
 * {@link TimeLimit}; Jenkins' own timer is not for that.
 */
public final class CompileThreads {
    private static final int MOST = 25;
    private static final long IDLE_SECONDS = 60;

    private static ScheduledThreadPoolExecutor looks; // guarded by the class; null = none is needed yet
    private static ScheduledThreadPoolExecutor alarms; // as above

    private CompileThreads() {}

    /** Runs something once, after a pause. */
    public static ScheduledFuture<?> schedule(Runnable work, long millis) {
        return looks().schedule(() -> asSystem(work), millis, TimeUnit.MILLISECONDS);
    }

    /** The build was allowed when it began; what it needs of Jenkins now is not asked of anybody. */
    private static void asSystem(Runnable work) {
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            work.run();
        }
    }

    /** For {@link TimeLimit} alone: what runs here ends at once, and is late for nothing. */
    static ScheduledFuture<?> alarm(Runnable work, long millis) {
        return alarms().schedule(work, millis, TimeUnit.MILLISECONDS);
    }

    private static synchronized ScheduledThreadPoolExecutor looks() {
        if (looks == null) {
            looks = pool(MOST, "distCompile");
        }
        return looks;
    }

    private static synchronized ScheduledThreadPoolExecutor alarms() {
        if (alarms == null) {
            alarms = pool(1, "distCompile time limits");
        }
        return alarms;
    }

    private static ScheduledThreadPoolExecutor pool(int threads, String name) {
        ThreadFactory factory = new NamingThreadFactory(new DaemonThreadFactory(), name);
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(threads, factory);
        pool.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        pool.allowCoreThreadTimeOut(true);
        pool.setRemoveOnCancelPolicy(true);
        pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return pool;
    }

    /** Called by Jenkins as it goes down; steps go on after the restart. */
    @Terminator
    public static synchronized void close() {
        if (looks != null) {
            looks.shutdownNow();
            looks = null;
        }
        if (alarms != null) {
            alarms.shutdownNow();
            alarms = null;
        }
    }
}
