package io.jenkins.plugins.distcompile.schedule;

import io.jenkins.plugins.distcompile.schedule.UnitState.Phase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Watches the whole build: says so when nothing has been accepted for longer than the set interval and longer than any
 * running unit was predicted to take, and again after each further interval. It changes nothing: leases and heartbeats
 * act, this tells a person. Its cost is linear in units, once an interval and only while nothing is accepted.
 */
final class ProgressWatch {
    private static final int NAMED = 5;

    private final Build build;
    private long progressAt;

    private record Run(String unit, String where, long since, double predictedSeconds) {}

    ProgressWatch(Build build) {
        this.build = build;
    }

    void start() {
        progressAt = build.now;
        if (!build.config.stallAfter().isZero()) {
            checkAt(build.now + interval());
        }
    }

    /** A result has been accepted. */
    void progress() {
        progressAt = build.now;
    }

    private long interval() {
        return build.config.stallAfter().toNanos();
    }

    private void checkAt(long nanos) {
        build.timers.at(nanos, this::check);
    }

    private void check() {
        if (build.units.allSettled()) { // and the plan is open: nothing is waited for
            progressAt = build.now;
        }
        if (build.now < progressAt + interval()) {
            checkAt(progressAt + interval());
            return;
        }
        List<Run> runs = runs();
        double longest = runs.stream().mapToDouble(Run::predictedSeconds).max().orElse(0);
        long due = progressAt + (long) (longest * 1e9) + 1;
        if (build.now < due) {
            checkAt(due);
            return;
        }
        build.decide(new Decision.Stalled(text(runs)));
        checkAt(build.now + interval());
    }

    /** Everything that runs, longest running first. */
    private List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        for (int u = 0; u < build.units.size(); u++) {
            UnitState unit = build.units.get(u);
            build.steps++;
            for (CopyState copy : unit.copies) {
                runs.add(new Run(
                        unit.facts.id(),
                        "on " + copy.agent.name,
                        copy.started ? copy.startsAt : copy.assignedAt,
                        copy.predictedNanos / 1e9));
            }
            if (unit.runningHere) {
                double predicted = unit.workSeconds * build.speeds.scale();
                runs.add(new Run(unit.facts.id(), "here", unit.localStartedAt, predicted));
            }
        }
        runs.sort(Comparator.comparingLong(Run::since));
        return runs;
    }

    private String text(List<Run> runs) {
        StringBuilder text =
                new StringBuilder(String.format(Locale.ROOT, "no result for %.0f s: ", (build.now - progressAt) / 1e9));
        if (runs.isEmpty()) {
            text.append("nothing runs");
        }
        for (int i = 0; i < Math.min(NAMED, runs.size()); i++) {
            Run run = runs.get(i);
            text.append(i == 0 ? "" : ", ")
                    .append(String.format(
                            Locale.ROOT,
                            "%s %s for %.1f s (predicted %.1f s)",
                            run.unit,
                            run.where,
                            (build.now - run.since) / 1e9,
                            run.predictedSeconds));
        }
        if (runs.size() > NAMED) {
            text.append(" and ").append(runs.size() - NAMED).append(" more");
        }
        append(text, build.units.count(Phase.PREPARING), "being preprocessed here");
        int waiting = build.units.ready.size() + build.units.waiting.size() + build.units.parked.size();
        append(text, waiting, build.agents.usableSlots == 0 ? "waiting, and no agent has slots for them" : "waiting");
        return text.toString();
    }

    private static void append(StringBuilder text, int units, String state) {
        if (units > 0) {
            text.append("; ")
                    .append(units)
                    .append(units == 1 ? " unit " : " units ")
                    .append(state);
        }
    }
}
