package io.jenkins.plugins.distcompile.schedule;

import java.util.List;

/** How one of several agents is chosen for a unit. Pure: the smallest cost wins, ties fall to the richer machine. */
interface SelectionScheme {

    /** The names that {@link #named} knows, the default first. */
    List<String> NAMES = List.of("best", "first-response", "specs", "history", "ranking", "round-robin");

    /**
     * @param offer the agent's latest bid
     * @param bidOrder place in the order of first bids
     * @param lastAward how many awards had been made when it last got a unit
     * @param runSeconds predicted run time there
     * @param finishSeconds predicted finish from now on: waiting, transfer and run
     */
    double cost(Offer offer, long bidOrder, long lastAward, double runSeconds, double finishSeconds);

    /** Whether a unit may wait for a fast busy slot, and slow slots are left to shorter units. */
    default boolean waitsForFasterSlots() {
        return false;
    }

    /** @throws IllegalArgumentException for an unknown name, listing the known ones */
    static SelectionScheme named(String name) {
        return switch (name) {
            case "best" -> new Best();
            case "first-response" -> (offer, order, last, run, finish) -> order;
            case "specs" -> (offer, order, last, run, finish) -> -offer.richness();
            case "history" -> (offer, order, last, run, finish) -> run;
            case "ranking" -> (offer, order, last, run, finish) -> -offer.rank();
            case "round-robin" -> (offer, order, last, run, finish) -> last;
            default ->
                throw new IllegalArgumentException(
                        "unknown scheme " + name + "; choose one of " + String.join(", ", NAMES));
        };
    }

    /** Earliest predicted finish: HEFT's processor selection (Topcuoglu, Hariri and Wu, TPDS 2002). */
    final class Best implements SelectionScheme {
        @Override
        public double cost(Offer offer, long bidOrder, long lastAward, double runSeconds, double finishSeconds) {
            return finishSeconds;
        }

        @Override
        public boolean waitsForFasterSlots() {
            return true;
        }
    }
}
