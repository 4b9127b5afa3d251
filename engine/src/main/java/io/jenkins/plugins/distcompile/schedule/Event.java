package io.jenkins.plugins.distcompile.schedule;

import java.util.List;

/**
 * What the scheduler is told. Every event carries the time it happened, in nanoseconds on any clock that does not
 * run backwards; the scheduler has no clock of its own. Units are indexes of the plan, agents are names.
 */
public sealed interface Event {

    long atNanos();

    /** The build begins: local work may start and agents be asked. */
    record Started(long atNanos) implements Event {}

    /** A link to the agent is up. */
    record AgentConnected(long atNanos, String agent) implements Event {}

    /**
     * So many agents are on their way and not heard of yet; replaces what was said before.
     *
     * @param waitNanos how long the build may be without an agent for their sake before the fallback
     */
    record AgentsComing(long atNanos, int agents, long waitNanos) implements Event {}

    /** The agent has reserved further slots for this build. */
    record BidArrived(long atNanos, String agent, Offer offer) implements Event {}

    /** The agent's rank has been measured anew, as {@link Offer#rank} states it. */
    record RankChanged(long atNanos, String agent, double rank) implements Event {}

    /** The agent's link has been measured since it bid, as {@link Offer#bitsPerSecond} states it. */
    record LinkMeasured(long atNanos, String agent, long bitsPerSecond) implements Event {}

    /** The agent will not bid now; it may later. */
    record Declined(long atNanos, String agent, String reason) implements Event {}

    /** No link to the agent could be made, or it has ended. */
    record AgentGone(long atNanos, String agent, String reason) implements Event {}

    /** Any message from the agent: it is alive. */
    record AgentHeard(long atNanos, String agent) implements Event {}

    /** The agent takes back slots, with the copies it hands back unfinished. */
    record SlotsWithdrawn(long atNanos, String agent, int slots, List<Copy> handedBack, String reason)
            implements Event {
        public SlotsWithdrawn {
            handedBack = List.copyOf(handedBack);
        }
    }

    /**
     * The unit has been preprocessed and can be sent: {@code textBytes} of text, {@code wireBytes} packed.
     *
     * @param workNanos what making it ready took, without the wait for a thread; -1 = not known
     */
    record Prepared(long atNanos, int unit, long textBytes, long wireBytes, long workNanos) implements Event {
        /** Nobody knows how long it took. */
        public Prepared(long atNanos, int unit, long textBytes, long wireBytes) {
            this(atNanos, unit, textBytes, wireBytes, -1);
        }
    }

    /** The unit cannot be sent, for this reason; it has to run here. */
    record NotPreparable(long atNanos, int unit, String reason) implements Event {}

    /** The agent has started the compiler for this copy, so long ago. */
    record CopyStarted(long atNanos, String agent, Copy copy, long agoNanos) implements Event {
        /** Just now. */
        public CopyStarted(long atNanos, String agent, Copy copy) {
            this(atNanos, agent, copy, 0);
        }
    }

    /** The copy's processes have used so much processor time on the agent, more than when last told. */
    record CopyWorked(long atNanos, String agent, Copy copy, long cpuNanos) implements Event {}

    /**
     * The copy has ended on the agent.
     *
     * @param runNanos wall time of the command there; -1 = it did not run
     */
    record CopyEnded(long atNanos, String agent, Copy copy, Ending ending, long runNanos, String reason)
            implements Event {}

    /** A local run has ended; {@code success} is final for the unit. */
    record LocalEnded(long atNanos, int unit, boolean success, long runNanos) implements Event {}

    /** Of a plan that is open: these units, too. None of them waits for another. */
    record UnitsAdded(long atNanos, List<UnitFacts> units) implements Event {
        public UnitsAdded {
            units = List.copyOf(units);
        }
    }

    /** Of a plan that is open: nobody waits for this unit any more, and it need not be done. */
    record Unwanted(long atNanos, int unit, String reason) implements Event {}

    /**
     * Of a plan that is open: no further units come.
     *
     * @param success the verdict on the build, which is up to whoever opened the plan
     * @param reason what it is founded on
     */
    record PlanClosed(long atNanos, boolean success, String reason) implements Event {}

    /** The time the scheduler asked for has come. */
    record Tick(long atNanos) implements Event {}

    /** The user wants no more. */
    record Aborted(long atNanos, String reason) implements Event {}

    /** One copy of a unit; copies of one unit count up from 1 over the whole build. */
    record Copy(int unit, int number) {
        /** What the record would compute by method handles, which the quick compiler C1 does not see through. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Copy copy && unit == copy.unit && number == copy.number;
        }

        @Override
        public int hashCode() {
            return 31 * unit + number;
        }
    }

    /** How a copy ended on an agent. */
    enum Ending {
        /** Result complete and undamaged. */
        SUCCEEDED,
        /** The compiler said no: to be confirmed by a local run. */
        UNIT_FAILED,
        /** The agent failed it: crash, damaged result, time-out. */
        AGENT_FAULT,
        /** The agent's policy does not take it. */
        REFUSED,
        /** Ended because it was cancelled. */
        CANCELLED
    }
}
