package io.jenkins.plugins.distcompile.schedule;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/** Agents in one order, apart for each compiler that the plan needs. Every change costs a logarithm for each of its compilers. */
final class AgentIndex {
    private static final NavigableSet<Place> NONE = Collections.emptyNavigableSet();

    private final Comparator<Place> order;
    private final Map<String, TreeSet<Place>> byCompiler = new HashMap<>();

    AgentIndex(Set<String> compilers, Comparator<Place> order) {
        this.order = order;
        compilers.forEach(this::need);
    }

    /** The plan needs this compiler; before any place with it is added. */
    void need(String compiler) {
        byCompiler.put(compiler, new TreeSet<>(order));
    }

    void add(Place place) {
        for (String compiler : place.compilers()) {
            byCompiler.get(compiler).add(place);
        }
    }

    void remove(Place place) {
        for (String compiler : place.compilers()) {
            byCompiler.get(compiler).remove(place);
        }
    }

    /** Those that have this compiler; read-only. */
    NavigableSet<Place> with(String compiler) {
        TreeSet<Place> places = byCompiler.get(compiler);
        return places == null ? NONE : places;
    }
}
