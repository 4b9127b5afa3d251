package io.jenkins.plugins.distcompile.simulate;

import io.jenkins.plugins.distcompile.schedule.UnitFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Generated plans. Times are log-normal, as compile times of C and C++ projects are; predictions are the true times
 * times a log-normal error of the given spread. Deterministic for a seed.
 */
public final class Shapes {
    /** Names that {@link #named} knows. */
    public static final List<String> NAMES = List.of("wide", "deep", "fork-join", "heavy-tail", "cpp", "random");

    private static final double PREPARE_SHARE = 0.02;
    private static final long BYTES_PER_SECOND_OF_WORK = 60_000;

    private final SplittableRandom random;
    private final double error;
    private final boolean preparation;
    private final List<SimulatedUnit> units = new ArrayList<>();

    /**
     * @param error standard deviation of ln(predicted ÷ true); 0 = true times known
     * @param preparation whether units are to be preprocessed on the client first
     */
    public Shapes(long seed, double error, boolean preparation) {
        random = new SplittableRandom(seed);
        this.error = error;
        this.preparation = preparation;
    }

    /**
     * A plan of about so many units.
     *
     * @throws IllegalArgumentException for an unknown shape
     */
    public List<SimulatedUnit> named(String shape, int size) {
        units.clear();
        switch (shape) {
            case "wide" -> wide(size, 0.8);
            case "deep" -> deep(size);
            case "fork-join" -> forkJoin(size);
            case "heavy-tail" -> heavyTail(size);
            case "cpp" -> cpp(size);
            case "random" -> random(size);
            default ->
                throw new IllegalArgumentException(
                        "unknown shape " + shape + "; choose one of " + String.join(", ", NAMES));
        }
        return List.copyOf(units);
    }

    /** The same units, told to the scheduler with a new error; their true times stay. */
    public List<SimulatedUnit> predicted(List<SimulatedUnit> known) {
        units.clear();
        for (SimulatedUnit unit : known) {
            double told = unit.workSeconds() * Math.exp(error * gaussian());
            units.add(unit.predicted(Math.max(1e-3, told), error));
        }
        return List.copyOf(units);
    }

    /** Independent units. */
    private void wide(int size, double sigma) {
        for (int i = 0; i < size; i++) {
            add(logNormal(0.6, sigma));
        }
    }

    /** Layers in which each unit needs two of the layer before. */
    private void deep(int size) {
        int width = Math.max(2, (int) Math.sqrt(size));
        for (int i = 0; i < size; i++) {
            int layer = i / width * width;
            int[] before = layer == 0
                    ? new int[0]
                    : random.ints(2, layer - width, layer).distinct().toArray();
            add(logNormal(0.6, 0.6), before);
        }
    }

    /** Five phases, each joined by one unit. */
    private void forkJoin(int size) {
        int phase = Math.max(2, size / 5);
        int join = -1;
        while (units.size() < size) {
            int first = units.size();
            for (int i = 0; i < phase - 1; i++) {
                add(logNormal(0.6, 0.6), join < 0 ? new int[0] : new int[] {join});
            }
            int[] all = new int[units.size() - first];
            for (int i = 0; i < all.length; i++) {
                all[i] = first + i;
            }
            join = units.size();
            add(logNormal(0.6, 0.3), all);
        }
    }

    /** Independent units of which a few take very long (Pareto, index 1.5, cut at 40 times the least). */
    private void heavyTail(int size) {
        for (int i = 0; i < size; i++) {
            double u = random.nextDouble();
            add(Math.min(12, 0.3 * Math.pow(1 - u, -1 / 1.5)));
        }
    }

    /** Ten generators, include-heavy compiles, an archive per ten of them and one link at the end. */
    private void cpp(int size) {
        for (int i = 0; i < 10; i++) {
            add(logNormal(0.2, 0.3));
        }
        List<Integer> archives = new ArrayList<>();
        while (units.size() < size) {
            int first = units.size();
            int[] group = new int[10];
            for (int i = 0; i < group.length; i++) {
                group[i] = first + i;
                boolean generated = random.nextInt(10) == 0;
                add(logNormal(1.2, 0.7), generated ? new int[] {random.nextInt(10)} : new int[0]);
            }
            archives.add(units.size());
            add(logNormal(0.1, 0.2), group);
        }
        add(0.8, archives.stream().mapToInt(Integer::intValue).toArray());
    }

    /** Half of the units need one to three of the 40 before them. */
    private void random(int size) {
        for (int i = 0; i < size; i++) {
            boolean free = i == 0 || random.nextBoolean();
            int[] before = free
                    ? new int[0]
                    : random.ints(1 + random.nextInt(3), Math.max(0, i - 40), i)
                            .distinct()
                            .toArray();
            add(logNormal(0.6, 0.8), before);
        }
    }

    private void add(double work, int... before) {
        double predicted = work * Math.exp(error * gaussian());
        units.add(new SimulatedUnit(
                new UnitFacts(
                        "u" + units.size(), before, true, "", "cc", preparation, 0, Math.max(1e-3, predicted), error),
                work,
                work * PREPARE_SHARE,
                (long) (work * BYTES_PER_SECOND_OF_WORK),
                false));
    }

    private double logNormal(double mean, double sigma) {
        return Math.max(0.02, mean * Math.exp(sigma * gaussian() - sigma * sigma / 2));
    }

    /** Box and Muller, 1958. */
    private double gaussian() {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
