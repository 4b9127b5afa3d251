package io.jenkins.plugins.distcompile.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Repeated measurements of one figure; NaN = not measured. */
final class Series {
    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    boolean isKnown() {
        return !values.isEmpty() && values.stream().noneMatch(value -> value.isNaN());
    }

    /** The middle value; the mean of the two in the middle when their number is even. */
    String median() {
        List<Double> sorted = values.stream().sorted().toList();
        int size = sorted.size();
        return text((sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2);
    }

    String spread() {
        List<Double> sorted = values.stream().sorted().toList();
        return text(sorted.get(0)) + " … " + text(sorted.get(sorted.size() - 1));
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }
}
