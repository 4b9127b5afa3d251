package io.jenkins.plugins.distcompile.report;

import io.jenkins.plugins.distcompile.report.Summary.AgentLine;
import io.jenkins.plugins.distcompile.report.UnitReport.State;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Adds a report up to a {@link Summary}. */
final class SummaryMaker {

    private final BuildReport report;
    private int remote;
    private int here;
    private int copies;
    private int fallbacks;
    private double unitSeconds;
    private double longest;
    private double preparedSeconds;
    private double copySeconds;
    private double lostSeconds;
    private long bytesSent;
    private long bytesMoved;
    private final Map<String, Integer> reasons = new TreeMap<>();

    SummaryMaker(BuildReport report) {
        this.report = report;
        report.units().forEach(this::add);
    }

    private void add(UnitReport unit) {
        if (unit.state() == State.SUCCEEDED) {
            remote += unit.where() != null ? 1 : 0;
            here += unit.where() == null ? 1 : 0;
            unitSeconds += Math.max(0, unit.actualSeconds());
            longest = Math.max(longest, unit.actualSeconds());
        }
        fallbacks += unit.fellBack() ? 1 : 0;
        copies += unit.copies();
        preparedSeconds += unit.preparedSeconds();
        if (unit.localReason() != null) {
            reasons.merge(unit.localReason(), 1, Integer::sum);
        }
        for (int i = 0; i < unit.attempts().size(); i++) {
            Attempt attempt = unit.attempts().get(i);
            if (!attempt.isLocal()) {
                bytesSent += unit.wireBytes();
                bytesMoved += attempt.bytes();
            }
            if (attempt.isLost()) {
                lostSeconds += attempt.runSeconds();
            } else if (i != unit.accepted() && AgentTally.wasted(attempt)) {
                copySeconds += attempt.runSeconds();
            }
        }
    }

    Summary make(int jobs) {
        BuildReport.Head head = report.head();
        double wall = head.wallSeconds();
        double alone = jobs > 0 ? Math.max((unitSeconds + preparedSeconds) / jobs, longest) : 0;
        return new Summary(
                head.buildId(),
                head.success(),
                head.reason(),
                report.counts().units(),
                report.counts().succeeded(),
                report.counts().failed(),
                remote,
                here,
                copies,
                report.reposts().size(),
                fallbacks,
                report.agents().stream().map(SummaryMaker::line).toList(),
                mostFirst(),
                faults(),
                rounded(wall),
                rounded(unitSeconds),
                rounded(preparedSeconds),
                rounded(copySeconds),
                rounded(lostSeconds),
                rounded(head.clientCpuSeconds()),
                bytesSent,
                bytesMoved,
                wall > 0 ? rounded(unitSeconds / wall) : 0,
                jobs > 0 && wall > 0 ? rounded(alone / wall) : null,
                jobs > 0 ? rounded(alone - wall) : null,
                Predictions.of(report.units()),
                head.finished() ? LimitFinder.of(report, jobs) : null,
                money(AgentReport::cost),
                money(AgentReport::costOfCopies),
                money(AgentReport::costOfLost),
                rated() ? head.currency() : null);
    }

    private static AgentLine line(AgentReport agent) {
        return new AgentLine(
                agent.name(),
                agent.state(),
                agent.reason(),
                agent.slots(),
                agent.accepted(),
                agent.faults(),
                rounded(agent.busySeconds()),
                rounded(agent.busyShare()),
                agent.perHour(),
                agent.perHour() == null ? null : exact(agent.cost()),
                agent.rank());
    }

    private boolean rated() {
        return report.agents().stream().anyMatch(agent -> agent.perHour() != null);
    }

    private Double money(ToDoubleFunction<AgentReport> part) {
        return rated() ? exact(report.agents().stream().mapToDouble(part).sum()) : null;
    }

    private Map<String, Integer> mostFirst() {
        Comparator<Map.Entry<String, Integer>> most = Map.Entry.comparingByValue(Comparator.reverseOrder());
        List<Map.Entry<String, Integer>> sorted =
                reasons.entrySet().stream().sorted(most).toList();
        Map<String, Integer> ordered = new LinkedHashMap<>();
        sorted.forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        return ordered;
    }

    private Map<String, Integer> faults() {
        Map<String, Integer> faults = new TreeMap<>();
        for (AgentReport agent : report.agents()) {
            if (agent.faults() > 0) {
                faults.put(agent.name(), agent.faults());
            }
        }
        return faults;
    }

    /** A small build costs less than a thousandth of anything. */
    static double exact(double money) {
        return Math.round(money * 1e6) / 1e6;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
