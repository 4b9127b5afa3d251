package io.jenkins.plugins.distcompile.report;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Measures on a finished report how full each resource was. Pure. */
final class LimitFinder {

    private final BuildReport report;
    private final double wall;

    private LimitFinder(BuildReport report) {
        this.report = report;
        this.wall = report.head().wallSeconds();
    }

    /** The limit; null when nothing ran. {@code jobs} is what this machine runs at once, 0 = not known. */
    static Limit of(BuildReport report, int jobs) {
        LimitFinder finder = new LimitFinder(report);
        double first = finder.firstRunMillis();
        return first < 0 || finder.wall <= 0 ? null : finder.find(jobs, first);
    }

    private Limit find(int jobs, double firstRunMillis) {
        int slots = 0;
        double busy = 0;
        for (AgentReport agent : report.agents()) {
            slots += agent.profile() == null ? 0 : agent.slots();
            busy += agent.busySeconds();
        }
        double prepared = 0;
        double compiled = 0;
        for (UnitReport unit : report.units()) {
            prepared += unit.preparedSeconds();
            for (Attempt attempt : unit.attempts()) {
                compiled += attempt.isLocal() ? attempt.runSeconds() : 0;
            }
        }
        double capacity = slots * wall;
        return Limit.of(
                share(busy, capacity),
                share(prepared + compiled, jobs * wall),
                compiled > prepared,
                share(transferSeconds(), capacity),
                share(pathSeconds(), wall),
                share(firstRunMillis / 1000, wall));
    }

    private static double share(double part, double whole) {
        return whole > 0 ? Math.round(Math.min(1, Math.max(0, part / whole)) * 1000) / 1000.0 : 0;
    }

    private double firstRunMillis() {
        double first = -1;
        for (UnitReport unit : report.units()) {
            for (Attempt attempt : unit.attempts()) {
                if (attempt.runningAt() >= 0 && (first < 0 || attempt.runningAt() < first)) {
                    first = attempt.runningAt();
                }
            }
        }
        return first;
    }

    /** The timeline shows a transfer only while nothing else held the slot. */
    private double transferSeconds() {
        double millis = 0;
        for (Timeline.Lane lane : report.timeline().lanes()) {
            for (Timeline.Span span : lane.spans()) {
                millis += span.kind() == Timeline.Kind.TRANSFER ? span.to() - span.from() : 0;
            }
        }
        return millis / 1000;
    }

    /** Longest chain by what each unit took, preprocessing included; units are visited as their predecessors allow. */
    private double pathSeconds() {
        Map<String, Integer> index = new HashMap<>();
        List<UnitReport> units = report.units();
        for (int i = 0; i < units.size(); i++) {
            index.put(units.get(i).id(), i);
        }
        int[] open = new int[units.size()];
        List<List<Integer>> next = new ArrayList<>();
        units.forEach(unit -> next.add(new ArrayList<>()));
        for (int i = 0; i < units.size(); i++) {
            for (String before : units.get(i).after()) {
                if (index.containsKey(before)) {
                    next.get(index.get(before)).add(i);
                    open[i]++;
                }
            }
        }
        Deque<Integer> ready = new ArrayDeque<>();
        for (int i = 0; i < open.length; i++) {
            if (open[i] == 0) {
                ready.add(i);
            }
        }
        double[] start = new double[units.size()];
        double longest = 0;
        while (!ready.isEmpty()) {
            int i = ready.remove();
            UnitReport unit = units.get(i);
            double end = start[i] + unit.preparedSeconds() + Math.max(0, unit.actualSeconds());
            longest = Math.max(longest, end);
            for (int successor : next.get(i)) {
                start[successor] = Math.max(start[successor], end);
                if (--open[successor] == 0) {
                    ready.add(successor);
                }
            }
        }
        return longest;
    }
}
