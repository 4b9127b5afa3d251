package io.jenkins.plugins.distcompile.dispatch;

import io.jenkins.plugins.distcompile.history.Observation;
import io.jenkins.plugins.distcompile.report.AgentReport;
import io.jenkins.plugins.distcompile.report.Attempt;
import io.jenkins.plugins.distcompile.report.BuildReport;
import io.jenkins.plugins.distcompile.report.UnitReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a build, finished or failed, teaches about its units and agents. Pure. */
public final class Lessons {
    /** The clocks that measure runs tick in milliseconds: a shorter run took about half of one. */
    private static final double LEAST_SECONDS = 0.0005;
    /** No compiler runs for a week: what says so is not to be learnt from. */
    private static final double MOST_SECONDS = 7 * 86_400;

    private Lessons() {}

    /** One observation per good run of a unit that succeeded; agents go by the names they gave themselves. */
    public static List<Observation> of(BuildPlan plan, BuildReport report) {
        Map<String, UnitWork> works = new HashMap<>();
        plan.units().forEach(work -> works.put(work.unit().id(), work));
        Map<String, String> names = new HashMap<>();
        for (AgentReport agent : report.agents()) {
            if (agent.profile() != null) {
                names.put(agent.name(), agent.profile().name());
            }
        }
        List<Observation> lessons = new ArrayList<>();
        for (UnitReport unit : report.units()) {
            UnitWork work = works.get(unit.id());
            if (work == null || unit.state() != UnitReport.State.SUCCEEDED) {
                continue;
            }
            for (Attempt attempt : unit.attempts()) {
                if ("succeeded".equals(attempt.ending()) && attempt.runMillis() >= 0) {
                    String agent = attempt.isLocal()
                            ? report.head().client()
                            : names.getOrDefault(attempt.agent(), attempt.agent());
                    lessons.add(observation(work, attempt, agent));
                }
            }
        }
        return lessons;
    }

    private static Observation observation(UnitWork work, Attempt attempt, String agent) {
        return new Observation(
                work.unit().id(),
                agent,
                work.call() == null ? "" : work.call().language().name(),
                Math.max(LEAST_SECONDS, Math.min(MOST_SECONDS, attempt.runMillis() / 1000)),
                work.sourceBytes(),
                attempt.bytes(),
                attempt.usage() == null ? 0 : attempt.usage().peakMemoryBytes());
    }
}
