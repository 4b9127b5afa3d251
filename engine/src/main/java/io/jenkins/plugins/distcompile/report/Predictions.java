package io.jenkins.plugins.distcompile.report;

import java.util.List;

/**
 * How far predicted run times were off, over units whose accepted result came from an agent. An error is a factor less
 * one, the same for too long as for too short: 0.25 = off by a quarter of the smaller of the two times.
 *
 * @param units compared
 * @param medianError half of them were off by no more
 * @param ninetyError nine in ten were off by no more
 */
public record Predictions(int units, double medianError, double ninetyError) {

    /** Null when there is nothing to compare. */
    static Predictions of(List<UnitReport> units) {
        double[] errors = units.stream()
                .filter(unit -> unit.state() == UnitReport.State.SUCCEEDED)
                .filter(unit -> unit.expectedSeconds() > 0 && unit.actualSeconds() > 0)
                .mapToDouble(unit -> Math.exp(Math.abs(Math.log(unit.actualSeconds() / unit.expectedSeconds()))) - 1)
                .sorted()
                .toArray();
        return errors.length == 0 ? null : new Predictions(errors.length, quantile(errors, 0.5), quantile(errors, 0.9));
    }

    /** The smallest error that so large a share does not exceed. */
    private static double quantile(double[] sorted, double share) {
        double value = sorted[(int) Math.ceil(share * sorted.length) - 1];
        return Math.round(value * 1000) / 1000.0;
    }
}
