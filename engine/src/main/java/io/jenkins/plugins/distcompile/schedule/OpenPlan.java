package io.jenkins.plugins.distcompile.schedule;

import io.jenkins.plugins.distcompile.schedule.UnitState.Phase;

/**
 * A plan to which units are added while the build runs, for whoever learns of them one by one. Nobody knows how many will
 * come, nor what they need: what the scheduler takes from a whole plan, it takes here from the units so far. Adding one
 * costs the same however many there are. Units stand alone; one that fails, fails nobody but the one who wanted it.
 */
final class OpenPlan {
    private final Build build;
    private double uncertainties;
    private boolean closed;
    private boolean success;
    private String reason = "";

    OpenPlan(Build build) {
        this.build = build;
    }

    void add(UnitFacts facts) {
        if (closed || facts.predecessors().length > 0) {
            throw new IllegalArgumentException(
                    "unit " + facts.id() + (closed ? ": the plan is closed" : " waits for others, in an open plan"));
        }
        if (build.units.allSettled()) {
            build.watch.progress(); // it starts again from here
        }
        if (facts.remote()) {
            build.anyRemote = true;
            build.agents.need(facts.compiler());
            build.pool.need(facts);
        }
        build.budget.grow(build.config.copyBudget() * facts.workSeconds());
        UnitState unit = build.units.add(facts);
        uncertainties += facts.uncertainty();
        double uncertainty = uncertainties / build.units.size();
        build.speeds.expect(uncertainty);
        build.trial.expect(uncertainty);
        if (build.started) {
            build.units.release(unit);
        }
    }

    /** No further units come; the build ends, in this way, when those at hand have. */
    void close(boolean well, String why) {
        closed = true;
        success = well;
        reason = why;
    }

    /** Nobody waits for the unit any more. */
    void unwanted(int unit, String why) {
        UnitState state = build.units.get(unit);
        if (!state.settled()) {
            build.units.giveUp(state, state.phase == Phase.RUNNING, why);
        }
    }

    /** Whether units may still come. */
    boolean isOpen() {
        return !closed;
    }

    boolean success() {
        return success;
    }

    String reason() {
        return reason;
    }
}
