package io.jenkins.plugins.distcompile.simulate;

import io.jenkins.plugins.distcompile.schedule.SchedulerConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Makespan ÷ lower bound for each shape and scheme, as a Markdown table. Copies and their budget are the same for all
 * schemes. Bench and tests use it.
 */
public final class SchemeTable {
    /** How many times slower a host is than the fastest; the pool of docs/performance.md. */
    private static final double[] FACTORS = {1, 1, 1, 1, 2, 2, 4, 1};

    private SchemeTable() {}

    /**
     * @param units in each plan
     * @param plans different plans per cell; the median, the least and the largest are shown
     */
    public static String markdown(int units, int plans) {
        StringBuilder text = new StringBuilder("| scheme | prediction |");
        Shapes.NAMES.forEach(shape -> text.append(' ').append(shape).append(" |"));
        text.append("\n|---|---|").append("--:|".repeat(Shapes.NAMES.size())).append('\n');
        for (String scheme : List.of("best", "history", "specs", "first-response", "round-robin")) {
            row(text, scheme, "true", 0, false, units, plans);
            row(text, scheme, "±30 %", 0.3, false, units, plans);
            row(text, scheme, "cold", 0.6, true, units, plans);
        }
        return text.toString();
    }

    private static void row(
            StringBuilder text, String scheme, String label, double error, boolean cold, int units, int plans) {
        text.append("| ").append(scheme).append(" | ").append(label).append(" |");
        SchedulerConfig config = SchedulerConfig.DEFAULTS.withScheme(scheme).withLocalJobs(4);
        for (String shape : Shapes.NAMES) {
            double[] ratios = new double[plans];
            for (int seed = 1; seed <= plans; seed++) {
                List<SimulatedUnit> plan = new Shapes(seed, error, false).named(shape, units);
                ratios[seed - 1] = new Simulation(config, plan, pool(cold), seed, false)
                        .run(100_000)
                        .ratio();
            }
            cell(text, ratios);
        }
        text.append('\n');
    }

    private static void cell(StringBuilder text, double[] ratios) {
        Arrays.sort(ratios);
        int n = ratios.length;
        double median = (ratios[(n - 1) / 2] + ratios[n / 2]) / 2;
        text.append(String.format(Locale.ROOT, " %.3f (%.2f–%.2f) |", median, ratios[0], ratios[n - 1]));
    }

    /**
     * Makespan with a twentieth of 20 agents crashing or slowing down at random moments ÷ the same build undisturbed, by
     * {@code best} with predictions that are ±30 % wrong.
     */
    public static String disturbed(int units, int plans) {
        List<SimulatedAgent> agents = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            agents.add(SimulatedAgent.healthy("a" + i, 2, 1 / FACTORS[i % FACTORS.length]));
        }
        SchedulerConfig config = SchedulerConfig.DEFAULTS.withLocalJobs(4);
        StringBuilder text = new StringBuilder("|");
        Shapes.NAMES.forEach(shape -> text.append(' ').append(shape).append(" |"));
        text.append("\n|").append("--:|".repeat(Shapes.NAMES.size())).append("\n|");
        for (String shape : Shapes.NAMES) {
            double[] ratios = new double[plans];
            for (int seed = 1; seed <= plans; seed++) {
                List<SimulatedUnit> plan = new Shapes(seed, 0.3, false).named(shape, units);
                double calm = new Simulation(config, plan, agents, seed, false)
                        .run(100_000)
                        .makespanSeconds();
                List<SimulatedAgent> unlucky = Disturbance.of(agents, 0.05, calm, seed);
                ratios[seed - 1] = new Simulation(config, plan, unlucky, seed, false)
                                .run(100_000)
                                .makespanSeconds()
                        / calm;
            }
            cell(text, ratios);
        }
        return text.append('\n').toString();
    }

    /**
     * What it takes to simulate large builds, shape by shape: preprocessing included, predictions ±30 % wrong, speeds from
     * 0.5 to 1.4. The seconds are this machine's, the steps are the same everywhere.
     */
    public static String large(int units, int agents) {
        List<SimulatedAgent> pool = new ArrayList<>();
        for (int i = 0; i < agents; i++) {
            pool.add(SimulatedAgent.healthy("a" + i, 2, 0.5 + (i % 10) / 10.0));
        }
        SchedulerConfig config = SchedulerConfig.DEFAULTS.withLocalJobs(Math.max(4, agents / 5));
        StringBuilder text =
                new StringBuilder("| shape | seconds | events | steps an event | makespan ÷ lower bound |\n");
        text.append("|---|--:|--:|--:|--:|\n");
        for (String shape : Shapes.NAMES) {
            List<SimulatedUnit> plan = new Shapes(1, 0.3, true).named(shape, units);
            long start = System.nanoTime();
            Outcome outcome = new Simulation(config, plan, pool, 1, false).run(100_000);
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %d | %.0f | %.2f |%n",
                    shape,
                    (System.nanoTime() - start) / 1e9,
                    outcome.events(),
                    outcome.steps() / (double) outcome.events(),
                    outcome.ratio()));
        }
        return text.toString();
    }

    /** {@code cold}: every bid claims the same speed. */
    static List<SimulatedAgent> pool(boolean cold) {
        List<SimulatedAgent> agents = new ArrayList<>();
        for (int i = 0; i < FACTORS.length; i++) {
            SimulatedAgent agent = SimulatedAgent.healthy("a" + i, 2, 1 / FACTORS[i]);
            agents.add(cold ? agent.claiming(1) : agent);
        }
        return agents;
    }
}
