package io.jenkins.plugins.distcompile.schedule;

import io.jenkins.plugins.distcompile.schedule.Event.Copy;
import io.jenkins.plugins.distcompile.schedule.UnitState.Phase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** All units, indexed by phase. Every change of a phase goes through {@link #enter}. */
final class Units {
    private static final int FIRST_ROOM = 16;
    private static final UnitFacts PROBE = new UnitFacts("", new int[0], true, "", "", false, 0, 1, 0);

    private final Build build;
    private UnitState[] all;
    private int size;
    final TreeSet<UnitState> ready = new TreeSet<>();
    final TreeSet<UnitState> waiting = new TreeSet<>();
    final TreeSet<UnitState> parked = new TreeSet<>();
    /** Units with a copy on an agent. */
    final TreeSet<UnitState> running = new TreeSet<>();
    /** Of these, the ones well past their prediction. */
    final TreeSet<UnitState> overdue = new TreeSet<>();
    /** To run here: confirming runs first. */
    final TreeSet<UnitState> local = new TreeSet<>(
            Comparator.comparing((UnitState unit) -> !unit.confirming).thenComparing(Comparator.naturalOrder()));

    private final int[] counts = new int[Phase.values().length];
    private double waitingWork;
    private double runningWork;
    private int notTried;
    private long waitingBytes;

    Units(Build build, List<UnitFacts> facts) {
        this.build = build;
        size = facts.size();
        all = new UnitState[size];
        for (int u = 0; u < size; u++) {
            all[u] = new UnitState(u, facts.get(u), build.path.rank(u), build.path.critical(u));
            waitingWork += facts.get(u).workSeconds();
        }
        counts[Phase.BLOCKED.ordinal()] = size;
    }

    /** One that stands alone, in a plan that is open; to be released. */
    UnitState add(UnitFacts facts) {
        if (size == all.length) {
            all = Arrays.copyOf(all, Math.max(FIRST_ROOM, 2 * size));
        }
        UnitState unit = new UnitState(size, facts, facts.workSeconds(), false);
        all[size++] = unit;
        counts[Phase.BLOCKED.ordinal()]++;
        waitingWork += facts.workSeconds();
        return unit;
    }

    UnitState get(int unit) {
        return all[unit];
    }

    int size() {
        return size;
    }

    int count(Phase phase) {
        return counts[phase.ordinal()];
    }

    boolean allSettled() {
        return count(Phase.DONE) + count(Phase.FAILED) == size;
    }

    /** Work not done, running units counted half; reference seconds. */
    double openWork() {
        return Math.max(0, waitingWork + runningWork / 2);
    }

    /** Work that could be given to agents now or soon, reference seconds. */
    double waitingWork() {
        return Math.max(0, waitingWork);
    }

    /** Prepared text that waits for an agent. */
    long waitingBytes() {
        return waitingBytes;
    }

    /** The highest rank of a unit that has not been given to anybody; 0 = there is none. */
    double longestThatWaits() {
        double longest = 0;
        for (TreeSet<UnitState> set : List.of(waiting, ready)) {
            longest = Math.max(longest, set.isEmpty() ? 0 : set.first().rank);
        }
        return longest;
    }

    /** The first waiting unit in order of rank whose rank is at most this; null = none. Logarithmic. */
    UnitState firstWaitingBelow(double rank) {
        return firstBelow(rank, waiting);
    }

    /** The first of these in order of rank whose rank is at most this; null = none. Logarithmic. */
    UnitState firstBelow(double rank, TreeSet<UnitState> units) {
        return units.ceiling(new UnitState(-1, PROBE, rank, false));
    }

    void enter(UnitState unit, Phase phase) {
        account(unit, -1);
        set(unit.phase, unit, false);
        unit.phase = phase;
        set(phase, unit, true);
        account(unit, 1);
        build.trial.entered(unit);
        build.probe.entered(unit);
        if (phase != Phase.RUNNING) {
            running.remove(unit);
            overdue.remove(unit);
            build.rescue.file(unit);
        }
    }

    /** The unit, which is being prepared and so in no order, is predicted anew from its text. */
    void predictAnew(UnitState unit) {
        double before = unit.workSeconds;
        build.texts.prepared(unit);
        // nothing before it is left, so no other rank depends on its own
        unit.rank += unit.workSeconds - before;
        waitingWork += unit.workSeconds - before;
    }

    private void set(Phase phase, UnitState unit, boolean add) {
        TreeSet<UnitState> set =
                switch (phase) {
                    case READY -> ready;
                    case WAITING -> waiting;
                    case PARKED -> parked;
                    case LOCAL -> local;
                    default -> null;
                };
        if (set != null && add) {
            set.add(unit);
        } else if (set != null) {
            set.remove(unit);
        }
    }

    private void account(UnitState unit, int sign) {
        counts[unit.phase.ordinal()] += sign;
        double work = sign * unit.workSeconds;
        switch (unit.phase) {
            case DONE, FAILED -> {}
            case RUNNING -> runningWork += work;
            default -> waitingWork += work;
        }
        if (unit.phase == Phase.WAITING) {
            waitingBytes += sign * unit.textBytes;
        }
    }

    /** Everything before it is done. */
    void release(UnitState unit) {
        if (!unit.facts.remote()) {
            runHere(unit, unit.facts.localReason(), false);
        } else {
            enter(unit, unit.facts.needsPreparation() && !unit.prepared ? Phase.READY : Phase.WAITING);
        }
    }

    void releaseUnblocked() {
        for (int u = 0; u < size; u++) {
            UnitState unit = all[u];
            if (unit.phase == Phase.BLOCKED && unit.open == 0) {
                release(unit);
            }
        }
    }

    void runHere(UnitState unit, String reason, boolean confirming) {
        if (unit.phase == Phase.LOCAL) {
            local.remove(unit);
        }
        unit.localReason = reason;
        unit.confirming = confirming;
        enter(unit, Phase.LOCAL);
    }

    /** The first good result. {@code winner} is null for a run here. */
    void accept(UnitState unit, Copy winner, String agent) {
        enter(unit, Phase.DONE);
        build.decide(new Decision.Accept(unit.index, winner, agent));
        build.watch.progress();
        dismiss(unit, "another copy was first");
        for (int s : build.path.successors(unit.index)) {
            UnitState next = all[s];
            if (--next.open == 0 && next.phase == Phase.BLOCKED) {
                release(next);
            }
        }
    }

    /** The unit has failed; what needs it fails with it, in plan order of discovery. */
    void fail(UnitState unit, String reason) {
        enter(unit, Phase.FAILED);
        build.decide(new Decision.Fail(unit.index, true, reason));
        dismiss(unit, "the unit has failed");
        List<UnitState> causes = new ArrayList<>(List.of(unit));
        for (int i = 0; i < causes.size(); i++) {
            UnitState cause = causes.get(i);
            for (int s : build.path.successors(cause.index)) {
                UnitState next = all[s];
                if (!next.settled()) {
                    enter(next, Phase.FAILED);
                    notTried++;
                    build.decide(new Decision.Fail(s, false, "needs " + cause.facts.id() + ", which failed"));
                    causes.add(next);
                }
            }
        }
    }

    /** Units that were given up without a try. */
    int notTried() {
        return notTried;
    }

    /** Fails whatever is not settled: the build stops. */
    void failTheRest(String reason) {
        for (int u = 0; u < size; u++) {
            if (!all[u].settled()) {
                giveUp(all[u], false, reason);
            }
        }
    }

    /** Fails the unit, of which nobody waits for the result. */
    void giveUp(UnitState unit, boolean tried, String reason) {
        enter(unit, Phase.FAILED);
        notTried++;
        build.decide(new Decision.Fail(unit.index, tried, reason));
        dismiss(unit, reason);
    }

    /** Ends everything that still runs or is kept for a settled unit. */
    private void dismiss(UnitState unit, String reason) {
        for (CopyState copy : List.copyOf(unit.copies)) {
            build.copies.cancel(copy, reason);
        }
        if (unit.runningHere) {
            build.decide(new Decision.CancelLocal(unit.index, reason));
            build.local.ended(unit);
        }
        if (unit.prepared) {
            unit.prepared = false;
            build.decide(new Decision.Discard(unit.index));
        }
    }

    /** The unit has no copy left and goes back to where it can be assigned from. */
    void repost(UnitState unit, CopyState lost, String reason, boolean fault) {
        build.reposts++;
        build.decide(new Decision.Reposted(lost.copy, lost.agent.name, reason, fault));
        if (unit.agentFaults >= build.config.faultsBeforeLocal()) {
            String why = "failed on " + unit.agentFaults + " agents, last: " + reason;
            if (build.config.fallback() == Fallback.FAIL) {
                fail(unit, why);
            } else {
                runHere(unit, why, false);
            }
        } else {
            release(unit);
        }
    }
}
