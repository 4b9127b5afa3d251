package io.jenkins.plugins.distcompile.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Uses slots that no waiting unit needs for second copies: stragglers first, then critical units, then whatever still
 * runs (backup tasks: Dean and Ghemawat, OSDI 2004; stragglers by remaining time: LATE, OSDI 2008; cloning within a budget:
 * Dolly, NSDI 2013). A unit that is only queued ahead moves instead of being copied.
 */
final class Redundancy {
    /** Short units are overdue by a hiccup; racing them would only take the processor from the next ones. */
    private static final long RACE_AFTER_NANOS = 1_000_000_000L;

    private static final int LOOK_AHEAD = 32;
    /** Set aside for a copy ÷ its predicted time. */
    private static final double CHARGE = 1.25;
    /** Share of the budget for copies that are not predicted to end sooner than the first. */
    private static final double FILL_SHARE = 0.5;

    /** Share of the budget for units that would end late while others still wait; the tail needs the rest. */
    private static final double RESCUE_SHARE = 0.5;
    /** An only copy that took so many times as long as it would take elsewhere starts again there. */
    private static final double RESTART = 1.5;
    /** The copy of a unit that must not be lost may take so many times as long as the first was to take. */
    private static final double AS_FAST = 1.5;
    /**
     * What an overdue unit is taken to need ÷ what has been done for it: the mean of a log-normal time, spread 0.6, that has
     * passed 1.5 times its median.
     */
    private static final double TAKES_LONGER = 1.5;
    /** Time left for a unit ÷ time left for everything else from which the build waits for hardly anything else. */
    private static final double STANDS_OUT = 2;
    /** Results from which an agent's speed is believed when units have no history. */
    private static final int SAMPLES = 2;

    private final Build build;

    Redundancy(Build build) {
        this.build = build;
    }

    void fill() {
        if (!allowed()) {
            return;
        }
        Units units = build.units;
        int surplus = surplus();
        if (surplus > 0 && !units.running.isEmpty()) {
            surplus = copyAll(units.overdue, surplus, true);
            surplus = copyAll(units.running, surplus, false);
        }
        race();
    }

    boolean allowed() {
        return build.config.tailFill() || build.config.criticalCopies() >= 2;
    }

    /** A second copy for a late unit, if a free slot elsewhere ends it within so many seconds; it may leave a queue instead. */
    boolean rescue(UnitState unit, double boundSeconds) {
        AgentState agent = build.agents.free.findProven(unit, unit);
        if (agent == null || build.agents.free.finishSeconds() >= boundSeconds) {
            return false;
        }
        CopyState first = unit.copies.get(0);
        if (takesLong(first) && asLongElsewhere(unit, agent) >= boundSeconds) {
            return false;
        }
        String why = build.agents.free.why();
        if (first.ahead) {
            move(unit, first, agent, why);
            return true;
        }
        double charge = CHARGE * build.copies.provenSeconds(unit);
        if (isGuess(unit, first.agent, agent)) {
            return false;
        }
        if (!build.budget.fits(charge, RESCUE_SHARE)) {
            return restart(unit, first, agent, why);
        }
        build.budget.take(charge);
        build.redundantCopies++;
        build.copies.send(unit, agent, charge, "late; " + why);
        return true;
    }

    /** A second copy for a unit that must not be lost, on a free slot elsewhere that is about as fast as the first. */
    void insure(UnitState unit) {
        AgentState agent = build.agents.free.findProven(unit, unit);
        CopyState first = unit.copies.get(0);
        double charge = CHARGE * build.copies.provenSeconds(unit);
        if (agent == null
                || first.ahead
                || build.agents.free.finishSeconds() > AS_FAST * first.predictedNanos / 1e9
                || !build.budget.fits(charge, RESCUE_SHARE)) {
            return;
        }
        build.budget.take(charge);
        build.redundantCopies++;
        build.copies.send(unit, agent, charge, "not to be lost; " + build.agents.free.why());
    }

    /**
     * Overdue on an agent that has ended others meanwhile: it is the unit that takes long, and it would elsewhere, too. Unless
     * the build is hardly waiting for anything else: then a copy costs little, should it be the agent after all.
     */
    private boolean takesLong(CopyState copy) {
        return copy.endsAt() <= build.now
                && copy.agent.lastResultAt > copy.startsAt
                && Rescue.remainingNanos(build.now, copy) <= STANDS_OUT * build.nanosLeft();
    }

    /** Seconds on that agent of a unit that takes longer than predicted, judged by what its copies have done for it. */
    private double asLongElsewhere(UnitState unit, AgentState agent) {
        double work = TAKES_LONGER * build.copies.provenSeconds(unit);
        return work * build.speeds.scale() / build.agents.speed(agent);
    }

    /** Of a unit without history: the few runs that end first on an agent are those that were predicted too long. */
    private boolean isGuess(UnitState unit, AgentState from, AgentState to) {
        return unit.facts.uncertainty() >= TextSizes.COLD
                && Math.min(build.speeds.samples(from.name), build.speeds.samples(to.name)) < SAMPLES;
    }

