package io.jenkins.plugins.distcompile.schedule;

import io.jenkins.plugins.distcompile.schedule.UnitState.Phase;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tries out agents of which nothing is known but what they claim: in a build without history each gets the shortest units
 * until it has ended one. The fast ones show themselves by that within moments, and the long units go to them; a slow one,
 * or one that hangs, has got nothing that the build has to wait for.
 */
final class Trial {
    /** Waiting units looked at for one slot. */
    private static final int MOST_LOOKS = 8;
    /** Agents tried out in one round. */
    private static final int MOST_AGENTS = 24;
    /** Units that wait, for each slot of the pool, that make it worth while. */
    private static final int UNITS_A_SLOT = 2;
    /** Longest ÷ shortest path of those that wait from which it matters who gets which. */
    private static final double LONG = 2;

    private final Build build;
    private final boolean cold;
    private boolean on;
    /** Chosen for a trial and being prepared. */
    private final Set<UnitState> coming = new LinkedHashSet<>();
    /** Chosen for a trial and waiting. */
    private final Set<UnitState> chosen = new LinkedHashSet<>();

    Trial(Build build, double uncertainty) {
        this.build = build;
        cold = uncertainty >= TextSizes.COLD && build.scheme.weighsFinish();
    }

    /** Once for each event: is it worth while? */
    void look() {
        int units = build.units.waiting.size() + build.units.ready.size();
        on = cold && units >= UNITS_A_SLOT * build.agents.usableSlots && lengthsDiffer();
    }

    private boolean lengthsDiffer() {
        double longest = 0;
        double shortest = Double.POSITIVE_INFINITY;
        for (var set : List.of(build.units.waiting, build.units.ready)) {
            if (!set.isEmpty()) {
                longest = Math.max(longest, set.first().rank);
                shortest = Math.min(shortest, set.last().rank);
            }
        }
        return longest >= LONG * shortest;
    }

    /** Whether the agent is to get nothing but short units yet: one runs there, or one is on its way. */
    boolean holds(AgentState agent) {
        return on && !agent.ended() && (!agent.copies.isEmpty() || !coming.isEmpty() || oneCanBePrepared());
    }

    private boolean oneCanBePrepared() {
        boolean processToComeFree = build.units.count(Phase.PREPARING) + build.local.runs() > 0;
        return !build.units.ready.isEmpty() && processToComeFree && wantsShort();
    }

    /** Whether the next unit to be prepared is to be the shortest one, for a trial. */
    boolean wantsShort() {
        return on && coming.size() + chosen.size() < build.agents.unprovenSlots;
    }

    void preparing(UnitState unit) {
        coming.add(unit);
    }

    /** The unit has got another phase. */
    void entered(UnitState unit) {
        boolean prepared = unit.phase != Phase.PREPARING && coming.remove(unit);
        if (prepared && unit.phase == Phase.WAITING) {
            chosen.add(unit);
        } else if (unit.phase != Phase.WAITING) {
            chosen.remove(unit);
        }
    }

    /** Gives the shortest units to agents that have ended nothing yet. */
    void give() {
        if (!on || build.agents.unprovenSlots == 0) {
            return;
        }
        for (AgentState agent : build.agents.free.first(MOST_AGENTS)) {
            while (!agent.ended() && agent.freeSlots(build.now) > 0) {
                UnitState unit = shortest(agent);
                if (unit == null) {
                    break;
                }
                build.copies.send(unit, agent, 0, "a short unit, to learn how fast " + agent.name + " is");
            }
        }
    }

    /** One chosen for a trial, or the last in order when nothing has to be prepared; null = none. */
    private UnitState shortest(AgentState agent) {
        boolean noneToPrepare = coming.isEmpty() && chosen.isEmpty() && build.units.ready.isEmpty();
        int looked = 0;
        for (UnitState unit : noneToPrepare ? build.units.waiting.descendingSet() : chosen) {
            build.steps++;
            if (++looked > MOST_LOOKS) {
                return null;
            }
            if (agent.canTake(unit)) {
                return unit;
            }
        }
        return null;
    }
}
