package io.jenkins.plugins.distcompile.schedule;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Learns how fast each agent is, and how many seconds a predicted second really takes. Used by the scheduler alone.
 *
 * <p>Model: ln(run) = ln(work) + ln(scale) − ln(speed) + noise. Scale and each speed are followed by a scalar Kalman filter in the
 * logarithm (Kalman 1960); innovations are clamped (Huber 1964), so a single outlier moves an estimate little, and a
 * small drift keeps old knowledge from lasting for ever.
 */
final class SpeedBook {
    /** Spread of an agent's true speed round what its specs say. */
    private static final double SPEED_PRIOR_SIGMA = 0.35;
    /** Spread of the common factor round 1 before anything has run. */
    private static final double SCALE_PRIOR_SIGMA = 1.5;
    /** Noise that stays when a unit's work is known exactly. */
    private static final double RUN_SIGMA = 0.08;

    private static final double DRIFT = 0.01;
    private static final double CLAMP_SIGMAS = 2;
    /** Share of what is beyond the clamp that is put down to the agent while a unit is overdue there. */
    private static final double BEYOND = 0.5;

    private final Map<String, Estimate> speeds = new HashMap<>();
    private final Estimate scale;
    /** Agents that have ended units beyond their trial. */
    private final Set<String> ranAfterTrial = new HashSet<>();

    /** @param uncertainty typical standard deviation of ln(work); with 0 the predictions' scale is taken as right */
    SpeedBook(double uncertainty) {
        scale = new Estimate(0, scaleSigma(uncertainty));
    }

    private static double scaleSigma(double uncertainty) {
        return Math.min(SCALE_PRIOR_SIGMA, 0.02 + 3 * uncertainty);
    }

    /** What the units are typically known by is this, and not what was said before; without effect once one has run. */
    void expect(double uncertainty) {
        if (scale.samples == 0) {
            double sigma = scaleSigma(uncertainty);
            scale.prior = sigma * sigma;
            scale.variance = scale.prior;
        }
    }

    /**
     * The agent's specs or benchmark say this speed; what has been learnt already stays.
     *
     * @return what is known of the agent, now and later
     */
    Estimate offer(String agent, double speed) {
        Estimate estimate = speeds.get(agent);
        if (estimate == null) {
            estimate = new Estimate(Math.log(speed), SPEED_PRIOR_SIGMA);
            speeds.put(agent, estimate);
        }
        return estimate;
    }

    /** Whether anything has been said or learnt of it. */
    boolean knows(String agent) {
        return speeds.containsKey(agent);
    }

    /** Speed relative to the reference machine. */
    double speed(String agent) {
        Estimate estimate = speeds.get(agent);
        return estimate == null ? 1 : estimate.speed();
    }

    /** How many seconds a predicted second takes on the reference machine. */
    double scale() {
        return Math.exp(scale.value);
    }

    /** Results counted for this agent. */
    int samples(String agent) {
        Estimate estimate = speeds.get(agent);
        return estimate == null ? 0 : estimate.samples;
    }

    /**
     * A unit has run.
     *
     * @param workSeconds predicted on the reference machine
     * @param uncertainty standard deviation of its logarithm
     * @param runSeconds wall time on the agent
     */
    void observe(String agent, double workSeconds, double uncertainty, double runSeconds) {
        if (!(runSeconds > 0) || !(workSeconds > 0)) {
            return;
        }
        learn(agent, workSeconds, uncertainty, runSeconds);
        ranAfterTrial.add(agent);
    }

    private void learn(String agent, double workSeconds, double uncertainty, double runSeconds) {
        double slowness = learnScale(agent, workSeconds, uncertainty, runSeconds);
        speeds.get(agent).update(scale.value - slowness, noise(uncertainty) + scale.variance, DRIFT * DRIFT);
    }

    /** Returns the logarithm of the run's time ÷ the prediction. */
    private double learnScale(String agent, double workSeconds, double uncertainty, double runSeconds) {
        Estimate speed = offer(agent, 1);
        double slowness = Math.log(runSeconds) - Math.log(workSeconds);
        scale.update(slowness + speed.value, noise(uncertainty) + speed.variance, DRIFT * DRIFT / 10);
        return slowness;
    }

