package io.jenkins.plugins.distcompile.history;

/** A quantity in logarithms and how well it is known; changed by one thread. */
final class Gaussian {
    double mean;
    double variance;
    /** Surprises in a row, negative for downward ones; 0 = the last result was as expected. */
    private int streak;

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

    /**
     * Several surprises in a row, all in one direction, are no outliers: what was learnt is wrong or has changed, so
     * it becomes unsure again and is learnt anew.
     *
     * @param surprise how far the result was off, as a logarithm
     * @param limit beyond it counts as a surprise
     * @param patience surprises that are still taken for outliers
     */
    void doubt(double surprise, double limit, int patience) {
        if (Math.abs(surprise) <= limit) {
            streak = 0;
            return;
        }
        int direction = surprise > 0 ? 1 : -1;
        streak = Integer.signum(streak) == direction ? streak + direction : direction;
        if (Math.abs(streak) > patience) {
            variance += surprise * surprise / 4;
            streak = 0;
        }
    }

    Estimate toEstimate() {
        return new Estimate(Math.exp(mean), Math.sqrt(variance));
    }
}
