package io.jenkins.plugins.distcompile.schedule;

import java.util.Comparator;
import java.util.Set;

/**
 * Where an agent stands in the indexes: its sort keys as they were when it was filed, so that it is found again whatever
 * has changed since.
 *
 * @param standing the scheme's order, least first; with {@code best} seconds for one second of work
 * @param link seconds to send a typical text
 * @param rank the user's, highest first among equals
 * @param richness highest first among equals
 * @param award when it last got a unit, in awards
 * @param memoryBytes room for further units; MAX_VALUE = no limit
 * @param compilers those of the plan that it has
 * @param machine its host
 */
record Place(
        AgentState agent,
        double standing,
        double link,
        double rank,
        double richness,
        long award,
        long memoryBytes,
        Set<String> compilers,
        String machine) {

    private static final Comparator<Place> PREFERRED = Comparator.comparingDouble((Place place) -> -place.rank)
            .thenComparingDouble(place -> -place.richness)
            .thenComparingInt(place -> place.agent.order);

    static final Comparator<Place> BY_STANDING = Comparator.comparingDouble(Place::standing)
            .thenComparingDouble(Place::link)
            .thenComparing(PREFERRED);
    static final Comparator<Place> BY_LINK = Comparator.comparingDouble(Place::link)
            .thenComparingDouble(Place::standing)
            .thenComparing(PREFERRED);
    static final Comparator<Place> BY_AWARD =
            Comparator.comparingLong(Place::award).thenComparingInt(place -> place.agent.order);
    static final Comparator<Place> BY_MEMORY =
            Comparator.comparingLong((Place place) -> -place.memoryBytes).thenComparingInt(place -> place.agent.order);

    /** Whether it goes before the other one at equal cost. */
    boolean preferredTo(Place other) {
        return rank > other.rank || rank == other.rank && richness > other.richness;
    }
}
