package io.jenkins.plugins.distcompile.jenkins.step;

import io.jenkins.plugins.distcompile.report.BuildEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Where a build stands, counted from its events. Pure; used by one thread. */
final class Tally {
    private int units;
    private int succeeded;
    private int failed;
    private int here;
    private final Set<String> runningHere = new HashSet<>();
    /** Copies that run, by agent; an agent that bid and runs nothing is here with 0. */
    private final Map<String, Integer> running = new HashMap<>();

    void add(BuildEvent event) {
        if (event instanceof BuildEvent.Started started) {
            units = started.units();
        } else if (event instanceof BuildEvent.AgentVerdict verdict) {
            if (verdict.verdict().equals("bid")) {
                running.putIfAbsent(verdict.agent(), 0);
            } else if (verdict.verdict().equals("left")) {
                running.remove(verdict.agent());
            }
        } else if (event instanceof BuildEvent.AgentLost lost) {
            running.remove(lost.agent());
        } else if (event instanceof BuildEvent.CopyRunning copy) {
            running.merge(copy.agent(), 1, Integer::sum);
        } else if (event instanceof BuildEvent.CopyEnded copy) {
            running.computeIfPresent(copy.agent(), (agent, copies) -> Math.max(0, copies - 1));
        } else if (event instanceof BuildEvent.LocalStarted local) {
            runningHere.add(local.unit());
        } else if (event instanceof BuildEvent.LocalEnded local) {
            runningHere.remove(local.unit());
        } else if (event instanceof BuildEvent.UnitDone done) {
            settled(done);
        }
    }

    private void settled(BuildEvent.UnitDone done) {
        if (done.success()) {
            succeeded++;
            here += done.agent() == null ? 1 : 0;
        } else {
            failed++;
        }
    }

    int units() {
        return units;
    }

    int failed() {
        return failed;
    }

    int settled() {
        return succeeded + failed;
    }

    /** Agents that bid and were not lost since. */
    int agents() {
        return running.size();
    }

    /** Such as {@code 42/138 units, 9 running on 3 agents, 2 here, 1 failed}. */
    String progress() {
        int away = running.values().stream().mapToInt(Integer::intValue).sum();
        StringBuilder text = new StringBuilder()
                .append(settled())
                .append('/')
                .append(units)
                .append(" units, ")
                .append(away)
                .append(" running on ")
                .append(agents())
                .append(agents() == 1 ? " agent" : " agents");
        if (!runningHere.isEmpty() || here > 0) {
            text.append(", ").append(runningHere.size()).append(" here");
        }
        if (failed > 0) {
            text.append(", ").append(failed).append(" failed");
        }
        return text.toString();
    }
}
