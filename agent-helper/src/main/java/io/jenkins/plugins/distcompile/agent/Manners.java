package io.jenkins.plugins.distcompile.agent;

import io.jenkins.plugins.distcompile.protocol.Message;
import io.jenkins.plugins.distcompile.protocol.Message.Announce;
import io.jenkins.plugins.distcompile.protocol.Message.Assign;
import io.jenkins.plugins.distcompile.protocol.Message.Cancel;
import io.jenkins.plugins.distcompile.protocol.Message.Probe;
import io.jenkins.plugins.distcompile.protocol.Message.Ranking;
import io.jenkins.plugins.distcompile.protocol.Message.RateProbe;
import io.jenkins.plugins.distcompile.protocol.Message.Release;
import io.jenkins.plugins.distcompile.protocol.Message.WantedRanking;
import io.jenkins.plugins.distcompile.protocol.RateChunks;
import io.jenkins.plugins.distcompile.ranking.RankingRule;
import java.util.HashSet;
import java.util.Set;

/** What a client may say to a helper at all; anything else ends the conversation. Pure. */
final class Manners {

    private static final int MAX_COMPILERS = 10_000;
    private static final long MAX_HEARTBEAT_MILLIS = 600_000; // 10 min
    private static final long MAX_LIMIT_MILLIS = 7L * 24 * 3_600_000; // a week

    private Manners() {}

    /** What is wrong with the message, one line; null = nothing. */
    static String check(Message message) {
        if (message instanceof Announce announce) {
            String ranking = rankings(announce);
            return ranking != null
                    ? ranking
                    : require(
                            announce.heartbeatMillis() >= 1
                                    && announce.heartbeatMillis() <= MAX_HEARTBEAT_MILLIS
                                    && announce.largestMemoryBytes() >= 0
                                    && announce.compilers().size() <= MAX_COMPILERS,
                            "an announcement with values out of range");
        }
        if (message instanceof Assign assign) {
            return require(
                    assign.limitMillis() >= 1 && assign.limitMillis() <= MAX_LIMIT_MILLIS && assign.memoryBytes() >= 0,
                    "an assignment with values out of range");
        }
        if (message instanceof Release release) {
            return require(release.slots() >= 1, "a release of no slots");
        }
        if (message instanceof RateProbe probe) {
            return require(RateChunks.proper(probe), "a rate probe with values out of range");
        }
        boolean known = message instanceof Cancel || message instanceof Probe || message instanceof Ranking;
        return require(known, "a client does not send " + message.getClass().getSimpleName());
    }

    private static String rankings(Announce announce) {
        Set<String> names = new HashSet<>();
        for (WantedRanking wanted : announce.rankings()) {
            try {
                RankDesk.request(wanted);
            } catch (IllegalArgumentException e) {
                return "protocol error: " + e.getMessage();
            }
            names.add(wanted.name());
        }
        boolean fine = names.size() == announce.rankings().size() && names.size() <= RankingRule.MAX_SPECS;
        return require(fine, "an announcement with too many rankings, or one twice");
    }

    private static String require(boolean holds, String error) {
        return holds ? null : "protocol error: " + error;
    }
}
