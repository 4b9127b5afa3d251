package io.jenkins.plugins.distcompile.agent.activity;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;

/**
 * Looks for activity on this machine that is not ours (B7). The helper calls {@link #sample} on its tick; a monitor has
 * no thread of its own and is not thread-safe. What happened between two samples is found by the second one, so a tick
 * of some seconds misses nothing but its exact moment.
 */
public interface ActivityMonitor extends AutoCloseable {

    /** Looks once. Never throws for what it cannot see: that is listed in {@link Activity#blind()}. */
    Activity sample();

    @Override
    void close();

    /**
     * The monitor for this operating system. Linux sees all kinds of signs; elsewhere processes alone are seen, and
     * the rest is reported as blind.
     *
     * @param processes whether to list processes, which costs some 10 ms a sample; without, their share is always 0
     */
    static ActivityMonitor forThisHost(boolean processes) {
        InstantSource clock = InstantSource.system();
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        ProcessSource source = processes ? new OshiProcessSource() : ProcessSource.NONE;
        if (os.contains("linux")) {
            return LinuxActivityMonitor.of(Path.of("/"), source, new LoginctlIdle("loginctl"), clock);
        }
        return new ProcessOnlyMonitor(new ForeignLoad(source, clock), os, clock);
    }
}
