package io.jenkins.plugins.distcompile.simulate;

import io.jenkins.plugins.distcompile.schedule.CriticalPath;
import io.jenkins.plugins.distcompile.schedule.UnitFacts;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A time that no schedule on these agents can beat, even one that knows everything and may move units while they run.
 *
 * <p>Each unit has a <em>head</em>, before which it cannot start, and a <em>tail</em> that must follow its end. For any set S of
 * units, least head of S + time for the work of S + least tail of S is a bound (Carlier, EJOR 1982). The time for a set
 * of works on machines of different speeds is at least max over k of (sum of the k largest works) ÷ (sum of the k
 * fastest slots), which is exact when units may move (Horvath, Lam and Sethi, JACM 1977); k = 1 is the longest unit on the
 * fastest agent, k = all is total work ÷ total speed. Heads and tails themselves come from the same rule over a unit's
 * neighbours, so that a join waits for everything that it joins.
 *
 * <p>Preprocessing on the client, transfers and failures are left out: they only make a build longer.
 */
final class LowerBound {
    /** Least heads and tails that are tried: more make the bound no lower, only slower to find. */
    private static final int CUTS = 32;

    private final double[] work;
    /** Sum of the k fastest slots' speeds, at k − 1. */
    private final double[] speeds;

    private LowerBound(double[] work, double[] speeds) {
        this.work = work;
        this.speeds = speeds;
    }

    /** @return infinity when there is work and no agent */
    static double seconds(List<SimulatedUnit> units, List<SimulatedAgent> agents) {
        double[] work = units.stream().mapToDouble(SimulatedUnit::workSeconds).toArray();
        double[] speeds = agents.stream()
                .flatMapToDouble(agent -> IntStream.range(0, agent.slots()).mapToDouble(slot -> -agent.speed()))
                .sorted()
                .map(speed -> -speed)
                .toArray();
        if (work.length == 0) {
            return 0;
        }
        if (speeds.length == 0) {
            return Double.POSITIVE_INFINITY;
        }
        Arrays.parallelPrefix(speeds, Double::sum);
        return new LowerBound(work, speeds).of(units);
    }

    private double of(List<SimulatedUnit> units) {
        CriticalPath path =
                new CriticalPath(units.stream().map(LowerBound::truth).toList());
        int n = work.length;
        int[][] before = new int[n][];
        int[][] after = new int[n][];
        Integer[] order = new Integer[n];
        for (int u = 0; u < n; u++) {
            before[u] = units.get(u).facts().predecessors();
            after[u] = path.successors(u);
            order[u] = u;
        }
        // works are positive, so ranks fall along every edge: by rank is a topological order
        Arrays.sort(order, (a, b) -> Double.compare(path.rank(b), path.rank(a)));
        double[] head = new double[n];
        double[] tail = new double[n];
        for (int k = 0; k < n; k++) {
            head[order[k]] = afterAll(before[order[k]], head);
            int last = order[n - 1 - k];
            tail[last] = afterAll(after[last], tail);
        }
        return largest(head, tail);
    }

    /** When all of these can be done, if none starts before its head. */
    private double afterAll(int[] units, double[] head) {
        double latest = 0;
        int[] sorted = longestFirst(units);
        for (double least : cuts(units, head)) {
            latest = Math.max(latest, least + timeFor(sorted, head, least, null, 0));
        }
        for (int u : units) {
            latest = Math.max(latest, head[u] + work[u] / speeds[0]);
        }
        return latest;
    }

    private double largest(double[] head, double[] tail) {
        int[] all = IntStream.range(0, work.length).toArray();
        int[] sorted = longestFirst(all);
        double largest = 0;
        double[] tails = cuts(all, tail);
        for (double h : cuts(all, head)) {
            for (double t : tails) {
                double time = timeFor(sorted, head, h, tail, t);
                largest = time > 0 ? Math.max(largest, h + time + t) : largest;
            }
        }
        for (int u : all) {
            largest = Math.max(largest, head[u] + work[u] / speeds[0] + tail[u]);
        }
        return largest;
    }

    private int[] longestFirst(int[] units) {
        return Arrays.stream(units)
                .boxed()
                .sorted((a, b) -> Double.compare(work[b], work[a]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Least time for the units with at least this head and, where tails are given, this tail; 0 = there are none. */
    private double timeFor(int[] sorted, double[] head, double leastHead, double[] tail, double leastTail) {
        double sum = 0;
        double longest = 0;
        int k = 0;
        for (int u : sorted) {
            if (head[u] >= leastHead && (tail == null || tail[u] >= leastTail)) {
                sum += work[u];
                longest = Math.max(longest, sum / speeds[Math.min(k++, speeds.length - 1)]);
            }
        }
        return longest;
    }

    /** Some of the distinct values, evenly spread over the units; the least is one of them. */
    private static double[] cuts(int[] units, double[] values) {
        double[] sorted = Arrays.stream(units)
                .mapToDouble(u -> values[u])
                .sorted()
                .distinct()
                .toArray();
        if (sorted.length <= CUTS) {
            return sorted;
        }
        double[] some = new double[CUTS];
        Arrays.setAll(some, i -> sorted[(int) ((long) i * sorted.length / CUTS)]);
        return some;
    }

    private static UnitFacts truth(SimulatedUnit unit) {
        UnitFacts facts = unit.facts();
        return new UnitFacts(facts.id(), facts.predecessors(), true, "", "", false, 0, unit.workSeconds(), 0);
    }
}
