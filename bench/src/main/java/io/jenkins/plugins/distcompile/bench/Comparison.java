package io.jenkins.plugins.distcompile.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The same units built in several ways, round by round; ways left out leave their rows out. */
final class Comparison {
    /** How units are built. */
    enum Way {
        DIRECT("directly"),
        DISTCC("by distcc"),
        FARM("by our helper"),
        RESIDENT("by our helper, resident client");

        private final String shown;

        Way(String shown) {
            this.shown = shown;
        }

        private boolean ours() {
            return this == FARM || this == RESIDENT;
        }
    }

    private final String name;
    private final int units;
    private final List<Map<Way, Cost>> rounds = new ArrayList<>();

    Comparison(String name, int units) {
        this.name = name;
        this.units = units;
    }

    /** Several projects built one after the other, round by round. */
    static Comparison together(List<Comparison> all) {
        String names = all.stream().map(each -> each.name).collect(Collectors.joining(", "));
        Comparison together =
                new Comparison(names, all.stream().mapToInt(each -> each.units).sum());
        for (int i = 0; i < all.get(0).rounds.size(); i++) {
            Map<Way, Cost> sum = new EnumMap<>(Way.class);
            for (Comparison each : all) {
                each.rounds.get(i).forEach((way, cost) -> sum.merge(way, cost, Cost::sum));
            }
            together.add(sum);
        }
        return together;
    }

    void add(Map<Way, Cost> round) {
        rounds.add(round);
    }

    List<String> rows() {
        List<String> rows = new ArrayList<>();
        add(rows, "processor time compiled directly, s", all(Way.DIRECT, Cost::cpuSeconds));
        for (Way way : Way.values()) {
            if (way != Way.DIRECT) {
                add(rows, "processor time " + way.shown + " ÷ directly", ratio(way, Way.DIRECT, Cost::cpuSeconds));
            }
            if (way.ours()) {
                add(rows, "processor time " + way.shown + " ÷ by distcc", ratio(way, Way.DISTCC, Cost::cpuSeconds));
            }
        }
        for (Way way : Way.values()) {
            if (way != Way.DIRECT) {
                add(rows, "wall time " + way.shown + " ÷ directly", ratio(way, Way.DIRECT, Cost::wallSeconds));
            }
            if (way.ours()) {
                add(rows, "wall time " + way.shown + " ÷ by distcc", ratio(way, Way.DISTCC, Cost::wallSeconds));
            }
        }
        for (Way way : Way.values()) {
            add(rows, "units a second " + way.shown, all(way, cost -> units / cost.wallSeconds()));
            if (way.ours()) {
                add(rows, "units a second " + way.shown + " ÷ by distcc", ratio(Way.DISTCC, way, Cost::wallSeconds));
            }
        }
        return rows;
    }

    private interface Figure {
        double of(Cost cost);
    }

    private Series all(Way way, Figure figure) {
        Series series = new Series();
        rounds.stream().filter(round -> round.containsKey(way)).forEach(round -> series.add(figure.of(round.get(way))));
        return series;
    }

    private Series ratio(Way one, Way other, Figure figure) {
        Series series = new Series();
        rounds.stream()
                .filter(round -> round.containsKey(one) && round.containsKey(other))
                .forEach(round -> series.add(figure.of(round.get(one)) / figure.of(round.get(other))));
        return series;
    }

    private void add(List<String> rows, String figure, Series series) {
        if (series.isKnown()) {
            rows.add(series.row(name + ": " + figure));
        }
    }
}
