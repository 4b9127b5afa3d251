package io.jenkins.plugins.distcompile.bench;

import io.jenkins.plugins.distcompile.agent.LaunchMechanism;
import io.jenkins.plugins.distcompile.plan.CompilationDatabase;
import io.jenkins.plugins.distcompile.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Measures the figures of docs/performance.md side by side on this machine; started by {@code bench/run}.
 * Builds in turn, never two at once: the first round warms files and processes up and is not counted.
 */
public final class Bench {
    private static final int TRIVIAL_UNITS =
            Integer.parseInt(System.getenv().getOrDefault("BENCH_TRIVIAL_UNITS", "2000"));
    /** Parts of a run, each with a table of its own. */
    private static final Set<String> PARTS = Set.of(
            System.getenv().getOrDefault("BENCH_PARTS", "corpora trivial alone").split(" "));

    private static final int PLANNED_UNITS = 10_000;
    private static final int JOBS = 2;

    /** Starts are short: so many for each round of builds. */
    private static final int STARTS = 4;

    /** A client that stays is measured as it is for most of its life: after these and the round that is not counted. */
    private static final int RESIDENT_WARM_BUILDS = 2;

    private final Path work;
    private final Path launcher;
    private final int rounds;
    private final List<String> figures;
    private final List<String> rows = new ArrayList<>();

    private Bench(Path work, Path launcher, int rounds, List<String> figures) {
        this.work = work;
        this.launcher = launcher;
        this.rounds = rounds;
        this.figures = figures;
    }

    /** Arguments: work folder, bin/distcompile, corpora as NAME=FOLDER with commas between, page, rounds, figures. */
    public static void main(String[] args) throws Exception {
        LaunchMechanism.choose();
        Path work = Path.of(args[0]).toAbsolutePath();
        List<String> figures = List.of(args).subList(5, args.length);
        Bench bench = new Bench(work, Path.of(args[1]).toAbsolutePath(), Integer.parseInt(args[4]), figures);
        Files.createDirectories(work);
        Path page = Path.of(args[3]);
        if (PARTS.contains("corpora")) {
            bench.corpora(args[2].split(","));
            bench.write(page, "corpora");
        }
        if (PARTS.contains("trivial")) {
            Path trivial = TrivialUnits.write(work.resolve("trivial"), TRIVIAL_UNITS);
            bench.add(bench.builds(TRIVIAL_UNITS + " trivial units", trivial));
            bench.floor(trivial);
            bench.write(page, "trivial");
        }
        if (PARTS.contains("alone") && figures.contains("farm")) {
            bench.alone();
            bench.write(page, "alone");
        }
    }

    /** What was measured since the last table. Each part has its own, so that a run that breaks off leaves whole ones. */
    private void write(Path page, String section) throws IOException {
        rows.addAll(0, List.of("| figure | median | spread (least … most) |", "|---|--:|--:|"));
        PerformancePage.write(page, section, String.join("\n", rows));
        rows.clear();
    }

    private void corpora(String[] corpora) throws Exception {
        List<Comparison> all = new ArrayList<>();
        for (String corpus : corpora) {
            String[] name = corpus.split("=", 2);
            all.add(add(builds(name[0], Path.of(name[1], "compile_commands.json"))));
        }
        if (all.size() > 1) {
            add(Comparison.together(all));
        }
    }

    private Comparison add(Comparison comparison) {
        rows.addAll(comparison.rows());
        return comparison;
    }

