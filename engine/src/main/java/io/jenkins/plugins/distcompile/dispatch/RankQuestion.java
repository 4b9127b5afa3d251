package io.jenkins.plugins.distcompile.dispatch;

import io.jenkins.plugins.distcompile.protocol.Message;
import io.jenkins.plugins.distcompile.ranking.BuildRankings;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Asks one agent for its ranks alone, without a build: an announcement of no units, answered by {@code Ranked}. The
 * caller owns the link. Not thread-safe.
 */
public final class RankQuestion {
    private static final long HEARTBEAT_MILLIS = 60_000; // none is due: nothing is reserved

    private final BuildRankings rankings;
    private final String agent;

    public RankQuestion(BuildRankings rankings, String agent) {
        this.rankings = rankings;
        this.agent = agent;
    }

    /** What to send first. */
    public Message.Announce announce() {
        return new Message.Announce(
                1, "rank", "", List.of(), 0, 0, 0, HEARTBEAT_MILLIS, false, AgentRanks.wanted(rankings, agent));
    }

    /** Sends the utility that the helper lacks. */
    public void answer(Message.NeedRanking need, BiConsumer<Message, List<byte[]>> link) {
        AgentRanks.answer(rankings, need, link::accept);
    }
}
