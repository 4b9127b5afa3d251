package io.jenkins.plugins.distcompile.schedule;

import io.jenkins.plugins.distcompile.schedule.UnitState.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Finds running units that will end after everything else although another machine would end them much sooner: the agent
 * turned out slower than it said, or only slow ones were there when the unit was given away. Such a unit gets a copy
 * before waiting units get the slot (LATE, OSDI 2008, takes the latest end first too, but only once nothing waits).
 */
final class Rescue {
    /** Running units looked at in one round. */
    private static final int MOST_LOOKS = 4;
    /** A unit is late when its path ends after so many times what is left of the build. */
    private static final double LATE = 1.3;
    /** A copy is worth it when it ends in this share of the remaining time. */
    private static final double WORTH = 0.5;

    /** Where in its run an agent is taken to be lost. */
    private static final double HALF_WAY = 0.5;
    /** A unit is precious when its loss half way would stretch the build by more than this. */
    private static final double STRETCH = 1.2;
    /** What the copy of a precious unit may stretch a build by in which nothing is lost. */
    private static final double ROOM = 1.0;
    /** Its path ÷ the longest that waits: others as long need the slot more. */
    private static final double STANDS_OUT = 2;
    /** Share of the run after which a copy would come too late to gain much. */
    private static final double YOUNG = 0.25;

    private final Build build;
    /** Units with exactly one copy and none here, latest predicted end of their path first. */
    private final TreeSet<UnitState> latest = new TreeSet<>((a, b) -> {
        int byEnd = Double.compare(b.pathEnd, a.pathEnd);
        return byEnd != 0 ? byEnd : a.compareTo(b);
    });

    Rescue(Build build) {
        this.build = build;
    }

    /** Files the unit anew; to be called whenever its copies, or what is predicted of them, have changed. */
    void file(UnitState unit) {
        latest.remove(unit);
        if (unit.phase == Phase.RUNNING && unit.copies.size() == 1 && !unit.runningHere && !unit.confirming) {
            unit.pathEnd = build.now + remainingNanos(build.now, unit.copies.get(0)) + afterNanos(unit);
            latest.add(unit);
        }
    }

    /** What is predicted of the agent has changed, and so of its copies. Linear in its own copies. */
    void repredict(AgentState agent) {
        agent.predictedAtScale = build.speeds.scale();
        for (CopyState copy : agent.copies.values()) {
            build.steps++;
            copy.runNanos = (long) (build.agents.runSeconds(copy.unit, agent) * 1e9);
            if (!copy.cancelled && !copy.lost) {
                file(copy.unit);
            }
        }
    }

    /** The units to be rescued, most urgent first. */
    List<UnitState> late() {
        List<UnitState> late = new ArrayList<>(0);
        double left = LATE * build.nanosLeft();
        for (UnitState unit : latest) {
            build.steps++;
            if (late.size() == MOST_LOOKS || unit.pathEnd - build.now <= left) {
                break;
            }
            late.add(unit);
        }
        // they were filed by what was known then; by what is known now they may be in time
        late.removeIf(unit -> {
            CopyState copy = unit.copies.get(0);
            copy.runNanos = (long) (build.agents.runSeconds(unit, copy.agent) * 1e9);
            file(unit);
            return unit.pathEnd - build.now <= left;
        });
        return late;
    }

    /**
     * The running units that the build cannot afford to lose: lost half way and started again, one would stretch the build
     * notably, though it had its path to itself. Only such as a copy has room for: the build without it must not take longer
     * for the copy's slot.
     */
    List<UnitState> precious() {
        List<UnitState> precious = new ArrayList<>(0);
        double left = build.nanosLeft();
        double waits = build.units.longestThatWaits();
        int looked = 0;
        for (UnitState unit : latest) {
            build.steps++;
            if (++looked > MOST_LOOKS) {
                break;
            }
            CopyState copy = unit.copies.get(0);
            double end = Math.max(left, unit.pathEnd - build.now);
            double extra = unit.workSeconds * build.speeds.scale() / build.agents.usableSpeed * 1e9;
            double again = extra * build.agents.usableSlots;
            double lost = (HALF_WAY * copy.runNanos + again) * Math.exp(unit.uncertainty) + afterNanos(unit);
            boolean young = build.now - copy.startsAt <= YOUNG * copy.runNanos;
            double past = build.now - build.startedAt;
            boolean known = unit.facts.uncertainty() < TextSizes.COLD;
            boolean alone = unit.rank >= STANDS_OUT * waits;
            if (known && young && alone && past + lost > STRETCH * (past + end) && left + extra <= ROOM * end) {
                precious.add(unit);
            }
        }
        return precious;
    }

    /** Seconds in which a copy has to end to be worth it. */
    double worthwhileSeconds(UnitState unit) {
        return WORTH * remainingNanos(build.now, unit.copies.get(0)) / 1e9;
    }

    /** Of a copy that is past its prediction nothing is known but that it takes long: as long again is a fair guess. */
    static double remainingNanos(long now, CopyState copy) {
        long end = copy.endsAt();
        return end > now ? end - now : now - copy.startsAt;
    }

    private double afterNanos(UnitState unit) {
        double speed = build.agents.usableSpeed / Math.max(1, build.agents.usableSlots);
        return speed > 0 ? unit.downstream() * build.speeds.scale() / speed * 1e9 : 0;
    }
}
