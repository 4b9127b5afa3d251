package io.jenkins.plugins.distcompile.history;

/**
 * What a unit of one language costs by its size: log seconds = a + b · log(bytes / 32 KiB), a running Bayesian linear
 * regression (Bishop, Pattern Recognition and Machine Learning, 2006, section 3.3) from a prior that stands for
 * nothing known. One thread.
 */
final class SizeFit {
    private static final double CENTRE_LOG_BYTES = Math.log(32_768);
    private static final double PRIOR_NOISE = 0.6 * 0.6;
    private static final double PRIOR_NOISE_WEIGHT = 5;
    private static final double PRIOR_SLOPE = 0.5;
    /** A unit this many deviations off moves the fit no further: Huber, Annals of Mathematical Statistics 35, 1964. */
    private static final double CLAMP = 2;

    private double intercept;
    private double slope = PRIOR_SLOPE;
    // Covariance of (intercept, slope).
    private double varIntercept = 1;
    private double covariance;
    private double varSlope = 0.3 * 0.3;
    private double noiseSum = PRIOR_NOISE * PRIOR_NOISE_WEIGHT;
    private double noiseWeight = PRIOR_NOISE_WEIGHT;

    /** @param secondsAt32KiB expected before anything was seen */
    SizeFit(double secondsAt32KiB) {
        this.intercept = Math.log(secondsAt32KiB);
    }

    /** @param bytes 0 = unknown: the typical unit, less sure */
    Gaussian predict(long bytes) {
        if (bytes <= 0) {
            return new Gaussian(intercept, varIntercept + noise() + 1);
        }
        double x = x(bytes);
        return new Gaussian(intercept + slope * x, parameterVariance(x) + noise());
    }

    /** A unit's first known cost on the reference machine. */
    void learn(long bytes, double logSeconds) {
        if (bytes <= 0) {
            return;
        }
        double x = x(bytes);
        double total = parameterVariance(x) + noise();
        double limit = CLAMP * Math.sqrt(total);
        double residual = Math.max(-limit, Math.min(limit, logSeconds - intercept - slope * x));
        double gainIntercept = (varIntercept + covariance * x) / total;
        double gainSlope = (covariance + varSlope * x) / total;
        double left = varIntercept + covariance * x;
        double right = covariance + varSlope * x;
        intercept += gainIntercept * residual;
        slope += gainSlope * residual;
        varIntercept -= gainIntercept * left;
        covariance -= gainIntercept * right;
        varSlope -= gainSlope * right;
        double share = noise() / total;
        noiseSum += residual * residual * share;
        noiseWeight++;
    }

    private double parameterVariance(double x) {
        return varIntercept + 2 * covariance * x + varSlope * x * x;
    }

    private double noise() {
        return noiseSum / noiseWeight;
    }

    private static double x(long bytes) {
        return Math.log(bytes) - CENTRE_LOG_BYTES;
    }
}
