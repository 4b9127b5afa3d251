package io.jenkins.plugins.distcompile.dispatch;

import io.jenkins.plugins.distcompile.protocol.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures each agent's link once. Where the build wants a rate, that is when the agent first bids, before it gets a unit; its
 * bids wait meanwhile. Elsewhere one small transfer gives the predictions something to go by, and no bid waits for it.
 * On the loop's thread.
 */
final class LinkProbes {
    /** Bids that wait of one agent; a helper sends one for each slot that falls free, and here none is taken yet. */
    private static final int MOST_BIDS = 64;
    /** In the rush of a build's start a link seems a hundredth as fast as it is. */
    private static final long AFTER_THE_RUSH_NANOS = 500_000_000;

    /** Told when a link's rate is known. */
    interface Listener {
        /**
         * @param bitsPerSecond of the worse direction; 0 = could not be measured
         * @param bids those that waited, with the slots that the agent has not taken back
         */
        void measured(AgentSession session, long bitsPerSecond, List<Message.Bid> bids);
    }

    private final long wanted;
    private final Listener listener;
    private final Map<AgentSession, Probing> running = new HashMap<>();
    /** When each link is to be measured for which nobody waits. */
    private final Map<AgentSession, Long> due = new HashMap<>();

    private static final class Probing {
        final RateSearch search;
        final List<Message.Bid> bids = new ArrayList<>();
        long sequence;
        long sentNanos;

        Probing(long wanted) {
            search = new RateSearch(wanted);
        }
    }

    /** @param wantedBitsPerSecond 0 = none in particular */
    LinkProbes(long wantedBitsPerSecond, Listener listener) {
        wanted = wantedBitsPerSecond;
        this.listener = listener;
    }

    /** @return whether the bid waits; false = the link is known, or known well enough */
    boolean bid(AgentSession session, Message.Bid bid, long now) {
        if (session.linkMeasured()) {
            return false;
        }
        Probing probing = running.get(session);
        if (wanted == 0) {
            if (probing == null) {
                due.putIfAbsent(session, now + AFTER_THE_RUSH_NANOS);
            }
            return false;
        }
        if (probing == null) {
            probing = start(session);
        }
        if (probing.bids.size() < MOST_BIDS) {
            probing.bids.add(bid);
        }
        return true;
    }

    /** The agent takes slots back that nobody has been told of. */
    void withdrawn(AgentSession session, int slots) {
        Probing probing = running.get(session);
        int left = slots;
        while (probing != null && left > 0 && !probing.bids.isEmpty()) {
            int last = probing.bids.size() - 1;
            Message.Bid bid = probing.bids.remove(last);
            if (bid.slots() > left) {
                probing.bids.add(new Message.Bid(
                        bid.round(),
                        bid.profile(),
                        bid.slots() - left,
                        bid.memoryBytes(),
                        bid.leaseMillis(),
                        bid.ranks()));
            }
            left -= bid.slots();
        }
    }

    void rated(AgentSession session, Message.Rated answer, long now) {
        Probing probing = running.get(session);
        if (probing == null || answer.sequence() != probing.sequence) {
            return;
        }
        // Whoever answers with less than was asked for would seem fast.
        boolean whole = answer.attachments().size() == probing.search.step().down();
        if (!whole || probing.search.took(now - probing.sentNanos) == null) {
            end(session, probing);
        } else {
            send(session, probing);
        }
    }

    /** Starts what is due, and looks for transfers that take too long. */
    void look(long now) {
        if (due.isEmpty() && running.isEmpty()) {
            return;
        }
        for (Map.Entry<AgentSession, Long> each : List.copyOf(due.entrySet())) {
            if (now >= each.getValue()) {
                due.remove(each.getKey());
                start(each.getKey());
            }
        }
        for (Map.Entry<AgentSession, Probing> each : List.copyOf(running.entrySet())) {
            Probing probing = each.getValue();
            long elapsed = now - probing.sentNanos;
            if (elapsed > probing.search.patienceNanos()) {
                probing.search.givenUp(elapsed);
                end(each.getKey(), probing);
            }
        }
    }

    void ended(AgentSession session) {
        running.remove(session);
        due.remove(session);
    }

    private Probing start(AgentSession session) {
        Probing probing = new Probing(wanted);
        running.put(session, probing);
        send(session, probing);
        return probing;
    }

    private void send(AgentSession session, Probing probing) {
        RateSearch.Step step = probing.search.step();
        probing.sentNanos = System.nanoTime();
        session.rateProbe(++probing.sequence, step.up(), step.down());
    }

    private void end(AgentSession session, Probing probing) {
        running.remove(session);
        long rate = probing.search.bitsPerSecond();
        session.linkMeasured(rate);
        listener.measured(session, rate, probing.bids);
    }
}
