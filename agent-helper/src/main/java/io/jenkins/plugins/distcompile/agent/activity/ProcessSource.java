package io.jenkins.plugins.distcompile.agent.activity;

import java.util.List;

/** Lists the machine's processes. */
interface ProcessSource {
    /** Lists nothing: for a policy that does not mind processes. */
    ProcessSource NONE = new ProcessSource() {
        @Override
        public List<Snapshot> list() {
            return List.of();
        }

        @Override
        public int cores() {
            return 1;
        }
    };

    /** All that this account can see, now. */
    List<Snapshot> list();

    /** Logical processors. */
    int cores();

    /**
     * One process.
     *
     * @param startMillis since 1970; tells a reused id from the process that had it before
     * @param cpuMillis processor time so far, user and system
     * @param niced whether it asked for less than the usual priority
     */
    record Snapshot(long pid, long parent, String name, long startMillis, long cpuMillis, boolean niced) {}
}