    /**
     * No budget for a copy is left: an only copy that needs much longer than it would elsewhere ends, and the unit starts again
     * there. Not when its agent has ended other units meanwhile: then it is the unit that takes long. Each time it takes
     * twice as much for that, so a unit that is merely long loses no more than its length.
     */
    private boolean restart(UnitState unit, CopyState first, AgentState agent, String why) {
        double proven = unit.provenSeconds * build.speeds.scale() / build.agents.speed(agent);
        double there = Math.max(proven, build.agents.free.finishSeconds());
        double worth = RESTART * (1L << Math.min(30, unit.restarts)) * there;
        if (unit.copies.size() > 1
                || unit.runningHere
                || first.endsAt() <= build.now && first.agent.lastResultAt > first.startsAt
                || Rescue.remainingNanos(build.now, first) < worth * 1e9) {
            return false;
        }
        unit.restarts++;
        build.copies.cancel(first, "overdue, and no budget for a copy is left: starts again on " + agent.name);
        build.copies.send(unit, agent, 0, "starts again, overdue on " + first.agent.name + "; " + why);
        return true;
    }

    private void move(UnitState unit, CopyState first, AgentState agent, String why) {
        build.copies.cancel(first, "moved to a free slot of " + agent.name);
        build.copies.send(unit, agent, 0, "moved from the queue of " + first.agent.name + "; " + why);
    }

    private int surplus() {
        Units units = build.units;
        return build.agents.freeSlots
                - units.waiting.size()
                - units.ready.size()
                - units.count(UnitState.Phase.PREPARING);
    }

    private int copyAll(TreeSet<UnitState> candidates, int surplus, boolean overdue) {
        if (surplus <= 0) {
            return surplus;
        }
        int left = surplus;
        int inVain = 0;
        List<UnitState> chosen = new ArrayList<>();
        for (UnitState unit : candidates) {
            build.steps++;
            if (left <= chosen.size() || ++inVain > LOOK_AHEAD) {
                break;
            }
            if (wanted(unit, overdue)) {
                chosen.add(unit);
            }
        }
        for (UnitState unit : chosen) {
            if (copy(unit, overdue)) {
                left--;
            }
        }
        return left;
    }

    private boolean wanted(UnitState unit, boolean overdue) {
        int copies = unit.copies.size();
        if (copies == 0 || unit.confirming) {
            return false;
        }
        int limit = build.config.criticalCopies();
        if (overdue) {
            return copies < limit + 1 && allOverdue(unit);
        }
        boolean fill = build.config.tailFill() || unit.critical;
        return fill && copies < (unit.critical ? limit : Math.min(2, limit));
    }

    /** While one run of the unit is in time, a further one would only cost. */
    private boolean allOverdue(UnitState unit) {
        for (CopyState copy : unit.copies) {
            if (!copy.overdue) {
                return false;
            }
        }
        return !unit.runningHere || build.local.overdue(unit);
    }

    private boolean copy(UnitState unit, boolean overdue) {
        AgentState agent = build.agents.free.findProven(unit, unit);
        if (agent == null) {
            return false;
        }
        CopyState first = unit.copies.get(0);
        double finish = build.agents.free.finishSeconds();
        double remaining = (first.endsAt() - build.now) / 1e9;
        String why = build.agents.free.why();
        if (first.ahead && !overdue) {
            if (finish < remaining && unit.copies.size() == 1) {
                move(unit, first, agent, why);
                return true;
            }
            return false;
        }
        double charge = CHARGE * build.copies.provenSeconds(unit);
        boolean sooner = overdue || finish < remaining;
        if (!build.budget.fits(charge, sooner ? 1 : FILL_SHARE)) {
            return overdue && restart(unit, first, agent, why);
        }
        build.budget.take(charge);
        build.redundantCopies++;
        String reason = overdue ? "straggler" : unit.critical ? "critical" : "idle slot";
        build.copies.send(unit, agent, charge, reason + "; " + why);
        return true;
    }

    /** Nothing is left for the client machine either: it races the most overdue copy. */
    private void race() {
        if (!build.config.localInitiative()
                || build.config.fallback() != Fallback.LOCAL
                || build.units.overdue.isEmpty()
                || !build.local.idle()
                || !build.units.local.isEmpty()
                || !build.units.ready.isEmpty()) {
            return;
        }
        int looked = 0;
        for (UnitState unit : build.units.overdue) {
            build.steps++;
            if (++looked > LOOK_AHEAD || !build.local.idle()) {
                return;
            }
            double charge = 2 * unit.workSeconds;
            long worthwhile = unit.copies.isEmpty() ? build.now : unit.copies.get(0).startsAt + RACE_AFTER_NANOS;
            if (worthwhile > build.now) {
                build.timers.wake(worthwhile);
            } else if (!unit.runningHere && unit.copies.size() == 1 && build.budget.take(charge)) {
                build.local.race(unit, charge);
            }
        }
    }
}
