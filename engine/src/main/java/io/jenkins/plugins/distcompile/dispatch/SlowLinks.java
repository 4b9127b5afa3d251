package io.jenkins.plugins.distcompile.dispatch;

import io.jenkins.plugins.distcompile.protocol.Message;
import io.jenkins.plugins.distcompile.schedule.Event;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Has each agent's link measured, and turns away those whose links are slower than the build wants: before their first
 * unit, or when real transfers show it. On the loop's thread.
 */
final class SlowLinks {
    private final Map<String, AgentSession> sessions;
    private final Journal journal;
    private final Consumer<Event> tell;
    private final BiConsumer<AgentSession, Message.Bid> bids;
    private final RateGate gate;
    private final LinkProbes probes;

    /**
     * @param leastBitsPerSecond 0 = any rate will do
     * @param sessions by agent; those that are turned away are removed
     * @param bids takes bids that need not wait, or no longer
     */
    SlowLinks(
            long leastBitsPerSecond,
            Map<String, AgentSession> sessions,
            Journal journal,
            Consumer<Event> tell,
            BiConsumer<AgentSession, Message.Bid> bids) {
        this.sessions = sessions;
        this.journal = journal;
        this.tell = tell;
        this.bids = bids;
        this.gate = new RateGate(leastBitsPerSecond);
        this.probes = new LinkProbes(leastBitsPerSecond, this::measured);
    }

    /** Whether the agent has been turned away. */
    boolean isAway(String agent) {
        return gate.closed(agent) != null;
    }

    /** Takes a bid; one of an agent that is away is not heard. */
    void bid(AgentSession session, Message.Bid bid) {
        if (isAway(session.agent())) {
            return;
        }
        session.bid(bid);
        if (!probes.bid(session, bid, System.nanoTime())) {
            bids.accept(session, bid);
        }
    }

    void rated(AgentSession session, Message.Rated answer) {
        probes.rated(session, answer, System.nanoTime());
    }

    void withdrawn(AgentSession session, int slots) {
        probes.withdrawn(session, slots);
    }

    void ended(AgentSession session) {
        probes.ended(session);
    }

    /** To be called now and then. */
    void look(long now) {
        probes.look(now);
    }

    /** Something has been transferred. */
    void moved(AgentSession session) {
        turnAway(session, gate.judge(session.agent(), session.movedBytes(), session.bitsPerSecond()));
    }

    private void measured(AgentSession session, long bitsPerSecond, List<Message.Bid> waiting) {
        String agent = session.agent();
        if (sessions.get(agent) != session) {
            return;
        }
        turnAway(session, gate.judgeProbe(agent, bitsPerSecond));
        waiting.stream().filter(bid -> !isAway(agent)).forEach(bid -> bids.accept(session, bid));
        tell.accept(new Event.LinkMeasured(System.nanoTime(), agent, bitsPerSecond));
    }

    /** An agent with too slow a link gets nothing more, and goes when what it has is done. */
    private void turnAway(AgentSession session, String verdict) {
        String agent = session.agent();
        if (verdict != null) {
            journal.declined(agent, verdict);
            tell.accept(new Event.SlotsWithdrawn(System.nanoTime(), agent, Integer.MAX_VALUE, List.of(), verdict));
        }
        String closed = gate.closed(agent);
        if (closed != null && session.idle() && sessions.remove(agent, session)) {
            session.close(closed);
            tell.accept(new Event.AgentGone(System.nanoTime(), agent, closed));
        }
    }
}
