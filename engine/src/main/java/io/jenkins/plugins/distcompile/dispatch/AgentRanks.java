package io.jenkins.plugins.distcompile.dispatch;

import io.jenkins.plugins.distcompile.history.BuildMemory;
import io.jenkins.plugins.distcompile.link.Packed;
import io.jenkins.plugins.distcompile.link.Packing;
import io.jenkins.plugins.distcompile.protocol.Message;
import io.jenkins.plugins.distcompile.protocol.Message.HeldRank;
import io.jenkins.plugins.distcompile.protocol.Message.WantedRanking;
import io.jenkins.plugins.distcompile.ranking.BuildRankings;
import io.jenkins.plugins.distcompile.ranking.Standing;
import io.jenkins.plugins.distcompile.schedule.Event;
import io.jenkins.plugins.distcompile.schedule.Offer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What the ranks of a build do to its agents: only those that qualify reach the scheduler, with their rank; the others
 * are given back what they reserved, with the reason as their verdict. On the loop's thread.
 */
final class AgentRanks {
    /** More than any helper has: all that it holds unused. */
    private static final int ALL_SLOTS = 4_096;

    private final BuildRankings rankings;
    private final BuildMemory memory;
    private final Journal journal;
    private final Consumer<Event> tell;
    /** Agents that do not qualify, with the reason last told. */
    private final Map<String, String> refused = new HashMap<>();

    AgentRanks(BuildRankings rankings, BuildMemory memory, Journal journal, Consumer<Event> tell) {
        this.rankings = rankings;
        this.memory = memory;
        this.journal = journal;
        this.tell = tell;
    }

    /** For the announcement to this agent. */
    List<WantedRanking> wanted(String agent) {
        return wanted(rankings, agent);
    }

    static List<WantedRanking> wanted(BuildRankings rankings, String agent) {
        return rankings.wanted(agent).stream()
                .map(wanted -> new WantedRanking(
                        wanted.spec().name(),
                        wanted.sha256(),
                        wanted.spec().ttl().toMillis(),
                        wanted.knownMillis()))
                .toList();
    }

    void bid(AgentSession session, Message.Bid bid) {
        String agent = session.agent();
        boolean another = rankings.anotherMachine(agent, bid.profile().machine());
        heard(session, bid.ranks());
        Standing standing = rankings.judge(agent, bid.profile());
        if (standing.qualified()) {
            refused.remove(agent);
            Double rank = rankings.ranks() && standing.rank() >= 0 ? standing.rank() : null;
            journal.bid(agent, bid.slots(), rankings.described(agent, bid.profile()), rank);
            long now = System.nanoTime();
            Offer offer = Offers.of(bid, session, memory);
            tell.accept(new Event.BidArrived(now, agent, rankings.ranks() ? offer.withRank(standing.rank()) : offer));
            session.probe();
            return;
        }
        session.release(Math.max(1, bid.slots()));
        if (another) {
            session.announceAgain(wanted(agent));
        } else {
            refuse(agent, standing.reason());
        }
    }

    void ranked(AgentSession session, Message.Ranked ranked) {
        if (session.profile() == null) {
            return; // its bid is still to come, with ranks of its own
        }
        String agent = session.agent();
        heard(session, ranked.ranks());
        Standing standing = rankings.judge(agent, session.profile());
        if (!standing.qualified() && !refused.containsKey(agent)) {
            session.release(ALL_SLOTS);
            tell.accept(new Event.SlotsWithdrawn(
                    System.nanoTime(), agent, ALL_SLOTS, List.of(), "no longer qualifies: " + standing.reason()));
            refuse(agent, standing.reason());
        } else if (standing.qualified() && refused.remove(agent) != null) {
            session.announceAgain(wanted(agent));
        } else if (standing.qualified()) {
            tell.accept(new Event.RankChanged(System.nanoTime(), agent, standing.rank()));
        } else {
            refuse(agent, standing.reason());
        }
    }

    void need(AgentSession session, Message.NeedRanking need) {
        answer(rankings, need, session::send);
    }

    static void answer(BuildRankings rankings, Message.NeedRanking need, Sender sender) {
        rankings.content(need.name(), need.sha256()).ifPresent(content -> {
            Packed packed = Packing.pack("ranking", content);
            sender.send(
                    new Message.Ranking(need.name(), need.sha256(), List.of(packed.attachment())),
                    List.of(packed.wire()));
        });
    }

    /** A slot of an agent that no longer qualifies has fallen free. */
    void ended(AgentSession session) {
        if (refused.containsKey(session.agent())) {
            session.release(1);
        }
    }

    private void heard(AgentSession session, List<HeldRank> ranks) {
        for (HeldRank held : ranks) {
            rankings.heard(session.agent(), session.profile().machine(), held.rank(), held.validMillis());
        }
    }

    private void refuse(String agent, String reason) {
        if (!reason.equals(refused.put(agent, reason))) {
            journal.declined(agent, reason);
        }
        tell.accept(new Event.Declined(System.nanoTime(), agent, reason));
    }

    /** Sends a message with a file. */
    @FunctionalInterface
    interface Sender {
        void send(Message message, List<byte[]> files);
    }
}
