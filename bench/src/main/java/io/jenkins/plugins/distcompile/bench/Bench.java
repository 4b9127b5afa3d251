package io.jenkins.plugins.distcompile.bench;

import io.jenkins.plugins.distcompile.plan.CompilationDatabase;
import io.jenkins.plugins.distcompile.plan.Plan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures the figures of docs/performance.md side by side on this machine; started by {@code bench/run}.
 * Builds in turn, never two at once: the first round warms files and processes up and is not counted.
 */
public final class Bench {
    private static final int TRIVIAL_UNITS = 2_000;
    private static final int PLANNED_UNITS = 10_000;
    private static final int JOBS = 2;

    private final Path work;
    private final Path helperJar;
    private final int rounds;
    private final List<String> figures;
    private final List<String> rows = new ArrayList<>();

    private Bench(Path work, Path helperJar, int rounds, List<String> figures) {
        this.work = work;
        this.helperJar = helperJar;
        this.rounds = rounds;
        this.figures = figures;
    }

    /** Arguments: work folder, helper JAR, folder of leveldb, page to write, rounds, figures to measure. */
    public static void main(String[] args) throws Exception {
        Path work = Path.of(args[0]).toAbsolutePath();
        List<String> figures = List.of(args).subList(5, args.length);
        Bench bench = new Bench(work, Path.of(args[1]).toAbsolutePath(), Integer.parseInt(args[4]), figures);
        Files.createDirectories(work);
        bench.rows.add("| figure | median | spread (least … most) |");
        bench.rows.add("|---|--:|--:|");
        bench.builds("C++: leveldb", Path.of(args[2], "compile_commands.json"));
        bench.builds(TRIVIAL_UNITS + " trivial units", TrivialUnits.write(work.resolve("trivial"), TRIVIAL_UNITS));
        bench.memory();
        PerformancePage.write(Path.of(args[3]), "builds", String.join("\n", bench.rows));
    }

    /** Direct, by distcc and by our farm, in turn, each {@code rounds} times after one round that is not counted. */
    private void builds(String name, Path database) throws Exception {
        Plan plan = CompilationDatabase.read(database).plan();
        Series directCpu = new Series();
        Series distccRatio = new Series();
        Series distccRate = new Series();
        Series farmRatio = new Series();
        Series farmRate = new Series();
        for (int round = 0; round <= rounds; round++) {
            Cost direct = figures.contains("direct") || figures.contains("farm")
                    ? CommandRun.of(plan, JOBS, List.of(), java.util.Map.of(), work)
                    : null;
            Cost distcc = null;
            if (figures.contains("distcc")) {
                try (DistccServer server = DistccServer.start(work.resolve("distcc"), JOBS)) {
                    distcc = server.build(plan);
                }
            }
            Cost farm = null;
            if (figures.contains("farm")) {
                try (Farm pool = Farm.start(work.resolve("farm"), helperJar, JOBS)) {
                    pool.build(database, work.resolve("farm-out")); // warms the helper's JVM up
                    farm = pool.build(database, work.resolve("farm-out"));
                }
            }
            System.err.printf(
                    Locale.ROOT, "%s, round %d: direct %s, distcc %s, farm %s%n", name, round, direct, distcc, farm);
            if (round > 0) {
                directCpu.add(direct == null ? Double.NaN : direct.cpuSeconds());
                distccRatio.add(ratio(distcc, direct));
                farmRatio.add(ratio(farm, direct));
                distccRate.add(distcc == null ? Double.NaN : plan.size() / distcc.wallSeconds());
                farmRate.add(farm == null ? Double.NaN : plan.size() / farm.wallSeconds());
            }
        }
        row(name + ": processor time compiled directly, s", directCpu);
        row(name + ": processor time by distcc ÷ directly", distccRatio);
        row(name + ": processor time by our helper ÷ directly", farmRatio);
        row(name + ": units a second by distcc", distccRate);
        row(name + ": units a second by our helper", farmRate);
    }

    private void memory() throws Exception {
        if (!figures.contains("farm")) {
            return;
        }
        Series idle = new Series();
        Series client = new Series();
        Path database = TrivialUnits.write(work.resolve("planned"), PLANNED_UNITS);
        for (int round = 0; round < rounds; round++) {
            try (Farm pool = Farm.start(work.resolve("farm"), helperJar, JOBS)) {
                idle.add(pool.helperMegabytes());
                client.add(pool.clientMegabytes(database, work.resolve("farm-out")));
            }
        }
        row("memory of an idle helper, MB resident", idle);
        row("memory of a client with " + PLANNED_UNITS + " planned units, MB resident at most", client);
    }

    private static double ratio(Cost cost, Cost direct) {
        return cost == null || direct == null ? Double.NaN : cost.cpuSeconds() / direct.cpuSeconds();
    }

    private void row(String figure, Series series) {
        if (series.isKnown()) {
            rows.add("| " + figure + " | " + series.median() + " | " + series.spread() + " |");
        }
    }
}
