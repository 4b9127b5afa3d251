package io.jenkins.plugins.distcompile.schedule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Gives waiting units to agents: the highest rank first, each to the slot with the earliest predicted finish (HEFT), which
 * may be one that is still busy. A slow slot is not left idle for that: it takes the longest unit that it can end
 * before the rest of the build is predicted to end without it.
 */
final class Matcher {
    /** Units looked at in vain, and busy agents compared, in one round: bounds the cost of an event. */
    private static final int LOOK_AHEAD = 24;
    /** Busy agents compared for one unit: so many of those that fall free first, and so many of the fastest. */
    private static final int MOST_BUSY = 4;
    /** A slot that has seen no unit for so many awards per agent gets a short one, to be judged anew. */
    private static final int EXPLORE_AFTER = 20;
    /** The most urgent waiting units that busy slots are kept for. */
    private static final int MOST_URGENT = 8;
    /** Share of a unit's time that its slot may stand idle before the unit is sent: less is not worth binding it early. */
    private static final double WORTH_BINDING = 0.02;
    /** A unit is bound to a busy slot early only if it then ends in this share of the time it has. */
    private static final double EARLY_SHARE = 0.5;
    /** Share of the fastest known agent's speed from which nobody's bid is waited for. */
    private static final double AS_FAST_AS_ANY = 0.9;
    /** The first bidders are a poor sample of the pool: units up to this share of the time left are in time all the same. */
    private static final double SURELY = 0.25;
    /** From a result to the next unit's start beside link and transfer: both event loops, unpacking. */
    private static final double HANDOVER_SECONDS = 0.003;

    private final Build build;
    private final Redundancy redundancy;
    private final List<AgentState> promised = new ArrayList<>();
    /** Units that a busy slot has been promised to in this round. */
    private final Set<UnitState> urgent = new HashSet<>();

    // The best busy slot seen so far for one unit.
    private AgentState earliest;
    private double earliestFinish;

    Matcher(Build build, Redundancy redundancy) {
        this.build = build;
        this.redundancy = redundancy;
    }

    void match() {
        if (build.units.waiting.isEmpty() || build.agents.usableSlots == 0) {
            return;
        }
        if (build.scheme.waitsForFasterSlots()) {
            build.agents.refreshBusy();
            rescueLate();
        }
        build.trial.give();
        takeBest();
        if (build.scheme.waitsForFasterSlots()) {
            takeShorter();
        }
        build.probe.give();
        queueAhead();
        for (AgentState agent : promised) {
            agent.promisedNanos = 0;
        }
        promised.clear();
        urgent.clear();
    }

    private void rescueLate() {
        if (!redundancy.allowed()) {
            return;
        }
        for (UnitState unit : build.rescue.late()) {
            double bound = build.rescue.worthwhileSeconds(unit);
            if (!redundancy.rescue(unit, bound)) {
                promise(unit, bound);
            }
        }
        for (UnitState unit : build.rescue.precious()) {
            redundancy.insure(unit);
        }
    }

    private void takeBest() {
        int inVain = 0;
        UnitState unit = build.units.waiting.isEmpty() ? null : build.units.waiting.first();
        while (unit != null && !build.agents.free.isEmpty() && inVain < LOOK_AHEAD) {
            UnitState next = build.units.waiting.higher(unit);
            AgentState best = build.agents.free.findProven(unit, null);
            if (best == null) {
                inVain++;
                if (!build.agents.anyCouldTake(unit)) {
                    build.pool.park(unit);
                }
            } else if (build.scheme.waitsForFasterSlots() && betterToWait(unit, best)) {
                inVain++;
            } else {
                build.copies.send(unit, best, 0, build.agents.free.why());
            }
            unit = next;
        }
    }

    /** Whether the free slot would be too late for the build and a busy one ends the unit sooner; then that is promised. */
    private boolean betterToWait(UnitState unit, AgentState best) {
        double finish = build.agents.free.finishSeconds();
        if (endsInTime(finish, unit, best)) {
            return false;
        }
        if (mayBeOutbid(best)) {
            build.timers.wake(build.pool.settledAt());
            return true;
        }
        return promise(unit, finish);
    }

