package io.jenkins.plugins.distcompile.report;

import java.util.Comparator;
import java.util.List;

/**
 * What kept a build from being faster, by how full each resource was. All shares are of the wall time, 0 … 1.
 *
 * @param what {@code path}, {@code agents}, {@code preprocessing}, {@code here}, {@code network}, {@code start} or
 *     {@code none}
 * @param slotsBusy of the agents' slots, running commands
 * @param hereBusy of this machine's jobs, preprocessing and compiling
 * @param transfer of the agents' slots, empty and waiting for a text or for a result to be fetched
 * @param path longest chain of dependencies, as long as its units took
 * @param start before the first command ran
 */
public record Limit(String what, double slotsBusy, double hereBusy, double transfer, double path, double start) {

    /** A share from which on a resource is full, for practical purposes. */
    private static final double FULL = 0.7;
    /** Waiting for the network hurts earlier: a slot cannot do anything meanwhile. */
    private static final double MUCH_TRANSFER = 0.3;

    private static final double MUCH_START = 0.4;
    /** Below this part of its threshold nothing was a limit. */
    private static final double LEAST_SCORE = 0.5;

    private record Candidate(String what, double score) {}

    /**
     * Names what comes nearest to its threshold, or beyond it by most.
     *
     * @param compiling whether this machine compiled more than it preprocessed
     */
    static Limit of(double slotsBusy, double hereBusy, boolean compiling, double transfer, double path, double start) {
        Candidate first = List.of(
                        new Candidate("path", path / FULL),
                        new Candidate("agents", slotsBusy / FULL),
                        new Candidate(compiling ? "here" : "preprocessing", hereBusy / FULL),
                        new Candidate("network", transfer / MUCH_TRANSFER),
                        new Candidate("start", start / MUCH_START))
                .stream()
                .max(Comparator.comparingDouble(Candidate::score))
                .orElseThrow();
        String what = first.score() < LEAST_SCORE ? "none" : first.what();
        return new Limit(what, slotsBusy, hereBusy, transfer, path, start);
    }

    /** One line for a person. */
    String spelled() {
        String why =
                switch (what) {
                    case "path" ->
                        "the critical path: units that wait for each other took " + percent(path) + " of the wall time";
                    case "agents" -> "the agents: their slots were " + percent(slotsBusy) + " busy; more would help";
                    case "preprocessing" -> "preprocessing: this machine was " + percent(hereBusy) + " busy";
                    case "here" -> "this machine: it was " + percent(hereBusy) + " busy";
                    case "network" -> "the network: slots waited for it " + percent(transfer) + " of the time";
                    case "start" -> "the start: nothing ran for " + percent(start) + " of the wall time";
                    default -> "none that stands out";
                };
        String others = " (agents " + percent(slotsBusy) + ", here " + percent(hereBusy) + ", transfer "
                + percent(transfer) + ", path " + percent(path) + ")";
        return why + others;
    }

    private static String percent(double share) {
        return Math.round(share * 100) + " %";
    }
}
