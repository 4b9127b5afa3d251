package io.jenkins.plugins.distcompile.report;

import io.jenkins.plugins.distcompile.history.CostModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What each copy cost, where its agent's rate is known. */
final class CopyCosts {
    private CopyCosts() {}

    /**
     * One copy for {@code --json}.
     *
     * @param ending as in {@link Attempt}
     * @param accepted whether its result is the unit's
     * @param seconds that its command ran
     * @param cost in the build's currency
     */
    record Line(String unit, int copy, String agent, String ending, boolean accepted, double seconds, double cost) {}

    /** The same units, their attempts on agents of known rates with a cost. */
    static List<UnitReport> priced(List<UnitReport> units, List<AgentReport> agents) {
        Map<String, AgentReport> rated = new HashMap<>();
        agents.stream().filter(agent -> agent.perHour() != null).forEach(agent -> rated.put(agent.name(), agent));
        if (rated.isEmpty()) {
            return units;
        }
        return units.stream()
                .map(unit -> unit.withAttempts(unit.attempts().stream()
                        .map(attempt -> priced(attempt, rated.get(attempt.agent())))
                        .toList()))
                .toList();
    }

    private static Attempt priced(Attempt attempt, AgentReport agent) {
        return agent == null || attempt.isLocal()
                ? attempt
                : attempt.withCost(CostModel.cost(agent.perHour(), agent.slots(), attempt.runSeconds()));
    }

    /** Every copy that ran and has a cost, in the order of the plan. */
    static List<Line> lines(BuildReport report) {
        List<Line> lines = new ArrayList<>();
        for (UnitReport unit : report.units()) {
            for (int i = 0; i < unit.attempts().size(); i++) {
                Attempt attempt = unit.attempts().get(i);
                if (attempt.cost() != null && attempt.runMillis() >= 0) {
                    lines.add(new Line(
                            unit.id(),
                            attempt.copy(),
                            attempt.agent(),
                            attempt.ending(),
                            i == unit.accepted(),
                            attempt.runSeconds(),
                            SummaryMaker.exact(attempt.cost())));
                }
            }
        }
        return lines;
    }
}