    /** Whether others are still to bid, of whom nothing is known or some are known to be faster. */
    private boolean mayBeOutbid(AgentState agent) {
        return build.pool.settledAt() > build.now && build.agents.speed(agent) < AS_FAST_AS_ANY * build.fastestKnown;
    }

    /** Whether so many seconds are soon enough; of a long unit nobody knows while faster agents may bid yet. */
    private boolean endsInTime(double finishSeconds, UnitState unit, AgentState agent) {
        double nanos = finishSeconds * 1e9;
        boolean known = unit.facts.uncertainty() < TextSizes.COLD;
        boolean guess = known && nanos > SURELY * build.nanosLeft() && mayBeOutbid(agent);
        return !guess && nanos <= latestNanos(unit);
    }

    /** Promises the unit to the busy slot with the earliest finish before {@code bound} seconds; false = there is none. */
    private boolean promise(UnitState unit, double bound) {
        earliest = null;
        earliestFinish = bound;
        double latest = latestNanos(unit);
        // those that fall free first may all be slow in a large pool, and the fast ones may not be free for long
        compare(unit, latest, build.agents.busy, agent -> Math.max(0, agent.availableAt - build.now) / 1e9);
        compare(unit, latest, build.agents.busyBySpeed, agent -> build.agents.runSeconds(unit, agent));
        if (earliest == null || earliestFinish * 1e9 <= latest) {
            return earliest != null;
        }
        earliest.promisedNanos += (long) (build.agents.runSeconds(unit, earliest) * 1e9 / Math.max(1, earliest.slots));
        promised.add(earliest);
        urgent.add(unit);
        return true;
    }

    /**
     * Looks among the first of these for an earlier finish, until one is early enough.
     *
     * @param least seconds until that agent ends the unit, at least; the agents come in this order
     */
    private void compare(
            UnitState unit, double latest, Iterable<AgentState> agents, ToDoubleFunction<AgentState> least) {
        int compared = 0;
        for (AgentState agent : agents) {
            boolean earlyEnough = earliest != null && earliestFinish * 1e9 <= latest;
            if (earlyEnough || ++compared > MOST_BUSY || least.applyAsDouble(agent) >= earliestFinish) {
                return;
            }
            build.steps++;
            if (agent.availableAt != Long.MAX_VALUE && agent.canTake(unit)) {
                double wait = Math.max(0, agent.availableAt - build.now + agent.promisedNanos) / 1e9;
                double there = wait + build.agents.runSeconds(unit, agent);
                if (there < earliestFinish) {
                    earliestFinish = there;
                    earliest = agent;
                }
            }
        }
    }

    /**
     * Urgent units that no busy slot can end in time get the earliest all the same: their slots must not be queued full with
     * others that are in time, or they would wait until nothing else is left.
     */
    private void promiseToUrgent() {
        int looked = 0;
        for (UnitState unit : build.units.waiting) {
            build.steps++;
            if (++looked > MOST_URGENT) {
                return;
            }
            if (!urgent.contains(unit)) {
                promise(unit, Double.POSITIVE_INFINITY);
            }
        }
    }

    /** Nanoseconds from now by which the unit should end, so as not to prolong the build. */
    private double latestNanos(UnitState unit) {
        double speed = build.agents.usableSpeed / Math.max(1, build.agents.usableSlots);
        double after = unit.downstream() * build.speeds.scale() / speed * 1e9;
        return (build.nanosLeft() - after) / (1 + unit.uncertainty);
    }

    /** Free slots that are too slow for the long units take the longest that they can end in time. */
    private void takeShorter() {
        if (build.units.waiting.isEmpty() || build.agents.free.isEmpty()) {
            return;
        }
        for (AgentState agent : build.agents.free.first(LOOK_AHEAD)) {
            while (agent.freeSlots(build.now) > 0 && !held(agent)) {
                UnitState unit = longestInTime(agent, 0);
                if (unit == null || !agent.canTake(unit)) {
                    break;
                }
                send(unit, agent, "shorter unit for a slower slot");
            }
        }
        explore();
    }

    /** Whether the agent is to get nothing but a short unit yet. */
    private boolean held(AgentState agent) {
        return build.trial.holds(agent) || build.probe.holds(agent);
    }

