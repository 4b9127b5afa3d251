package io.jenkins.plugins.distcompile.history;

/**
 * A predicted quantity, log-normal.
 *
 * @param value the median: seconds on the reference machine, or a speed relative to it (1.0); &gt; 0
 * @param logSigma standard deviation of the natural logarithm; 0 = known exactly
 */
public record Estimate(double value, double logSigma) {}
