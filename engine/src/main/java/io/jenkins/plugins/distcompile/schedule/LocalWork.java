package io.jenkins.plugins.distcompile.schedule;

import io.jenkins.plugins.distcompile.schedule.UnitState.Phase;

/**
 * Shares the client machine's process slots between preparing units for agents and running units here. A confirming run
 * goes first; preparation stays a few units ahead of the agents and no more.
 */
final class LocalWork {
    /** Preparing a unit takes less than this where no process is started for it. */
    private static final double QUICK_NANOS = 1_000_000;
    /** A preparation that took longer is not counted longer: it may have waited for a processor. */
    private static final double MOST_NANOS = 4 * QUICK_NANOS;
    /** Weight of one more measurement. */
    private static final double GAIN = 0.2;
    /** Quick preparations ordered beyond the processes, all at once. */
    private static final int QUICK_AHEAD = 8;

    private final Build build;
    /** What a preparation takes of late. */
    private double preparationNanos = MOST_NANOS;

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

    /** A unit has been prepared, which took so long; -1 = nobody knows. */
    void prepared(long workNanos) {
        double sample = workNanos < 0 ? MOST_NANOS : Math.min(MOST_NANOS, workNanos);
        preparationNanos += GAIN * (sample - preparationNanos);
    }

    void pump() {
        while (freeJobs() > 0 && startOne()) {
            // each turn starts one process
        }
        if (preparationNanos < QUICK_NANOS) {
            prepareInBulk();
        }
    }

    /**
     * Preparations that start no process are over sooner than their thread falls asleep: one at a time, each would cost a waking
     * of it, which takes about as long. Several are ordered together, and again when these are done. Not while something is to
     * run here, which would have to wait for them.
     */
    private void prepareInBulk() {
        Units units = build.units;
        int most = build.config.localJobs() + QUICK_AHEAD;
        boolean due = units.count(Phase.PREPARING) <= build.config.localJobs();
        if (!due || runs > 0 || !units.local.isEmpty() || build.pool.fallbackActive(Fallback.LOCAL)) {
            return;
        }
        while (units.count(Phase.PREPARING) < most) {
            UnitState next = nextToPrepare();
            if (next == null) {
                return;
            }
            prepare(next);
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
            prepare(prepare);
            return true;
        }
        if (fallback) {
            return startFallback();
        }
        return startVoluntary();
    }

    private void prepare(UnitState unit) {
        if (build.trial.wantsShort()) {
            build.trial.preparing(unit);
        } else if (unit == build.probe.toPrepare()) {
            build.probe.preparing(unit);
        }
        unit.preparingSince = build.now;
        build.units.enter(unit, Phase.PREPARING);
        build.decide(new Decision.Prepare(unit.index));
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
