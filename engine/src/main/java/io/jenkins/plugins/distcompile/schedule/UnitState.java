package io.jenkins.plugins.distcompile.schedule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One unit while the build runs. Changed by {@link Units} and its collaborators alone. */
final class UnitState implements Comparable<UnitState> {

    /** Where the unit is; exactly one holds at a time. */
    enum Phase {
        /** A predecessor is not done. */
        BLOCKED,
        /** Could run; to be prepared first. */
        READY,
        /** Is being preprocessed here. */
        PREPARING,
        /** Can be sent as it is. */
        WAITING,
        /** No agent of the pool can take it. */
        PARKED,
        /** Is to run here. */
        LOCAL,
        /** Runs, on agents or here. */
        RUNNING,
        DONE,
        FAILED
    }

    final int index;
    final UnitFacts facts;
    double rank;
    final boolean critical;
    /** Copies that may still bring the result: not cancelled, not on a lost agent. */
    final List<CopyState> copies = new ArrayList<>(1);
    /** Agents that failed it: not to be tried first again. */
    final Set<String> avoided = new HashSet<>(0);
    /** Agents whose policy does not take it. */
    final Set<String> refused = new HashSet<>(0);
    /** Agents whose compiler said no; to blame if the local one says yes. */
    final Set<String> saidNo = new HashSet<>(0);

    /** Predicted on the reference machine: first as the facts have it, then as its text says. */
    double workSeconds;
    /** Of the logarithm of that. */
    double uncertainty;

    Phase phase = Phase.BLOCKED;
    int open;
    boolean prepared;
    long textBytes;
    long wireBytes;
    int agentFaults;
    int copyNumbers;
    /** Work that copies which were given up have done for it at least, reference seconds: it needs no less. */
    double provenSeconds;
    /** How often its only copy was given up for a new one elsewhere. */
    int restarts;

    String localReason = "";
    boolean confirming;
    boolean runningHere;
    /** Runs here although agents are at work, as the user configured. */
    boolean voluntary;

    /** When the longest path through it was predicted to end, when it was filed in {@link Rescue}. */
    double pathEnd;

    long preparingSince;
    long localStartedAt;
    /** Budget set aside for the local race, reference seconds; 0 = none. */
    double localCharge;

    UnitState(int index, UnitFacts facts, double rank, boolean critical) {
        this.index = index;
        this.facts = facts;
        this.rank = rank;
        workSeconds = facts.workSeconds();
        uncertainty = facts.uncertainty();
        this.critical = critical;
        this.open = facts.predecessors().length;
    }

    boolean shuns(AgentState agent) {
        return !avoided.isEmpty() && avoided.contains(agent.name) || !refused.isEmpty() && refused.contains(agent.name);
    }

    boolean settled() {
        return phase == Phase.DONE || phase == Phase.FAILED;
    }

    /** Work behind it on its longest path, reference seconds. */
    double downstream() {
        return rank - workSeconds;
    }

    /** Highest rank first, then plan order. */
    @Override
    public int compareTo(UnitState other) {
        int byRank = Double.compare(other.rank, rank);
        return byRank != 0 ? byRank : Integer.compare(index, other.index);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return index;
    }
}