    /** In each way, in turn, each {@code rounds} times after one round that is not counted. */
    private Comparison builds(String name, Path database) throws Exception {
        Plan plan = CompilationDatabase.read(database).plan();
        Comparison all = new Comparison(name, plan.size());
        try (Farm farm = figures.contains("farm") ? Farm.start(work.resolve("farm"), launcher, JOBS) : null;
                Farm resident = figures.contains("resident")
                        ? Farm.start(work.resolve("resident"), launcher, JOBS).withResidentClient()
                        : null) {
            for (int i = 0; resident != null && i < RESIDENT_WARM_BUILDS; i++) {
                resident.build(database, work.resolve("farm-out"));
            }
            for (int round = 0; round <= rounds; round++) {
                Map<Comparison.Way, Cost> costs = new EnumMap<>(Comparison.Way.class);
                if (figures.contains("direct")) {
                    costs.put(Comparison.Way.DIRECT, CommandRun.of(plan, JOBS, List.of(), Map.of(), work));
                }
                if (figures.contains("distcc")) {
                    try (DistccServer server = DistccServer.start(work.resolve("distcc"), JOBS)) {
                        costs.put(Comparison.Way.DISTCC, server.build(plan));
                    }
                }
                if (farm != null) {
                    costs.put(Comparison.Way.FARM, farm.build(database, work.resolve("farm-out")));
                }
                if (resident != null) {
                    costs.put(Comparison.Way.RESIDENT, resident.build(database, work.resolve("farm-out")));
                }
                System.err.printf(Locale.ROOT, "%s, round %d of %d: %s%n", name, round, rounds, costs);
                if (round > 0) {
                    all.add(costs);
                }
            }
        }
        return all;
    }

    private void floor(Path database) throws Exception {
        Plan plan = CompilationDatabase.read(database).plan();
        Series floor = new Series();
        for (int round = 0; round <= rounds; round++) {
            double rate = Floor.of(plan, JOBS, work);
            if (round > 0) {
                floor.add(rate);
            }
        }
        rows.add(floor.row(plan.size() + " trivial units: units a second by cc1 and as alone"));
    }

    /** What one process of ours takes: time to build one unit, memory. */
    private void alone() throws Exception {
        Series start = new Series();
        Series startCpu = new Series();
        Series idle = new Series();
        Series residentStart = new Series();
        Series residentCpu = new Series();
        Series residentMemory = new Series();
        Path one = TrivialUnits.write(work.resolve("one"), 1);
        try (Farm pool = Farm.start(work.resolve("farm"), launcher, JOBS)) {
            starts(pool, one, start, startCpu);
        }
        try (Farm pool = Farm.start(work.resolve("resident"), launcher, JOBS).withResidentClient()) {
            starts(pool, one, residentStart, residentCpu);
            residentMemory.add(pool.residentMegabytes());
        }
        for (int round = 0; round < rounds; round++) {
            try (Farm pool = Farm.start(work.resolve("farm"), launcher, JOBS)) {
                idle.add(pool.helperMegabytes());
            }
        }
        Series client = new Series();
        Path planned = TrivialUnits.write(work.resolve("planned"), PLANNED_UNITS);
        try (Farm pool = Farm.start(work.resolve("farm"), launcher, JOBS)) {
            client.add(pool.clientMegabytes(planned, work.resolve("farm-out")));
        }
        System.err.printf(
                Locale.ROOT,
                "one unit %s s, idle %s MB, client %s MB%n",
                start.median(),
                idle.median(),
                client.median());
        rows.add(start.row("`distcompile build` of one unit, wall, s"));
        rows.add(startCpu.row("`distcompile build` of one unit, processor time, s"));
        rows.add(residentStart.row("the same with a resident client, wall, s"));
        rows.add(residentCpu.row("the same with a resident client, processor time, s"));
        rows.add(residentMemory.row("memory of that resident client after those builds, MB resident"));
        rows.add(idle.row("memory of an idle helper, MB resident"));
        rows.add(client.row("memory of a client with " + PLANNED_UNITS + " planned units, MB resident at most"));
    }

    private void starts(Farm pool, Path one, Series wall, Series cpu) throws Exception {
        for (int i = 0; i <= STARTS * rounds; i++) {
            Cost cost = pool.build(one, work.resolve("farm-out"));
            if (i > 0) {
                wall.add(cost.wallSeconds());
                cpu.add(cost.cpuSeconds());
            }
        }
    }
}
