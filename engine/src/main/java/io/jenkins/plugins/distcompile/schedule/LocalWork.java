package io.jenkins.plugins.distcompile.schedule;

import io.jenkins.plugins.distcompile.schedule.UnitState.Phase;

/**
 * Shares the client machine's process slots between preparing units for agents and running units here. A confirming run
 * goes first; preparation stays a few units ahead of the agents and no more.
 */
final class LocalWork {
    private final Build build;
    private int runs;
    private int voluntaryRuns;

    LocalWork(Build build) {
        this.build = build;
    }

    int runs() {
        return runs;
    }

    boolean idle() {
        return freeJobs() > 0;
    }

    int freeJobs() {
        return build.config.localJobs() - runs - build.units.count(Phase.PREPARING);
    }

    void pump() {
        while (freeJobs() > 0 && startOne()) {
            // each turn starts one process
        }
    }

    private boolean startOne() {
        Units units = build.units;
        UnitState run = units.local.isEmpty() ? null : units.local.first();
        if (run != null && run.confirming) {
            start(run, run.localReason, false);
            return true;
        }
        boolean fallback = build.pool.fallbackActive(Fallback.LOCAL);
        UnitState prepare = fallback ? null : nextToPrepare();
        if (run != null && (prepare == null || run.rank >= prepare.rank && !preparationStarved() || runs == 0)) {
            start(run, run.localReason, false);
            return true;
        }
        if (prepare != null && build.keepHere.keeps(prepare)) {
            start(prepare, Decision.RunLocally.SENDING_TAKES_LONGER, false);
            return true;
        }
        if (prepare != null) {
            if (build.trial.wantsShort()) {
                build.trial.preparing(prepare);
            } else if (prepare == build.probe.toPrepare()) {
                build.probe.preparing(prepare);
            }
            prepare.preparingSince = build.now;
            units.enter(prepare, Phase.PREPARING);
            build.decide(new Decision.Prepare(prepare.index));
            return true;
        }
        if (fallback) {
            return startFallback();
        }
        return startVoluntary();
    }

    /** Local runs hold more than half of the processes while agents could take more. */
    private boolean preparationStarved() {
        return runs * 2 >= build.config.localJobs() && build.agents.room > build.units.waiting.size();
    }

    private UnitState nextToPrepare() {
        Units units = build.units;
        while (!units.ready.isEmpty()) {
            int ahead = units.waiting.size() + units.count(Phase.PREPARING);
            if (ahead >= build.agents.room + build.config.aheadUnits()
                    || units.waitingBytes() >= build.config.aheadBytes()) {
                return null;
            }
            UnitState probe = build.probe.toPrepare();
            UnitState unit =
                    build.trial.wantsShort() ? units.ready.last() : probe != null ? probe : units.ready.first();
            if (build.agents.usableSlots == 0 || build.agents.anyCouldTake(unit)) {
                return unit;
            }
            build.pool.park(unit);
        }
        return null;
    }

    private boolean startFallback() {
        Units units = build.units;
        UnitState best = null;
        for (var set : java.util.List.of(units.waiting, units.ready, units.parked)) {
            if (!set.isEmpty() && (best == null || set.first().compareTo(best) < 0)) {
                best = set.first();
            }
        }
        if (best == null) {
            return false;
        }
        start(best, build.pool.whyAlone(), false);
        return true;
    }

    /** The client machine takes its share: the shortest unit that has not cost a preprocessing yet. */
    private boolean startVoluntary() {
        Units units = build.units;
        boolean plenty = units.ready.size() + units.waiting.size() > build.agents.freeSlots;
        boolean shared = build.agents.usableSlots > 0 || build.pool.awaitsComing();
        if (voluntaryRuns >= build.config.localSlots() || !plenty || !shared) {
            return false;
        }
        UnitState unit = units.ready.isEmpty() ? units.waiting.last() : units.ready.last();
        unit.voluntary = true;
        voluntaryRuns++;
        start(unit, "the client machine takes units too", false);
        return true;
    }

    /** Runs an overdue copy's unit here as well. */
    void race(UnitState unit, double charge) {
        unit.localCharge = charge;
        start(unit, "overdue on " + unit.copies.get(0).agent.name, true);
    }

    /** Whether the run here takes notably longer than predicted. */
    boolean overdue(UnitState unit) {
        double predicted = unit.workSeconds * build.speeds.scale() / build.speeds.speed(Build.HERE);
        return build.now - unit.localStartedAt > Copies.OVERDUE * predicted * 1e9;
    }

    private void start(UnitState unit, String reason, boolean race) {
        unit.runningHere = true;
        unit.localStartedAt = build.now;
        runs++;
        boolean confirming = unit.confirming;
        if (!race) {
            build.units.enter(unit, Phase.RUNNING);
        }
        build.rescue.file(unit);
        build.decide(new Decision.RunLocally(unit.index, reason, confirming));
    }

    /** The run here has ended or is no longer wanted: its process slot is free again. */
    void ended(UnitState unit) {
        unit.runningHere = false;
        runs--;
        build.rescue.file(unit);
        if (unit.voluntary) {
            unit.voluntary = false;
            voluntaryRuns--;
        }
        if (unit.localCharge > 0) {
            double spent = (build.now - unit.localStartedAt) / 1e9 / build.speeds.scale();
            build.budget.settle(unit.localCharge, spent);
            unit.localCharge = 0;
        }
    }
}
