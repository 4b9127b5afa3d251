package io.jenkins.plugins.distcompile.schedule;

import io.jenkins.plugins.distcompile.schedule.Event.Copy;

/** One copy of a unit on an agent. */
final class CopyState {
    final UnitState unit;
    final Copy copy;
    final AgentState agent;
    final long assignedAt;
    /** Run time predicted when it was sent: deadlines and charges go by it. */
    final long predictedNanos;
    /** Run time predicted by what is known of the agent now. */
    long runNanos;
    /** When it should start: at the latest known to us. Replaced by the true time. */
    long startsAt;

    boolean started;
    /** Queued behind a running copy, and not started as far as we know. */
    boolean ahead;
    /** Processor time that its processes have used as far as the agent has told; 0 = it has not. */
    long workedNanos;
    /** When that was last seen to grow. */
    long workedAt;
    /** Well past its prediction. */
    boolean overdue;
    /** No longer wanted; its slot is taken until the agent says so. */
    boolean cancelled;
    /** Its agent went silent and the unit was given to others; may still win. */
    boolean lost;
    /** Reference seconds set aside from the copies' budget; 0 = not a redundant copy. */
    double charge;
    /** What has been set aside at first; further time is added in such steps. */
    double chargeStep;

    CopyState(UnitState unit, Copy copy, AgentState agent, long assignedAt, long predictedNanos, long startsAt) {
        this.unit = unit;
        this.copy = copy;
        this.agent = agent;
        this.assignedAt = assignedAt;
        this.predictedNanos = predictedNanos;
        this.startsAt = startsAt;
        runNanos = predictedNanos;
    }

    long endsAt() {
        return startsAt + runNanos;
    }
}
