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

    /** Waiting units so long in comparison with the longest go to nobody who was merely asked first. */
    private static final double LONGEST = 0.5;
    /** Share of the agents on trial that must have had as much time as one needed, before that one counts as fast. */
    private static final double COMPARED = 0.3;
    /** Slower than the quickest by this, and others may still end their trial: not for the longest units. */
    private static final double SLOWER = 1.5;
    /** Agents from which one more moves what is typical by so little that the others are not judged again for it. */
    private static final int SETTLED = 64;

    private final Build build;
    private boolean cold;
    private final TrialResults results = new TrialResults();
    private boolean on;
    /** Chosen for a trial and being prepared. */
    private final Set<UnitState> coming = new LinkedHashSet<>();
    /** Chosen for a trial and waiting. */
    private final Set<UnitState> chosen = new LinkedHashSet<>();
    /** Sent for a trial and not ended. */
    private final Set<CopyState> running = new LinkedHashSet<>();

    Trial(Build build, double uncertainty) {
        this.build = build;
        expect(uncertainty);
    }

    /** What the units are typically known by. */
    void expect(double uncertainty) {
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
                running.add(build.copies.send(unit, agent, 0, "a short unit, to learn how fast " + agent.name + " is"));
            }
        }
    }

    /** The copy has ended, well or not; whether it was sent for a trial. */
    boolean ended(CopyState copy) {
        return running.remove(copy);
    }

    /** A copy sent for a trial took so long. All agents tried out so far are judged by it, for only in comparison do times tell. */
    void ran(AgentState agent, UnitState unit, double runSeconds) {
        if (!(runSeconds > 0) || !(unit.workSeconds > 0)) {
            return;
        }
        results.add(agent, runSeconds / unit.workSeconds);
        boolean settled = results.agents().size() > SETTLED;
        results.judge((judged, logSpeed, variance) -> {
            if (!settled || judged == agent) {
                build.speeds.judge(judged.name, logSpeed, variance);
            }
        });
        build.speeds.tried(agent.name, unit.workSeconds, unit.uncertainty, runSeconds);
    }

    /**
     * Whether the unit is one of the longest and the agent not known to be one of the fast: others are still on trial, and it
     * has ended first only because it was asked first, or slower ones are all that has ended. It waits until enough of the others
     * have had as much time as this one needed, which is a moment; whoever hangs or is slow is not waited for.
     */
    boolean holdsBack(UnitState unit, AgentState agent) {
        double own = results.least(agent);
        if (!on
                || running.isEmpty()
                || Double.isInfinite(own)
                || unit.rank < LONGEST * build.units.longestThatWaits()) {
            return false;
        }
        int compared = results.agents().size();
        int others = Math.min(coming.size(), build.agents.unprovenSlots);
        long wake = Long.MAX_VALUE;
        int looked = 0;
        AgentState last = null;
        for (CopyState copy : running) {
            build.steps++;
            if (++looked > MOST_AGENTS) {
                break;
            }
            boolean first = copy.agent != last && Double.isInfinite(results.least(copy.agent));
            if (first && !copy.lost && !copy.cancelled && copy.agent.link == AgentState.Link.UP) {
                last = copy.agent;
                long due = copy.startsAt + (long) (own * copy.unit.workSeconds * 1e9);
                compared += due <= build.now ? 1 : 0;
                others += due <= build.now ? 0 : 1;
                wake = due <= build.now ? wake : Math.min(wake, due);
            }
        }
        boolean slower = own > SLOWER * results.least();
        if (others == 0 || !slower && compared >= COMPARED * (compared + others)) {
            return false;
        }
        build.timers.wake(wake);
        return true;
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
