package io.jenkins.plugins.distcompile.schedule;

/**
 * Corrects predictions by the size of the preprocessed text, for units that were predicted from their source alone: of two
 * units with equal predictions, the one with more text than is usual for such a prediction takes longer.
 *
 * <p>ln(true ÷ predicted) is taken as b × (x − mean of x), x = ln(text bytes ÷ predicted seconds). b starts at 0.5, for
 * preprocessed size explains compile times with a correlation of about 0.8 where headers weigh most; it is fitted to the
 * results of the build, the start counting as {@value #PRIOR_UNITS} units (ridge regression: Hoerl and Kennard, 1970).
 */
final class TextSizes {
    /** Units predicted with less uncertainty have a history, which knows better. */
    static final double COLD = 0.4;

    private static final double PRIOR_SLOPE = 0.5;
    private static final int PRIOR_UNITS = 10;
    /** Spread of x that the start is taken to have been seen with. */
    private static final double PRIOR_VARIANCE = 0.4;
    /** No text says more than this factor. */
    private static final double MOST = Math.log(4);
    /** What is left of the uncertainty, with a correlation of 0.7. */
    private static final double UNCERTAINTY_LEFT = 0.7;

    private int texts;
    private double meanText;

    // Welford's sums over the results.
    private int results;
    private double meanX;
    private double meanY;
    private double sumXX;
    private double sumXY;

    /** The unit's text is known. */
    void prepared(UnitState unit) {
        if (unit.textBytes <= 0 || unit.facts.uncertainty() < COLD) {
            return;
        }
        double x = x(unit);
        texts++;
        meanText += (x - meanText) / texts;
        double trust = texts / (texts + 3.0);
        double shift = trust * slope() * (x - meanText);
        unit.workSeconds = unit.facts.workSeconds() * Math.exp(Math.max(-MOST, Math.min(MOST, shift)));
        unit.uncertainty = UNCERTAINTY_LEFT * unit.facts.uncertainty();
    }

    /**
     * The unit has run.
     *
     * @param referenceSeconds its time × the agent's speed
     */
    void ran(UnitState unit, double referenceSeconds) {
        if (unit.textBytes <= 0 || unit.facts.uncertainty() < COLD || !(referenceSeconds > 0)) {
            return;
        }
        double x = x(unit);
        double y = Math.log(referenceSeconds / unit.facts.workSeconds());
        results++;
        double offX = x - meanX;
        meanX += offX / results;
        meanY += (y - meanY) / results;
        sumXX += offX * (x - meanX);
        sumXY += offX * (y - meanY);
    }

    private double slope() {
        double prior = PRIOR_UNITS * PRIOR_VARIANCE;
        return Math.max(0, Math.min(1, (prior * PRIOR_SLOPE + sumXY) / (prior + sumXX)));
    }

    private static double x(UnitState unit) {
        return Math.log(unit.textBytes / unit.facts.workSeconds());
    }
}