    /** A unit of an agent's trial has run. It tells the common factor; what it tells of the agent comes by {@link #judge}. */
    void tried(String agent, double workSeconds, double uncertainty, double runSeconds) {
        learnScale(agent, workSeconds, uncertainty, runSeconds);
        speeds.get(agent).samples++;
    }

    /** All trials together say this of an agent; nothing if it has run other units since, for they tell more. */
    void judge(String agent, double logSpeed, double variance) {
        if (!ranAfterTrial.contains(agent)) {
            Estimate speed = speeds.computeIfAbsent(agent, name -> new Estimate(logSpeed, SPEED_PRIOR_SIGMA));
            speed.value = logSpeed;
            speed.variance = Math.min(speed.variance, variance);
        }
    }

    /**
     * A unit still runs after so long: a censored sample, which counts as if the unit ended now. Without it an agent slower
     * than it claims is known only when its first unit ends, which is late for the build.
     */
    void overdue(String agent, double workSeconds, double uncertainty, double elapsedSeconds) {
        if (elapsedSeconds > 0 && workSeconds > 0) {
            learn(agent, workSeconds, uncertainty, elapsedSeconds);
        }
    }

    /**
     * Two agents ran the same unit and one had not ended after so long: it is at most so fast compared with the winner, whatever
     * the unit was predicted to take.
     */
    void lostRace(String agent, double elapsedSeconds, String winner, double runSeconds) {
        Estimate loser = speeds.get(agent);
        Estimate other = speeds.get(winner);
        if (loser == null || other == null || !(elapsedSeconds > 0) || !(runSeconds > 0)) {
            return;
        }
        double most = other.value + Math.log(runSeconds / elapsedSeconds);
        if (most < loser.value) {
            loser.update(most, RUN_SIGMA * RUN_SIGMA + other.variance, DRIFT * DRIFT);
        }
    }

    /** Variance of a run's logarithm round its prediction. */
    double noise(double uncertainty) {
        return uncertainty * uncertainty + RUN_SIGMA * RUN_SIGMA;
    }

    /** Logarithm of the speed that a run of this time shows ÷ the learnt one. */
    double innovation(String agent, double workSeconds, double runSeconds) {
        return scale.value + Math.log(workSeconds) - Math.log(runSeconds) - Math.log(speed(agent));
    }

    /**
     * How far the logarithm of an agent's speed would move by this innovation of this variance. What goes beyond the clamp is
     * half believed: it is hardly the unit alone.
     */
    double shift(String agent, double innovation, double noise) {
        Estimate estimate = speeds.get(agent);
        double variance = estimate == null ? SPEED_PRIOR_SIGMA * SPEED_PRIOR_SIGMA : estimate.variance;
        double total = variance + noise;
        double limit = CLAMP_SIGMAS * Math.sqrt(total);
        double ordinary = Math.max(-limit, Math.min(limit, innovation));
        return variance / total * ordinary + BEYOND * (innovation - ordinary);
    }

    /** A logarithm, with what it is worth. */
    static final class Estimate {
        private double value;
        private double prior;
        private double variance;
        private int samples;

        private Estimate(double value, double sigma) {
            this.value = value;
            this.prior = sigma * sigma;
            this.variance = prior;
        }

        double speed() {
            return Math.exp(value);
        }

        private void update(double measured, double noise, double drift) {
            variance += drift;
            double limit = CLAMP_SIGMAS * Math.sqrt(variance + noise);
            double innovation = measured - value;
            double gain = variance / (variance + noise);
            if (Math.abs(innovation) <= limit) {
                value += gain * innovation;
                variance *= 1 - gain;
            } else {
                // an outlier, or the agent has changed: move a little, and believe the next one more
                value += gain * Math.copySign(limit, innovation);
                variance = Math.min(prior, 2 * variance);
            }
            samples++;
        }
    }
}
