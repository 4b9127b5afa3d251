package io.jenkins.plugins.distcompile.schedule;

import java.util.List;

/** How one of several agents is chosen for a unit. Pure: the least wins, ties fall to the richer machine. */
interface SelectionScheme {

    /** The names that {@link #named} knows, the default first. */
    List<String> NAMES = List.of("best", "first-response", "specs", "history", "ranking", "round-robin");

    /**
     * The agent's place in the scheme's order, least first.
     *
     * @param offer the agent's latest bid
     * @param bidOrder place in the order of first bids
     * @param lastAward how many awards had been made when it last got a unit
     * @param slowness predicted seconds for one second of work
     */
    double standing(Offer offer, long bidOrder, long lastAward, double slowness);

    /** Whether sending counts beside the standing, so that the earliest predicted finish wins. */
    default boolean weighsFinish() {
        return false;
    }

    /** Whether a unit may wait for a fast busy slot, and slow slots are left to shorter units. */
    default boolean waitsForFasterSlots() {
        return false;
    }

    /** @throws IllegalArgumentException for an unknown name, listing the known ones */
    static SelectionScheme named(String name) {
        return switch (name) {
            case "best" -> new Best();
            case "first-response" -> (offer, order, last, slowness) -> order;
            case "specs" -> (offer, order, last, slowness) -> -offer.richness();
            case "history" -> (offer, order, last, slowness) -> slowness;
            case "ranking" -> (offer, order, last, slowness) -> -offer.rank();
            case "round-robin" -> (offer, order, last, slowness) -> last;
            default ->
                throw new IllegalArgumentException(
                        "unknown scheme " + name + "; choose one of " + String.join(", ", NAMES));
        };
    }

    /** Earliest predicted finish: HEFT's processor selection (Topcuoglu, Hariri and Wu, TPDS 2002). */
    final class Best implements SelectionScheme {
        @Override
        public double standing(Offer offer, long bidOrder, long lastAward, double slowness) {
            return slowness;
        }

        @Override
        public boolean weighsFinish() {
            return true;
        }

        @Override
        public boolean waitsForFasterSlots() {
            return true;
        }
    }
}
