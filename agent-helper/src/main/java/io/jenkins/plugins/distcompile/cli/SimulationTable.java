package io.jenkins.plugins.distcompile.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.distcompile.simulate.Outcome;
import io.jenkins.plugins.distcompile.simulate.RecordedBuild;
import io.jenkins.plugins.distcompile.simulate.SimulatedAgent;
import io.jenkins.plugins.distcompile.simulate.SimulatedUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code simulate} prints: one line a scheme, for people or as JSON. */
final class SimulationTable {
    private static final String FORM = "%-24s %12s %12s %7s %6s %7s %7s  %s%n";

    private record Row(String label, Outcome outcome) {}

    private final String title;
    private final List<SimulatedUnit> units;
    private final List<SimulatedAgent> agents;
    private final RecordedBuild recorded;
    private final List<Row> rows = new ArrayList<>();

    /** @param recorded the build to compare with; null = none */
    SimulationTable(String title, List<SimulatedUnit> units, List<SimulatedAgent> agents, RecordedBuild recorded) {
        this.title = title;
        this.units = units;
        this.agents = agents;
        this.recorded = recorded;
    }

    /** The simulation of what was recorded: how far the simulator is to be believed. */
    void asRecorded(Outcome outcome) {
        rows.add(new Row("recorded pool, simulated", outcome));
    }

    void add(String scheme, Outcome outcome) {
        rows.add(new Row(scheme, outcome));
    }

    /** Whether every simulated build has done all its units. */
    boolean complete() {
        return rows.stream().allMatch(row -> row.outcome.success());
    }

    String text() {
        double work = units.stream().mapToDouble(SimulatedUnit::workSeconds).sum();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s: %d units, %.1f s of work; %d agents, %d slots, %.2f times the reference machine%n%n",
                title,
                units.size(),
                work,
                agents.size(),
                slots(),
                speed()));
        text.append(
                String.format(FORM, "SCHEME", "MAKESPAN", "LOWER BOUND", "RATIO", "BUSY", "COPIES", "LOST", against()));
        if (recorded != null) {
            text.append(String.format(FORM, "recorded", seconds(recorded.makespanSeconds()), "", "", "", "", "", ""));
        }
        for (Row row : rows) {
            Outcome o = row.outcome;
            text.append(String.format(
                    Locale.ROOT,
                    FORM,
                    row.label,
                    seconds(o.makespanSeconds()),
                    seconds(o.lowerBoundSeconds()),
                    Double.isInfinite(o.lowerBoundSeconds()) ? "-" : String.format(Locale.ROOT, "%.3f", o.ratio()),
                    String.format(Locale.ROOT, "%.0f %%", 100 * o.busyShare()),
                    o.progress().copies(),
                    o.progress().reposts(),
                    recorded == null ? "" : change(o)));
            if (!o.success()) {
                text.append("  ")
                        .append(row.label)
                        .append(": not finished: ")
                        .append(String.join("; ", o.violations()));
                text.append(String.format("%n"));
            }
        }
        return text.toString().replaceAll(" +(?=\\R)", "");
    }

    private String against() {
        return recorded == null ? "" : "AGAINST RECORDED";
    }

    private String change(Outcome outcome) {
        double change = outcome.makespanSeconds() / recorded.makespanSeconds() - 1;
        return String.format(Locale.ROOT, "%+.1f %%", 100 * change);
    }

    private static String seconds(double seconds) {
        return Double.isInfinite(seconds) ? "-" : String.format(Locale.ROOT, "%.2f s", seconds);
    }

    private int slots() {
        return agents.stream().mapToInt(SimulatedAgent::slots).sum();
    }

    private double speed() {
        return agents.stream()
                .mapToDouble(agent -> agent.slots() * agent.speed())
                .sum();
    }

    /** Times in seconds, shares from 0 to 1; {@code lowerBound} is null for a pool without agents. */
    String json() {
        JsonMapper mapper = JsonMapper.builder().build();
        ObjectNode root = mapper.createObjectNode();
        root.put("plan", title);
        root.put("units", units.size());
        root.put("agents", agents.size());
        root.put("slots", slots());
        if (recorded != null) {
            root.put("recordedSeconds", recorded.makespanSeconds());
        }
        ArrayNode list = root.putArray("runs");
        for (Row row : rows) {
            Outcome o = row.outcome;
            ObjectNode run = list.addObject();
            run.put("scheme", row.label);
            run.put("makespanSeconds", o.makespanSeconds());
            run.put(
                    "lowerBoundSeconds",
                    Double.isInfinite(o.lowerBoundSeconds()) ? null : (Double) o.lowerBoundSeconds());
            run.put("busyShare", o.busyShare());
            run.put("copies", o.progress().copies());
            run.put("lost", o.progress().reposts());
            run.put("accepted", o.accepted());
            run.put("failed", o.failed());
        }
        return root.toString();
    }
}
