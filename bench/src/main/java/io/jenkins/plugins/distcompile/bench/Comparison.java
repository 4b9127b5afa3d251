package io.jenkins.plugins.distcompile.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The same units built in three ways, round by round; ways left out are null and leave their rows out. */
final class Comparison {
    private final String name;
    private final int units;
    private final Series directCpu = new Series();
    private final Series distccCpu = new Series();
    private final Series farmCpu = new Series();
    private final Series distccWall = new Series();
    private final Series farmWall = new Series();
    private final Series directRate = new Series();
    private final Series distccRate = new Series();
    private final Series farmRate = new Series();
    private final Series rates = new Series();
    private final Series cpus = new Series();
    private final List<Round> rounds = new ArrayList<>();

    private record Round(Cost direct, Cost distcc, Cost farm) {}

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
            int round = i;
            Round sum = all.stream()
                    .map(each -> each.rounds.get(round))
                    .reduce((a, b) -> new Round(
                            Cost.sum(a.direct, b.direct), Cost.sum(a.distcc, b.distcc), Cost.sum(a.farm, b.farm)))
                    .orElseThrow();
            together.add(sum.direct, sum.distcc, sum.farm);
        }
        return together;
    }

    void add(Cost direct, Cost distcc, Cost farm) {
        rounds.add(new Round(direct, distcc, farm));
        directCpu.add(direct == null ? Double.NaN : direct.cpuSeconds());
        distccCpu.add(ratio(cpu(distcc), cpu(direct)));
        farmCpu.add(ratio(cpu(farm), cpu(direct)));
        distccWall.add(ratio(wall(distcc), wall(direct)));
        farmWall.add(ratio(wall(farm), wall(direct)));
        directRate.add(ratio(units, wall(direct)));
        distccRate.add(ratio(units, wall(distcc)));
        farmRate.add(ratio(units, wall(farm)));
        rates.add(ratio(wall(distcc), wall(farm)));
        cpus.add(ratio(cpu(farm), cpu(distcc)));
    }

    List<String> rows() {
        List<String> rows = new ArrayList<>();
        add(rows, "processor time compiled directly, s", directCpu);
        add(rows, "processor time by distcc ÷ directly", distccCpu);
        add(rows, "processor time by our helper ÷ directly", farmCpu);
        add(rows, "processor time by our helper ÷ by distcc", cpus);
        add(rows, "wall time by distcc ÷ directly", distccWall);
        add(rows, "wall time by our helper ÷ directly", farmWall);
        add(rows, "units a second directly", directRate);
        add(rows, "units a second by distcc", distccRate);
        add(rows, "units a second by our helper", farmRate);
        add(rows, "units a second by our helper ÷ by distcc", rates);
        return rows;
    }

    private void add(List<String> rows, String figure, Series series) {
        if (series.isKnown()) {
            rows.add(series.row(name + ": " + figure));
        }
    }

    private static double cpu(Cost cost) {
        return Optional.ofNullable(cost).map(Cost::cpuSeconds).orElse(Double.NaN);
    }

    private static double wall(Cost cost) {
        return Optional.ofNullable(cost).map(Cost::wallSeconds).orElse(Double.NaN);
    }

    /** NaN when either is not known. */
    private static double ratio(double one, double other) {
        return one / other;
    }
}
