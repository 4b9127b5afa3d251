package io.jenkins.plugins.distcompile.schedule;

import io.jenkins.plugins.distcompile.schedule.UnitState.Phase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Looks after long units on agents that have ended nothing in this build. History says who is fast, not who hangs today, and
 * a host that hangs with long units in all of its slots shows it when the first of them is overdue: too late to start
 * the longest again. So the next slot of such an agent gets a short unit. When that is overdue, the long one gets a copy
 * while it is young.
 */
final class Probe {
    /** Guarded units at a time; bounds the cost of an event. */
    private static final int MOST_GUARDED = 16;
    /** A unit is guarded when the build would take so many times as long if its agent hung and nobody noticed earlier. */
    private static final double STRETCH = 1.2;
    /** Its path ÷ the longest that waits: those about as long need the agent's other slots more. */
    private static final double STANDS_OUT = 1.5;
    /** A probe's path ÷ the guarded unit's time, at most: long enough that no hiccup of the start makes it overdue. */
    private static final double SHORT = 0.125;

    private final Build build;
    /** Agents that want a probe, with the unit for whose sake. */
    private final Map<AgentState, CopyState> guarded = new LinkedHashMap<>();
    /** Being prepared as a probe; null = none. */
    private UnitState coming;

    Probe(Build build) {
        this.build = build;
    }

    /** A copy has been sent: it may be one to be guarded, or the probe of another. */
    void sent(CopyState copy) {
        AgentState agent = copy.agent;
        if (guarded.remove(agent) == null
                && !agent.ended()
                && agent.copies.size() < agent.slots
                && guarded.size() < MOST_GUARDED
                && build.scheme.waitsForFasterSlots()
                && copy.unit.facts.uncertainty() < TextSizes.COLD
                && copy.unit.rank >= STANDS_OUT * build.units.longestThatWaits()
                && stretches(copy)) {
            guarded.put(agent, copy);
        }
    }

    /** Whether the build would take notably longer if the copy were given up when overdue and started again elsewhere. */
    private boolean stretches(CopyState copy) {
        double each = build.agents.usableSpeed / Math.max(1, build.agents.usableSlots);
        double again = copy.unit.rank * build.speeds.scale() / each * 1e9;
        double past = build.now - build.startedAt;
        return past + Copies.OVERDUE * copy.predictedNanos + again > STRETCH * (past + build.nanosLeft());
    }

    /** Whether the agent is to get nothing but a probe, which is at hand or can be prepared. */
    boolean holds(AgentState agent) {
        CopyState copy = guarded.get(agent);
        return copy != null
                && (coming != null
                        || first(copy, build.units.waiting) != null
                        || first(copy, build.units.ready) != null);
    }

    /** The longest of these that is short enough to be a probe beside that copy; null = none, or not for that agent. */
    private UnitState first(CopyState copy, TreeSet<UnitState> units) {
        UnitState unit = build.units.firstBelow(SHORT * copy.unit.workSeconds, units);
        return unit != null && copy.agent.canTake(unit) ? unit : null;
    }

    /** The unit to be prepared next, to be a probe; null = none. */
    UnitState toPrepare() {
        if (coming != null) {
            return null;
        }
        for (CopyState copy : guarded.values()) {
            UnitState unit = first(copy, build.units.waiting) != null ? null : first(copy, build.units.ready);
            if (unit != null) {
                return unit;
            }
        }
        return null;
    }

    void preparing(UnitState unit) {
        coming = unit;
    }

    /** The unit has got another phase. */
    void entered(UnitState unit) {
        if (unit == coming && unit.phase != Phase.PREPARING) {
            coming = null;
        }
    }

    /** Gives probes to those that want one. */
    void give() {
        for (CopyState copy : List.copyOf(guarded.values())) {
            build.steps++;
            AgentState agent = copy.agent;
            if (agent.ended() || agent.copies.get(copy.copy) != copy || copy.cancelled || copy.lost) {
                guarded.remove(agent);
            } else if (agent.freeSlots(build.now) > 0) {
                UnitState unit = first(copy, build.units.waiting);
                if (unit != null) {
                    build.copies.send(
                            unit,
                            agent,
                            0,
                            "a short unit beside " + copy.unit.facts.id() + ", to learn whether " + agent.name
                                    + " ends any");
                }
            }
        }
    }
}
