package io.jenkins.plugins.distcompile.agent;

import java.util.Locale;

/**
 * How the JVM starts processes and hears of their end, as cheaply as it can: by vfork(2) where that is cheaper than
 * posix_spawn, which goes through one more exec (jspawnhelper). Has an effect only before the JVM's first process.
 */
public final class LaunchMechanism {

    private static final String PROPERTY = "jdk.lang.Process.launchMechanism";
    /** From 24 on JDKs announce the end of VFORK; one that does not know it would fail at its first process. */
    private static final int LAST_JDK_WITH_VFORK = 23;

    private static final String POOL = "java.util.concurrent.ForkJoinPool.common.parallelism";

    private LaunchMechanism() {}

    /** Leaves a choice of the user's alone. To be called before the first process and the first use of the common pool. */
    public static void choose() {
        boolean linux =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux");
        if (linux && Runtime.version().feature() <= LAST_JDK_WITH_VFORK && System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, "VFORK");
        }
        // With two processors or fewer the JDK starts a thread for the end of each process: Process.onExit is a
        // CompletableFuture, which uses the common pool only if that has more than one worker.
        if (Runtime.getRuntime().availableProcessors() <= 2 && System.getProperty(POOL) == null) {
            System.setProperty(POOL, "2");
        }
    }
}
