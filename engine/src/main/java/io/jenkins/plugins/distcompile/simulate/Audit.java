package io.jenkins.plugins.distcompile.simulate;

import io.jenkins.plugins.distcompile.schedule.Decision;
import io.jenkins.plugins.distcompile.schedule.Progress;
import io.jenkins.plugins.distcompile.schedule.SchedulerConfig;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Checks each decision against the invariants of the design. */
final class Audit {
    private final SchedulerConfig config;
    private final List<SimulatedUnit> units;
    private final BitSet accepted = new BitSet();
    private final BitSet failed = new BitSet();
    private final List<String> violations = new ArrayList<>();
    private boolean finished;
    private boolean verdictIsOurs = true;
    boolean success;

    Audit(SchedulerConfig config, List<SimulatedUnit> units) {
        this.config = config;
        this.units = units;
    }

    /** Units that fail do not fail the build. */
    void leaveVerdict() {
        verdictIsOurs = false;
    }

    void see(Decision decision, int localProcesses) {
        check(!finished, "after Finish: " + decision);
        if (decision instanceof Decision.Accept d) {
            settle(d.unit(), accepted);
            check(!units.get(d.unit()).fails(), "a broken unit was accepted: " + d);
        } else if (decision instanceof Decision.Fail d) {
            settle(d.unit(), failed);
        } else if (decision instanceof Decision.Assign d) {
            start(d.copy().unit(), "assigned");
        } else if (decision instanceof Decision.RunLocally d) {
            start(d.unit(), "run here");
            check(localProcesses <= config.localJobs(), "too many local processes: " + localProcesses);
        } else if (decision instanceof Decision.Prepare d) {
            start(d.unit(), "prepared");
            check(localProcesses <= config.localJobs(), "too many local processes: " + localProcesses);
        } else if (decision instanceof Decision.Finish d) {
            finished = true;
            success = d.success();
            check(accepted.cardinality() + failed.cardinality() == units.size(), "finished with open units");
            check(!verdictIsOurs || d.success() == failed.isEmpty(), "verdict does not match the failures");
        }
    }

    private void settle(int unit, BitSet as) {
        check(!accepted.get(unit) && !failed.get(unit), "unit " + unit + " settled twice");
        as.set(unit);
    }

    private void start(int unit, String how) {
        check(!accepted.get(unit) && !failed.get(unit), "unit " + unit + " " + how + " after it was settled");
        for (int before : units.get(unit).facts().predecessors()) {
            check(accepted.get(before), "unit " + unit + " " + how + " before " + before + " was done");
        }
    }

    void load(Machine machine) {
        int most = machine.reserved * (1 + config.prefetch());
        check(
                machine.assigned <= most,
                machine.spec.name() + " holds " + machine.assigned + " copies in " + machine.reserved + " slots");
    }

    void budget(Progress progress) {
        check(progress.copySeconds() <= progress.copyBudgetSeconds() + 1e-6, "budget for copies exceeded");
    }

    void check(boolean holds, String message) {
        if (!holds && violations.size() < 20) {
            violations.add(message);
        }
    }

    boolean finished() {
        return finished;
    }

    int accepted() {
        return accepted.cardinality();
    }

    int failed() {
        return failed.cardinality();
    }

    List<String> violations() {
        return List.copyOf(violations);
    }
}
