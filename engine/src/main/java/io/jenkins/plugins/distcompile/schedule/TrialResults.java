package io.jenkins.plugins.distcompile.schedule;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the agents' trials say of them when they are compared with each other. Units of a trial are about equally long, so what
 * the predictions of a build without history have in common, which is most of what is wrong with them, falls out.
 */
final class TrialResults {
    /** Spread of the agents' speeds, in the logarithm: two thirds of them within half and twice the typical one. */
    private static final double SPEED_SIGMA = 0.7;
    /** Spread of a short unit's time round what it was predicted in proportion to the others, in the logarithm. */
    private static final double RUN_SIGMA = 0.4;

    private static final class Result {
        private double sum;
        private int units;
        private double least = Double.POSITIVE_INFINITY;

        private double mean() {
            return sum / units;
        }
    }

    private final Map<AgentState, Result> results = new LinkedHashMap<>();
    private double least = Double.POSITIVE_INFINITY;

    /** @param slowness time taken ÷ predicted on the reference machine; above 0 */
    void add(AgentState agent, double slowness) {
        Result result = results.computeIfAbsent(agent, key -> new Result());
        result.sum += Math.log(slowness);
        result.units++;
        result.least = Math.min(result.least, slowness);
        least = Math.min(least, slowness);
    }

    /** Agents that have ended a unit of their trial. */
    Set<AgentState> agents() {
        return results.keySet();
    }

    /** Time ÷ prediction of its quickest unit; infinite = it has ended none. */
    double least(AgentState agent) {
        Result result = results.get(agent);
        return result == null ? Double.POSITIVE_INFINITY : result.least;
    }

    /** The same of all agents. */
    double least() {
        return least;
    }

    /** ln(speed ÷ the typical agent's) for each in turn, with its variance: drawn towards 0 as far as few units leave it open. */
    void judge(Judge judge) {
        double typical = results.values().stream().mapToDouble(Result::mean).sum() / results.size();
        results.forEach((agent, result) -> {
            double noise = RUN_SIGMA * RUN_SIGMA / result.units;
            double weight = SPEED_SIGMA * SPEED_SIGMA / (SPEED_SIGMA * SPEED_SIGMA + noise);
            judge.is(agent, weight * (typical - result.mean()), weight * noise);
        });
    }

    interface Judge {
        void is(AgentState agent, double logSpeed, double variance);
    }
}
