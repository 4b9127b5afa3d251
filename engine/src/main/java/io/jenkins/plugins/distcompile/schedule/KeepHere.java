package io.jenkins.plugins.distcompile.schedule;

import io.jenkins.plugins.distcompile.schedule.UnitState.Phase;

/**
 * Says when a unit is done sooner on this machine than anywhere in the pool, everything counted: preprocessing, waiting for a
 * slot, sending, running. Asked before the unit is preprocessed, for afterwards most of the price of sending is paid.
 * What preprocessing costs and how much text it makes is learnt from the units before.
 */
final class KeepHere {
    /** Predictions err: here it must take no more than this share of the time there. */
    private static final double CLEARLY = 0.75;
    /** Weight of one more measurement; about the last ten count. */
    private static final double GAIN = 0.1;

    /** Busy agents compared. */
    private static final int MOST_LOOKS = 24;

    private final Build build;
    /** Preprocessing ÷ predicted work; at first as measured on C++ projects. */
    private double prepareShare = 0.05;
    /** Packed bytes ÷ predicted work in seconds; at first as measured on C++ projects. */
    private double bytesPerSecond = 60_000;

    KeepHere(Build build) {
        this.build = build;
    }

    /** A unit has been preprocessed. */
    void prepared(UnitState unit, double seconds) {
        double work = unit.workSeconds * build.speeds.scale();
        prepareShare += GAIN * (seconds / work - prepareShare);
        bytesPerSecond += GAIN * (unit.wireBytes / work - bytesPerSecond);
    }

    /** Whether the unit, the next to be preprocessed, is to run here instead. */
    boolean keeps(UnitState unit) {
        return build.config.localInitiative()
                && build.config.fallback() == Fallback.LOCAL
                && build.agents.usableSlots > 0
                && build.pool.settledAt() <= build.now
                && processToSpare()
                && hereSeconds(unit) <= CLEARLY * thereSeconds(unit);
    }

    /** Agents that wait for texts lose more than a unit kept here gains: processes for preprocessing come first. */
    private boolean processToSpare() {
        int others = build.units.ready.size() - 1 + build.units.count(Phase.BLOCKED);
        int steady = 1 + (int) Math.ceil(build.agents.usableSpeed * prepareShare / hereSpeed());
        int wanted = build.agents.room - build.units.waiting.size() - build.units.count(Phase.PREPARING);
        int atOnce = Math.min(build.units.ready.size() - 1, Math.max(0, wanted));
        int free = build.local.freeJobs() - 1;
        return free >= atOnce && (others == 0 || build.config.localJobs() - build.local.runs() - 1 >= steady);
    }

    private double hereSpeed() {
        return build.speeds.knows(Build.HERE)
                ? build.speeds.speed(Build.HERE)
                : build.agents.usableSpeed / build.agents.usableSlots;
    }

    private double hereSeconds(UnitState unit) {
        return unit.workSeconds * build.speeds.scale() / hereSpeed();
    }

    /** Until its result would be back from the pool's best slot; infinite = nobody can take it. */
    private double thereSeconds(UnitState unit) {
        double work = unit.workSeconds * build.speeds.scale();
        long bytes = (long) (bytesPerSecond * work);
        AgentState agent = build.agents.free.find(unit, null);
        double there;
        if (agent != null) {
            there = build.agents.runSeconds(unit, agent) + Agents.transferSeconds(bytes, agent.offer);
        } else {
            there = Double.POSITIVE_INFINITY;
            for (AgentState busy : build.agents.firstBusy(MOST_LOOKS)) {
                if (busy.canEverTake(unit.facts)) {
                    double wait = Math.max(0, busy.availableAt - build.now) / 1e9;
                    double finish =
                            wait + build.agents.runSeconds(unit, busy) + Agents.transferSeconds(bytes, busy.offer);
                    there = Math.min(there, finish);
                }
            }
        }
        return work * prepareShare + queueSeconds() + there;
    }

    /** Prepared units that go first, spread over the pool. */
    private double queueSeconds() {
        int ahead = build.units.waiting.size() + build.units.count(Phase.PREPARING) - build.agents.freeSlots;
        int open = build.units.size() - build.units.count(Phase.DONE) - build.units.count(Phase.FAILED);
        double mean = build.units.openWork() * build.speeds.scale() / Math.max(1, open);
        return Math.max(0, ahead) * mean / build.agents.usableSpeed;
    }
}
