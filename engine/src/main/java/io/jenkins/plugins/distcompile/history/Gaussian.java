package io.jenkins.plugins.distcompile.history;

/** A quantity in logarithms and how well it is known; changed by one thread. */
final class Gaussian {
    double mean;
    double variance;

    Gaussian(double mean, double variance) {
        this.mean = mean;
        this.variance = variance;
    }

    /**
     * What was only guessed so far is less sure the further off the first real value is: guesses have a long tail.
     */
    void believe(double value) {
        double off = value - mean;
        variance = Math.max(variance, off * off / 4);
    }

    Estimate toEstimate() {
        return new Estimate(Math.exp(mean), Math.sqrt(variance));
    }
}
