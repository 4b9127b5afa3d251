package io.jenkins.plugins.distcompile.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Repeated measurements of one figure; NaN = not measured. */
public final class Series {
    private final List<Double> values = new ArrayList<>();

    public void add(double value) {
        values.add(value);
    }

    public boolean isKnown() {
        return !values.isEmpty() && values.stream().noneMatch(value -> value.isNaN());
    }

    public String median() {
        return text(medianValue());
    }

    /** A line of a table: what it is, median, spread. */
    String row(String figure) {
        return "| " + figure + " | " + median() + " | " + spread() + " |";
    }

    /** The middle value; the mean of the two in the middle when their number is even. */
    public double medianValue() {
        List<Double> sorted = values.stream().sorted().toList();
        int size = sorted.size();
        return (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    }

    public String spread() {
        List<Double> sorted = values.stream().sorted().toList();
        return text(sorted.get(0)) + " … " + text(sorted.get(sorted.size() - 1));
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }
}
