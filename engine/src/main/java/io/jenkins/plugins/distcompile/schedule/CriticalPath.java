package io.jenkins.plugins.distcompile.schedule;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Upward rank, slack and the reasons for being critical, for each unit. Built once for a build; immutable, so any thread may
 * read it. Upward rank as in HEFT (Topcuoglu, Hariri and Wu, TPDS 2002): own time + the largest rank of a dependent.
 */
public final class CriticalPath {

    /** Why a unit is critical. */
    public enum Reason {
        /** It lies on the longest path, or within 2 % of it. */
        PATH,
        /** Unusually many units wait for it. */
        DEPENDENTS,
        /** Unusually much data comes from it. */
        DATA,
        /** Unusually much processor time. */
        WORK,
        /** Unusually much memory. */
        MEMORY,
        /** Unusually much disk. */
        DISK,
        /** Unusually much to be sent and fetched. */
        NETWORK
    }

    private static final double PATH_TOLERANCE = 0.02;
    /** Standard deviations above the mean that count as unusual. */
    private static final double UNUSUAL_SIGMAS = 3;

    private final double[] rank;
    private final double[] slack;
    private final int[][] successors;
    private final double length;
    private final List<Set<Reason>> reasons;

    /** @throws IllegalArgumentException for a cycle or a predecessor that is not in the list */
    public CriticalPath(List<UnitFacts> units) {
        int n = units.size();
        successors = successorsOf(units);
        int[] order = topologicalOrder(units, successors);
        rank = new double[n];
        double[] depth = new double[n];
        double longest = 0;
        for (int k = n - 1; k >= 0; k--) {
            int u = order[k];
            double below = 0;
            for (int s : successors[u]) {
                below = Math.max(below, rank[s]);
            }
            rank[u] = units.get(u).workSeconds() + below;
            longest = Math.max(longest, rank[u]);
        }
        slack = new double[n];
        for (int u : order) {
            for (int p : units.get(u).predecessors()) {
                depth[u] = Math.max(depth[u], depth[p] + units.get(p).workSeconds());
            }
            slack[u] = Math.max(0, longest - depth[u] - rank[u]);
        }
        length = longest;
        reasons = reasonsOf(units);
    }

    /** Longest predicted path from the start of this unit to the end of the build, reference seconds. */
    public double rank(int unit) {
        return rank[unit];
    }

    /** How much later than at the earliest the unit may start without prolonging the longest path, reference seconds. */
    public double slack(int unit) {
        return slack[unit];
    }

    /** The longest path, reference seconds. */
    public double lengthSeconds() {
        return length;
    }

    /** Units that directly wait for this one, none if it was added later; a copy. */
    public int[] successors(int unit) {
        return unit < successors.length ? successors[unit].clone() : new int[0];
    }

    /** Why it is critical; empty = it is not. */
    public Set<Reason> reasons(int unit) {
        return reasons.get(unit);
    }

    public boolean critical(int unit) {
        return !reasons.get(unit).isEmpty();
    }

    private List<Set<Reason>> reasonsOf(List<UnitFacts> units) {
        int n = units.size();
        Unusual dependents = new Unusual(n, u -> successors[u].length);
        Unusual data =
                new Unusual(n, u -> successors[u].length * (double) units.get(u).outputBytes());
        Unusual work = new Unusual(n, u -> units.get(u).workSeconds());
        Unusual memory = new Unusual(n, u -> units.get(u).memoryBytes());
        Unusual disk = new Unusual(n, u -> units.get(u).diskBytes());
        Unusual network = new Unusual(n, u -> units.get(u).networkBytes());
        @SuppressWarnings({"unchecked", "rawtypes"})
        Set<Reason>[] all = new Set[n];
        for (int u = 0; u < n; u++) {
            EnumSet<Reason> why = EnumSet.noneOf(Reason.class);
            add(why, Reason.PATH, slack[u] <= PATH_TOLERANCE * length);
            add(why, Reason.DEPENDENTS, successors[u].length > 1 && dependents.is(u));
            add(why, Reason.DATA, data.is(u));
            add(why, Reason.WORK, work.is(u));
            add(why, Reason.MEMORY, memory.is(u));
            add(why, Reason.DISK, disk.is(u));
            add(why, Reason.NETWORK, network.is(u));
            all[u] = Collections.unmodifiableSet(why);
        }
        return List.of(all);
    }

    private static void add(Set<Reason> why, Reason reason, boolean holds) {
        if (holds) {
            why.add(reason);
        }
    }

    /** What lies far above the others in one respect. */
    private static final class Unusual {
        private final double[] values;
        private final double limit;

        Unusual(int units, IntToDoubleFunction value) {
            values = IntStream.range(0, units).mapToDouble(value).toArray();
            double mean = Arrays.stream(values).average().orElse(0);
            double variance = Arrays.stream(values)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElse(0);
            limit = mean + UNUSUAL_SIGMAS * Math.sqrt(variance);
        }

        boolean is(int unit) {
            return values[unit] > limit;
        }
    }

    private static int[][] successorsOf(List<UnitFacts> units) {
        int n = units.size();
        int[] count = new int[n];
        for (UnitFacts unit : units) {
            for (int p : unit.predecessors()) {
                if (p < 0 || p >= n) {
                    throw new IllegalArgumentException("unit " + unit.id() + " waits for unit " + p + " of " + n);
                }
                count[p]++;
            }
        }
        int[][] successors = new int[n][];
        Arrays.setAll(successors, u -> new int[count[u]]);
        for (int u = n - 1; u >= 0; u--) {
            for (int p : units.get(u).predecessors()) {
                successors[p][--count[p]] = u;
            }
        }
        return successors;
    }

    private static int[] topologicalOrder(List<UnitFacts> units, int[][] successors) {
        int n = units.size();
        int[] open = new int[n];
        Deque<Integer> ready = new ArrayDeque<>();
        for (int u = 0; u < n; u++) {
            open[u] = units.get(u).predecessors().length;
            if (open[u] == 0) {
                ready.add(u);
            }
        }
        int[] order = new int[n];
        int ordered = 0;
        while (!ready.isEmpty()) {
            int u = ready.remove();
            order[ordered++] = u;
            for (int s : successors[u]) {
                if (--open[s] == 0) {
                    ready.add(s);
                }
            }
        }
        if (ordered < n) {
            throw new IllegalArgumentException("units wait for each other in a circle");
        }
        return order;
    }
}
