package io.jenkins.plugins.distcompile.schedule;

import io.jenkins.plugins.distcompile.schedule.Event.Copy;

/** What the scheduler wants done, in this order; the dispatcher does it and reports back by events. */
public sealed interface Decision {

    /** Tell the agent that units are waiting: so many slots would be of use, with so much work behind them. */
    record Announce(String agent, int waitingUnits, double waitingSeconds, long largestMemoryBytes)
            implements Decision {}

    /** Preprocess the unit here, now; answered by Prepared or NotPreparable. */
    record Prepare(int unit) implements Decision {}

    /**
     * Send the copy to the agent.
     *
     * @param limitNanos from now; when it has passed the scheduler has given the copy up, whatever it did
     * @param predictedNanos predicted run time there
     * @param why one line for the report
     */
    record Assign(Copy copy, String agent, long limitNanos, long predictedNanos, String why) implements Decision {}

    /** The copy is no longer wanted. */
    record Cancel(Copy copy, String agent, String reason) implements Decision {}

    /** So many unused slots are no longer wanted. */
    record Release(String agent, int slots) implements Decision {}

    /** Ask the agent for a sign of life. */
    record Probe(String agent) implements Decision {}

    /** Give the agent up: close its link. The scheduler has already taken its copies back. */
    record Drop(String agent, String reason) implements Decision {}

    /** Run the unit here, now; answered by LocalEnded. {@code confirming}: an agent's compiler has already said no. */
    record RunLocally(int unit, String reason, boolean confirming) implements Decision {
        /** The reason for keeping a unit that agents could take. */
        public static final String SENDING_TAKES_LONGER = "sending it would take longer";
    }

    /** The local run is no longer wanted: an agent was faster, or the build is over. */
    record CancelLocal(int unit, String reason) implements Decision {}

    /** A copy was lost and its unit waits again. {@code fault}: by the agent. */
    record Reposted(Copy copy, String agent, String reason, boolean fault) implements Decision {}

    /** The unit has its one accepted result: from {@code agent}, or from here when that is null. */
    record Accept(int unit, Copy copy, String agent) implements Decision {}

    /**
     * The unit has no result: it failed for good, or it will not be tried.
     *
     * @param tried false = it never ran, because of another unit or because the build ends
     */
    record Fail(int unit, boolean tried, String reason) implements Decision {}

    /** The prepared text is no longer needed. */
    record Discard(int unit) implements Decision {}

    /** The build makes no progress: one line that says which units, where, since when. Nothing has to be done. */
    record Stalled(String text) implements Decision {}

    /** Nothing is left to do. The last decision of a build. */
    record Finish(boolean success, String reason) implements Decision {}
}
