package io.jenkins.plugins.distcompile.report;

import io.jenkins.plugins.distcompile.history.CostModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds up each agent's part over all units, once per snapshot. */
final class AgentTally {

    private static final class Sum {
        int awarded;
        int accepted;
        int running;
        int faults;
        double busySeconds;
        double copySeconds;
        double lostSeconds;
        long bytes;
        String lastFault;
        double lastFaultAt = -1;
    }

    private final Map<String, Sum> sums = new HashMap<>();
    private final double nowMillis;

    AgentTally(List<UnitReport> units, double nowMillis) {
        this.nowMillis = nowMillis;
        for (UnitReport unit : units) {
            for (int i = 0; i < unit.attempts().size(); i++) {
                Attempt attempt = unit.attempts().get(i);
                if (!attempt.isLocal()) {
                    add(sums.computeIfAbsent(attempt.agent(), name -> new Sum()), unit, attempt, i);
                }
            }
        }
    }

    private void add(Sum sum, UnitReport unit, Attempt attempt, int index) {
        double seconds = attempt.runSeconds();
        if (attempt.ending() == null && attempt.runningAt() >= 0) {
            sum.running++;
            seconds = Math.max(0, nowMillis - attempt.runningAt()) / 1000;
        }
        sum.awarded++;
        sum.busySeconds += seconds;
        sum.bytes += attempt.bytes();
        if (index == unit.accepted()) {
            sum.accepted++;
        } else if (attempt.isLost()) {
            sum.lostSeconds += seconds;
            fault(sum, attempt);
        } else if (wasted(attempt)) {
            sum.copySeconds += seconds;
        }
    }

    private static void fault(Sum sum, Attempt attempt) {
        if (!attempt.isFault()) {
            return;
        }
        sum.faults++;
        if (attempt.endedAt() > sum.lastFaultAt) {
            sum.lastFaultAt = attempt.endedAt();
            sum.lastFault = attempt.reason();
        }
    }

    /** Whether an attempt that was not accepted was work nobody needed: cancelled, or good and too late. */
    static boolean wasted(Attempt attempt) {
        return "cancelled".equals(attempt.ending()) || "succeeded".equals(attempt.ending());
    }

    AgentReport report(AgentDraft draft) {
        Sum sum = sums.getOrDefault(draft.name, new Sum());
        int slots = Math.max(draft.slots, draft.profile == null ? 0 : Math.min(draft.profile.slots(), 4096));
        double perHour = draft.perHour == null ? 0 : draft.perHour;
        double capacity = Math.max(1, slots) * nowMillis / 1000;
        return new AgentReport(
                draft.name,
                draft.state,
                draft.reason,
                draft.verdicts,
                draft.profile == null ? null : CostModel.shown(draft.profile),
                slots,
                sum.awarded,
                sum.accepted,
                sum.running,
                sum.faults,
                sum.busySeconds,
                capacity > 0 ? Math.min(1, sum.busySeconds / capacity) : 0,
                sum.copySeconds,
                sum.lostSeconds,
                sum.bytes,
                sum.lastFault,
                draft.perHour,
                CostModel.cost(perHour, slots, sum.busySeconds),
                CostModel.cost(perHour, slots, sum.copySeconds),
                CostModel.cost(perHour, slots, sum.lostSeconds),
                draft.rank);
    }
}
