package io.jenkins.plugins.distcompile.simulate;

import io.jenkins.plugins.distcompile.schedule.Decision;
import io.jenkins.plugins.distcompile.schedule.Progress;
import java.util.List;

/**
 * How a simulated build went.
 *
 * @param makespanSeconds from the start to the last decision
 * @param lowerBoundSeconds no schedule on these agents is shorter; infinite without agents
 * @param success the scheduler's verdict
 * @param accepted units accepted
 * @param failed units failed
 * @param localRuns runs on the client
 * @param busyShare time in which the agents' slots ran something ÷ slots × makespan, 0 to 1
 * @param progress the scheduler's last snapshot
 * @param events events that the scheduler was given
 * @param steps agents, units and copies that the scheduler looked at
 * @param mostSteps the most that one event took, for each of its decisions
 * @param decisions everything decided, in order; empty unless it was to be recorded
 * @param violations broken invariants, one line each; empty = none
 */
public record Outcome(
        double makespanSeconds,
        double lowerBoundSeconds,
        boolean success,
        int accepted,
        int failed,
        int localRuns,
        double busyShare,
        Progress progress,
        long events,
        long steps,
        long mostSteps,
        List<Decision> decisions,
        List<String> violations) {

    /** Makespan ÷ lower bound. */
    public double ratio() {
        return makespanSeconds / lowerBoundSeconds;
    }
}
