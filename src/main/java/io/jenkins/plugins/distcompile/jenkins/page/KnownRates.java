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

    private KnownRates() {}

    /**
     * Adds rates for agents that have none.
     *
     * @param stated by agent; stays as it is
     * @param classes what capacity costs
     */
    public static Map<String, Double> complete(Map<String, Double> stated, CostModel classes) {
        try {
            return complete(stated, classes, PoolLink.store().agents());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "agents without a rate of their own will cost nothing");
            return stated;
        }
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

    /** What a cost model looks at: cores, clock, benchmark, and a rate that the agent itself states. */
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
                agent.facts());
    }
}
