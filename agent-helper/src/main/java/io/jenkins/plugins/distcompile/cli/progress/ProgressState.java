package io.jenkins.plugins.distcompile.cli.progress;

import io.jenkins.plugins.distcompile.report.BuildEvent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the progress display counts, folded from events; constant time per event. Guarded by {@link ProgressDisplay}. */
final class ProgressState {

    private static final double LEAST_WEIGHT = 1e-3; // seconds, for units without a prediction

    /** A unit at work on an agent, or here. */
    record Going(String unit, double since) {}

    private final Map<String, Double> weights = new HashMap<>();
    private final Map<String, Integer> attempts = new HashMap<>(); // open attempts by unit; absent = none
    private final Map<String, Map<String, Going>> goingByAgent = new LinkedHashMap<>();
    private final Map<String, Integer> slots = new LinkedHashMap<>();
    private final Map<String, Going> goingHere = new LinkedHashMap<>();
    private int units;
    private int done;
    private int failed;
    private double totalWeight;
    private double doneWeight;
    private double firstWorkAt = -1; // -1 = nothing has started
    private double now;

    void accept(BuildEvent event) {
        at(event.at());
        if (event instanceof BuildEvent.Started e) {
            units = e.units();
        } else if (event instanceof BuildEvent.UnitPlanned e) {
            double weight = Math.max(LEAST_WEIGHT, e.predictedSeconds());
            weights.put(e.unit(), weight);
            totalWeight += weight;
            units = Math.max(units, weights.size());
        } else if (event instanceof BuildEvent.AgentVerdict e) {
            if (e.verdict().equals("bid")) {
                slots.merge(e.agent(), e.slots(), Math::max);
            } else if (e.verdict().equals("left")) {
                slots.remove(e.agent());
            }
        } else if (event instanceof BuildEvent.AgentLost e) {
            slots.remove(e.agent());
            goingByAgent.getOrDefault(e.agent(), Map.of()).values().forEach(going -> closeAttempt(going.unit()));
            goingByAgent.remove(e.agent());
        } else if (event instanceof BuildEvent.CopyRunning e) {
            begin(goingByAgent.computeIfAbsent(e.agent(), agent -> new LinkedHashMap<>()), e.unit());
        } else if (event instanceof BuildEvent.CopyEnded e) {
            end(goingByAgent.getOrDefault(e.agent(), new HashMap<>()), e.unit());
        } else if (event instanceof BuildEvent.LocalStarted e) {
            begin(goingHere, e.unit());
        } else if (event instanceof BuildEvent.LocalEnded e) {
            end(goingHere, e.unit());
        } else if (event instanceof BuildEvent.UnitDone e) {
            done++;
            failed += e.success() ? 0 : 1;
            doneWeight += weights.getOrDefault(e.unit(), LEAST_WEIGHT);
            attempts.remove(e.unit());
        }
    }

    void at(double millis) {
        now = Math.max(now, millis);
    }

    private void begin(Map<String, Going> where, String unit) {
        if (where.put(unit, new Going(unit, now)) == null) {
            attempts.merge(unit, 1, Integer::sum);
        }
        if (firstWorkAt < 0) {
            firstWorkAt = now;
        }
    }

    private void end(Map<String, Going> where, String unit) {
        if (where.remove(unit) != null) {
            closeAttempt(unit);
        }
    }

    private void closeAttempt(String unit) {
        attempts.computeIfPresent(unit, (id, count) -> count > 1 ? count - 1 : null);
    }

    int units() {
        return units;
    }

    int done() {
        return done;
    }

    int failed() {
        return failed;
    }

    /** Units with at least one attempt going. */
    int running() {
        return attempts.size();
    }

    int waiting() {
        return Math.max(0, units - done - running());
    }

    double now() {
        return now;
    }

    /** Agents that have something running. */
    int busyAgents() {
        return (int)
                goingByAgent.values().stream().filter(map -> !map.isEmpty()).count();
    }

    Map<String, Integer> slots() {
        return slots;
    }

    Map<String, Going> goingOn(String agent) {
        return goingByAgent.getOrDefault(agent, Map.of());
    }

    Map<String, Going> goingHere() {
        return goingHere;
    }

    /**
     * Seconds left if the predicted work goes on being done at the rate so far; -1 while a twentieth of it has not been
     * done or less than a second has passed.
     */
    double secondsLeft() {
        double elapsed = (now - firstWorkAt) / 1000;
        if (firstWorkAt < 0 || elapsed < 1 || done < 3 || doneWeight < totalWeight / 20) {
            return -1;
        }
        double begun = 0;
        for (Map<String, Going> map : goingByAgent.values()) {
            for (Going going : map.values()) {
                double weight = weights.getOrDefault(going.unit(), LEAST_WEIGHT);
                begun += Math.min(weight / 2, (now - going.since()) / 1000);
            }
        }
        double left = Math.max(0, totalWeight - doneWeight - begun);
        return left * elapsed / (doneWeight + begun);
    }
}
