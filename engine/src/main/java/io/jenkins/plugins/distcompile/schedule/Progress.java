package io.jenkins.plugins.distcompile.schedule;

import java.util.List;

/**
 * How far the build is; an immutable snapshot.
 *
 * @param units in the plan
 * @param done accepted
 * @param failed failed or not tried
 * @param runningRemote units of which a copy is on an agent
 * @param runningHere units that run on the client machine
 * @param waiting units that could run: to be prepared, in preparation, or prepared and unassigned
 * @param blocked units that wait for others
 * @param copies redundant copies sent so far
 * @param reposts copies lost so far whose unit had to wait again
 * @param copySeconds processor time spent on or set aside for redundant copies, reference seconds
 * @param copyBudgetSeconds what it may not exceed
 * @param secondsLeft predicted; NaN = not known
 * @param agents everyone who has been heard of
 */
public record Progress(
        int units,
        int done,
        int failed,
        int runningRemote,
        int runningHere,
        int waiting,
        int blocked,
        int copies,
        int reposts,
        double copySeconds,
        double copyBudgetSeconds,
        double secondsLeft,
        List<Agent> agents) {
    public Progress {
        agents = List.copyOf(agents);
    }

    /**
     * One agent.
     *
     * @param slots reserved for us
     * @param running copies in its slots
     * @param ahead copies queued behind them
     * @param speed learnt, relative to the reference machine
     */
    public record Agent(String name, Standing standing, int slots, int running, int ahead, double speed) {}

    /** What an agent is to us. */
    public enum Standing {
        /** Linked, has not bid. */
        CONNECTED,
        /** Linked, and said that it will not bid now. */
        DECLINED,
        /** Holds slots for us. */
        OFFERING,
        /** Silent for longer than it should be; gets nothing new. */
        SUSPECT,
        /** Silent for so long that its units run elsewhere. */
        LOST,
        /** Failed several units in a row; rests. */
        RESTING,
        /** No link. */
        GONE
    }
}
