package io.jenkins.plugins.distcompile.plan;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An acyclic graph of units: edges run from the writer of a file to its readers and from each name in
 * {@code after}. Immutable; units are addressed by their index in {@link #units()}.
 */
public final class Plan {
    private final List<Unit> units;
    private final List<int[]> predecessors;

    private Plan(List<Unit> units, List<int[]> predecessors) {
        this.units = units;
        this.predecessors = predecessors;
    }

    public List<Unit> units() {
        return units;
    }

    public int size() {
        return units.size();
    }

    /** Indexes of the units that must be done before unit {@code index}; a copy. */
    public int[] predecessors(int index) {
        return predecessors.get(index).clone();
    }

    /**
     * Builds the graph; the cost is linear in units and edges.
     *
     * @throws PlanException for a repeated id, two writers of one output, an unknown name in {@code after} or a cycle
     */
    public static Plan of(List<Unit> units) throws PlanException {
        Map<String, Integer> byId = new HashMap<>();
        Map<Path, Integer> writers = new HashMap<>();
        for (int i = 0; i < units.size(); i++) {
            Unit unit = units.get(i);
            if (byId.putIfAbsent(unit.id(), i) != null) {
                throw new PlanException("two units are called " + unit.id());
            }
            for (Path output : unit.outputs()) {
                Integer other = writers.putIfAbsent(output, i);
                if (other != null && other != i) {
                    throw new PlanException("units " + units.get(other).id() + " and " + unit.id() + " both write "
                            + output + "; give one of them another output");
                }
            }
        }
        List<int[]> predecessors = new ArrayList<>(units.size());
        for (int i = 0; i < units.size(); i++) {
            predecessors.add(predecessorsOf(i, units.get(i), byId, writers));
        }
        Plan plan = new Plan(List.copyOf(units), predecessors);
        plan.rejectCycles();
        return plan;
    }

    private static int[] predecessorsOf(int index, Unit unit, Map<String, Integer> byId, Map<Path, Integer> writers)
            throws PlanException {
        Set<Integer> before = new LinkedHashSet<>();
        for (String name : unit.after()) {
            Integer other = byId.get(name);
            if (other == null) {
                throw new PlanException("unit " + unit.id() + " comes after " + name + ", which is not in the plan");
            }
            before.add(other);
        }
        for (Path input : unit.inputs()) {
            Integer writer = writers.get(input);
            if (writer != null) {
                before.add(writer);
            }
        }
        if (unit.after().contains(unit.id())) {
            throw new PlanException("unit " + unit.id() + " comes after itself");
        }
        before.remove(index);
        return before.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Kahn's algorithm (Communications of the ACM 5/11, 1962): what cannot be ordered is on or behind a cycle. */
    private void rejectCycles() throws PlanException {
        int[] open = new int[size()];
        List<List<Integer>> successors = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            successors.add(new ArrayList<>());
        }
        Deque<Integer> ready = new ArrayDeque<>();
        for (int i = 0; i < size(); i++) {
            open[i] = predecessors.get(i).length;
            for (int p : predecessors.get(i)) {
                successors.get(p).add(i);
            }
            if (open[i] == 0) {
                ready.add(i);
            }
        }
        int ordered = 0;
        while (!ready.isEmpty()) {
            ordered++;
            for (int s : successors.get(ready.remove())) {
                if (--open[s] == 0) {
                    ready.add(s);
                }
            }
        }
        if (ordered < size()) {
            throw new PlanException("units wait for each other in a circle: " + describeCycle(open));
        }
    }

    private String describeCycle(int[] open) {
        int at = 0;
        while (open[at] == 0) {
            at++;
        }
        List<Integer> path = new ArrayList<>();
        while (!path.contains(at)) {
            path.add(at);
            for (int p : predecessors.get(at)) {
                if (open[p] > 0) {
                    at = p;
                    break;
                }
            }
        }
        StringBuilder text = new StringBuilder(units.get(at).id());
        for (int i = path.size() - 1; i >= path.indexOf(at); i--) {
            text.append(" → ").append(units.get(path.get(i)).id());
        }
        return text.toString();
    }
}