    /** A slot that got nothing for long gets the shortest unit, so that it is judged anew. */
    private void explore() {
        AgentState agent = build.agents.free.longestWithout();
        UnitState unit = build.units.waiting.isEmpty() ? null : build.units.waiting.last();
        if (agent != null
                && unit != null
                && build.awards - agent.lastAward > (long) EXPLORE_AFTER * build.agents.usableSlots
                && agent.canTake(unit)) {
            send(unit, agent, "to judge a slot anew that got nothing for long");
        }
    }

    private void send(UnitState unit, AgentState agent, String reason) {
        double finish = build.agents.runSeconds(unit, agent) + Agents.transferSeconds(unit, agent);
        build.copies.send(unit, agent, 0, reason + ": finish in " + Seconds.text(finish) + " s");
    }

    /** The highest unit whose whole path the agent could run before the build's predicted end; null = none. */
    private UnitState longestInTime(AgentState agent, double waitSeconds) {
        int looked = 0;
        for (UnitState unit : build.units.waiting) {
            build.steps++;
            if (++looked > 8) {
                break;
            }
            if (inTime(unit, agent, waitSeconds)) {
                return unit;
            }
        }
        double seconds = build.nanosLeft() / 1e9 - waitSeconds;
        double rank = seconds * build.agents.speed(agent) / build.speeds.scale();
        UnitState unit = build.units.firstWaitingBelow(rank / 2);
        return unit != null && inTime(unit, agent, waitSeconds) ? unit : null;
    }

    private boolean inTime(UnitState unit, AgentState agent, double waitSeconds) {
        double finish = waitSeconds + build.agents.runSeconds(unit, agent) + Agents.transferSeconds(unit, agent);
        return agent.canTake(unit) && endsInTime(finish, unit, agent) && !build.trial.holdsBack(unit, agent);
    }

    /**
     * Queues a unit behind a busy slot when the slot is about to fall free. Earlier only where the hand-over would leave a
     * slot idle for a notable share of the unit's time and the end of the build is far: a unit queued ahead is bound to
     * its agent, and late binding (Sparrow, SOSP 2013) is what lets the next free slot, whichever it is, take it.
     */
    private void queueAhead() {
        if (build.config.prefetch() == 0 || build.units.waiting.isEmpty() || build.agents.room == 0) {
            return;
        }
        if (build.scheme.waitsForFasterSlots()) {
            promiseToUrgent();
        }
        boolean plenty = build.units.waiting.size() + build.units.ready.size() > build.agents.usableSlots;
        long wake = Long.MAX_VALUE;
        for (AgentState agent : build.agents.firstBusy(LOOK_AHEAD)) {
            build.steps++;
            if (build.units.waiting.isEmpty()) {
                break;
            }
            if (agent.room(build.now, build.config.prefetch()) == 0
                    || agent.availableAt == Long.MAX_VALUE
                    || agent.stalled
                    || held(agent)) {
                continue;
            }
            if (agent.promisedNanos > 0) {
                // a more urgent unit waits for this slot, and takes it or a better one when it falls free
                continue;
            }
            double wait = Math.max(0, agent.availableAt - build.now) / 1e9;
            UnitState unit =
                    build.scheme.waitsForFasterSlots() ? longestInTime(agent, wait) : build.units.waiting.first();
            long due = agent.availableAt - horizonNanos(agent);
            if (due > build.now && !(plenty && unit != null && worthBinding(unit, agent, wait))) {
                wake = Math.min(wake, due);
            } else if (unit != null && agent.canTake(unit)) {
                String why = "queued ahead: slot free in " + Seconds.text(wait) + " s";
                build.copies.send(unit, agent, 0, why);
            }
        }
        if (wake != Long.MAX_VALUE) {
            build.timers.wake(wake);
        }
    }

    private boolean worthBinding(UnitState unit, AgentState agent, double waitSeconds) {
        double run = build.agents.runSeconds(unit, agent);
        double idle = HANDOVER_SECONDS + agent.offer.roundTripNanos() / 1e9 + Agents.transferSeconds(unit, agent);
        return idle > WORTH_BINDING * run && (waitSeconds + run) * 1e9 <= EARLY_SHARE * latestNanos(unit);
    }

    private static long horizonNanos(AgentState agent) {
        return Math.max(5_000_000, 3 * agent.offer.roundTripNanos());
    }
}
