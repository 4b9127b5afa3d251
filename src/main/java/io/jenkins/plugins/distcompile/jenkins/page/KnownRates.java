package io.jenkins.plugins.distcompile.jenkins.page;

import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import io.jenkins.plugins.distcompile.history.CostModel;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What agents cost: as their nodes say, else by the capacity that earlier builds have seen in them. */
public final class KnownRates {
    private static final Logger LOGGER = Logger.getLogger(KnownRates.class.getName());

    private static final int MOST_SEATS = 1000;

    private KnownRates() {}

    /**
     * What an hour of each helper costs that a step may get.
     *
     * @param stated by node, an hour of the whole machine
     * @param executors by node; a node that is not in it has one
     * @param beside one helper takes the whole node; else each of its executors may hold one, with its part of the rate
     * @param classes what capacity costs
     */
    public static Map<String, Double> of(
            Map<String, Double> stated, Map<String, Integer> executors, boolean beside, CostModel classes) {
        List<AgentRecord> known = List.of();
        try {
            known = PoolLink.store().agents();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "agents without a rate of their own will cost nothing");
        }
        Map<String, Double> nodes = complete(stated, classes, known);
        return beside ? nodes : seats(nodes, executors);
    }

    static Map<String, Double> seats(Map<String, Double> nodes, Map<String, Integer> executors) {
        Map<String, Double> seats = new TreeMap<>();
        nodes.forEach((node, rate) -> {
            int count = Math.max(1, Math.min(executors.getOrDefault(node, 1), MOST_SEATS));
            for (int i = 1; i <= count; i++) {
                seats.put(i == 1 ? node : node + "#" + i, rate / count);
            }
        });
        return seats;
    }

    static Map<String, Double> complete(Map<String, Double> stated, CostModel classes, List<AgentRecord> known) {
        Map<String, Double> rates = new TreeMap<>();
        for (AgentRecord agent : known) {
            CostModel.Rate rate = agent.machine() == null ? null : classes.rate(agent.name(), profile(agent));
            if (rate != null) {
                rates.put(agent.name(), rate.perHour());
            }
        }
        rates.putAll(stated);
        return rates;
    }

    /** What a class looks at: cores, clock, benchmark. What a helper states of its rate is its own part only. */
    private static AgentProfile profile(AgentRecord agent) {
        AgentRecord.Machine m = agent.machine();
        return new AgentProfile(
                agent.name(),
                agent.name(),
                m.os(),
                m.arch(),
                new AgentProfile.Cpu(m.model(), m.cores(), m.cores(), m.mhz()),
                new AgentProfile.Memory(m.memoryBytes(), 0),
                new AgentProfile.Disk(0, 0),
                new AgentProfile.Network(0),
                new AgentProfile.Load(0, -1, -1),
                agent.slots(),
                0,
                0,
                agent.benchmark(),
                List.of(),
                Map.of());
    }
}
