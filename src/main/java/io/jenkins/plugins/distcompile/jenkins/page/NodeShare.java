package io.jenkins.plugins.distcompile.jenkins.page;

import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import io.jenkins.plugins.distcompile.report.AgentReport;
import io.jenkins.plugins.distcompile.report.BuildReport;
import io.jenkins.plugins.distcompile.report.UnitReport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/**
 * A node's part in one build. A step may hold several executors of a node, each with a helper of its own, the further
 * ones named {@code node#2}, {@code node#3}: for the pool they are one agent.
 */
final class NodeShare {
    private static final Pattern SEAT = Pattern.compile("#[0-9]{1,4}$");
    /** With fewer units a build teaches nothing about the speed. */
    private static final int LEAST_UNITS = 3;

    AgentProfile profile; // null = it has not bid
    int slots;
    int awarded;
    int accepted;
    int faults;
    double busySeconds;
    Double perHour; // null = no rate known
    double cost;
    private double slotSeconds;
    private DoubleStream.Builder ratios = DoubleStream.builder();

    private NodeShare() {}

    /** The node behind an agent's name. */
    static String node(String agent) {
        String node = SEAT.matcher(agent).replaceFirst("");
        return node.isEmpty() ? agent : node;
    }

    /** By node, in the order they answered. */
    static Map<String, NodeShare> of(BuildReport report) {
        Map<String, NodeShare> nodes = new LinkedHashMap<>();
        for (AgentReport agent : report.agents()) {
            nodes.computeIfAbsent(node(agent.name()), name -> new NodeShare())
                    .add(agent, report.head().wallSeconds());
        }
        for (UnitReport unit : report.units()) {
            NodeShare share = unit.where() == null ? null : nodes.get(node(unit.where()));
            boolean tells = unit.state() == UnitReport.State.SUCCEEDED
                    && unit.predictedSeconds() > 0
                    && unit.actualSeconds() > 0;
            if (share != null && tells) {
                share.ratios.add(unit.predictedSeconds() / unit.actualSeconds());
            }
        }
        return nodes;
    }

    private void add(AgentReport agent, double wallSeconds) {
        profile = agent.profile() == null ? profile : agent.profile();
        slots += agent.slots();
        awarded += agent.awarded();
        accepted += agent.accepted();
        faults += agent.faults();
        busySeconds += agent.busySeconds();
        perHour = agent.perHour() == null ? perHour : agent.perHour();
        cost += agent.cost();
        slotSeconds += agent.slots() * wallSeconds;
    }

    /** Of its slots' time, 0 … 1. */
    double busyShare() {
        return slotSeconds <= 0 ? 0 : Math.min(1, busySeconds / slotSeconds);
    }

    /** Median of predicted work over time taken, of the units it was first with; 0 = too few. To be asked once. */
    double speed() {
        double[] sorted = ratios.build().sorted().toArray();
        ratios = DoubleStream.builder();
        return sorted.length < LEAST_UNITS ? 0 : sorted[sorted.length / 2];
    }
}
