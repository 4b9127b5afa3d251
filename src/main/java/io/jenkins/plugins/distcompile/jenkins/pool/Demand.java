package io.jenkins.plugins.distcompile.jenkins.pool;

import io.jenkins.plugins.distcompile.report.BuildEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How much help a build can still use, counted from its events: what may leave and is not settled, and what each agent
 * has. Pure; used by one thread.
 */
public final class Demand {
    private static final class Agent {
        private int slots;
        private int copies;
        private double idleSince;
    }

    private final Set<String> open = new HashSet<>();
    private final Map<String, Agent> agents = new HashMap<>();
    private final Map<String, String> declined = new HashMap<>();
    private final Map<String, String> unreachable = new HashMap<>();
    /** Agents that have answered: to them there is a way, whatever has become of the last link. */
    private final Set<String> reached = new HashSet<>();

    private boolean planned;
    private double now;

    public void accept(BuildEvent event) {
        now = Math.max(now, event.at());
        if (event instanceof BuildEvent.Started) {
            planned = true;
        } else if (event instanceof BuildEvent.UnitPlanned unit) {
            if (unit.localReason() == null) {
                open.add(unit.unit());
            }
        } else if (event instanceof BuildEvent.UnitDone done) {
            open.remove(done.unit());
        } else if (event instanceof BuildEvent.AgentVerdict verdict) {
            verdict(verdict);
        } else if (event instanceof BuildEvent.AgentLost lost) {
            gone(lost.agent());
        } else if (event instanceof BuildEvent.Assigned assigned) {
            Agent agent = agents.get(assigned.agent());
            if (agent != null) {
                agent.copies++;
            }
        } else if (event instanceof BuildEvent.CopyEnded ended) {
            Agent agent = agents.get(ended.agent());
            if (agent != null) {
                agent.copies = Math.max(0, agent.copies - 1);
                agent.idleSince = ended.at();
            }
        } else if (event instanceof BuildEvent.Finished) {
            open.clear();
        }
    }

    private void verdict(BuildEvent.AgentVerdict verdict) {
        if (verdict.verdict().equals("bid")) {
            reached.add(verdict.agent());
            declined.remove(verdict.agent());
            Agent agent = agents.computeIfAbsent(verdict.agent(), name -> new Agent());
            agent.slots = Math.max(agent.slots, verdict.slots());
            agent.idleSince = verdict.at();
            unreachable.remove(verdict.agent());
        } else if (verdict.verdict().equals("declined")) {
            reached.add(verdict.agent());
            declined.put(verdict.agent(), reason(verdict));
        } else if (verdict.verdict().equals("unreachable")) {
            gone(verdict.agent());
            if (!reached.contains(verdict.agent())) {
                unreachable.put(verdict.agent(), reason(verdict));
            }
        } else if (verdict.verdict().equals("left")) {
            gone(verdict.agent());
        }
    }

    private static String reason(BuildEvent.AgentVerdict verdict) {
        return verdict.reason() == null ? "" : verdict.reason();
    }

    /** Who comes back under its name has not declined. */
    private void gone(String agent) {
        agents.remove(agent);
        declined.remove(agent);
    }

    /** The build's clock, in milliseconds, where no event has told of it: it goes on while one long unit runs. */
    void at(double millis) {
        now = Math.max(now, millis);
    }

    /** Of the last event, or {@link #at}. */
    double now() {
        return now;
    }

    /** Whether the build has said what it has to do. */
    boolean isPlanned() {
        return planned;
    }

    /** Units that an agent may have and that are not settled. */
    int openUnits() {
        return open.size();
    }

    /**
     * Executors that the open units can use: all slots of that many have something.
     *
     * @param most however much there is
     */
    int executors(int most) {
        double share = agents.isEmpty() ? 1 : Math.max(1, (double) slots() / agents.size());
        return (int) Math.min(most, Math.ceil(open.size() / share));
    }

    /** Whether it has said whether it takes part, or cannot be asked. */
    boolean hasAnswered(String agent) {
        return agents.containsKey(agent) || declined.containsKey(agent) || unreachable.containsKey(agent);
    }

    /** Why it does not take part; null = it does, or has not said. */
    String declined(String agent) {
        return agents.containsKey(agent) ? null : declined.get(agent);
    }

    /** Why no unit can get there; null = nothing is known against it. */
    String unreachable(String agent) {
        return unreachable.get(agent);
    }

    /** Forgets what an agent said that has been sent away. */
    void dismissed(String agent) {
        declined.remove(agent);
        unreachable.remove(agent);
        agents.remove(agent);
    }

    /** Whether it has had nothing to do for so long, and the others' slots are enough for the rest. */
    boolean isSurplus(String agent, double idleMillis) {
        Agent idle = agents.get(agent);
        if (idle == null || idle.copies > 0 || now - idle.idleSince < idleMillis) {
            return false;
        }
        return slots() - idle.slots >= open.size();
    }

    /** Whether the agents that are there have slots enough for the rest. */
    boolean isEnough() {
        return slots() >= open.size();
    }

    private int slots() {
        return agents.values().stream().mapToInt(agent -> agent.slots).sum();
    }
}
