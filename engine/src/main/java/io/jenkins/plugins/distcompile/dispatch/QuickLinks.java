package io.jenkins.plugins.distcompile.dispatch;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Whether bytes reach the agents at less cost than processor time packs them. That is asked for each unit and depends on
 * every agent, so an answer holds for a while: looking through 50 agents each time took 0.08 ms of a unit. A link that has not
 * been measured counts as one that is: what is sent meanwhile is little, and the first text that zstd packs costs either
 * side a tenth of a second, when all agents wait for their first unit.
 * The loop's thread only.
 */
final class QuickLinks {
    /** Above what zstd in Java puts out: a client would wait for it rather than for the link. */
    private static final long QUICK_BITS_PER_SECOND = 400_000_000;

    private static final long HOLDS_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final List<AgentSource> listed;
    private final Map<String, AgentSource> sourceByAgent;
    private final Map<String, AgentSession> sessions;
    private boolean quick;
    private boolean known;
    private long knownNanos;

    /**
     * @param listed agents that count before they have been reached
     * @param sourceByAgent of all that have been reached; a view
     * @param sessions with those that are linked; a view
     */
    QuickLinks(List<AgentSource> listed, Map<String, AgentSource> sourceByAgent, Map<String, AgentSession> sessions) {
        this.listed = listed;
        this.sourceByAgent = sourceByAgent;
        this.sessions = sessions;
    }

    /** Whether every agent is on this machine, or has a link that was not seen to be slow. */
    boolean all(long now) {
        if (!known || now - knownNanos > HOLDS_NANOS) {
            quick = look();
            knownNanos = now;
            known = true;
        }
        return quick;
    }

    /** An agent has come, who may be far. */
    void newcomer() {
        known = false;
    }

    private boolean look() {
        return !(listed.isEmpty() && sessions.isEmpty())
                && listed.stream().allMatch(this::isQuick)
                && sessions.keySet().stream().map(sourceByAgent::get).allMatch(this::isQuick);
    }

    private boolean isQuick(AgentSource source) {
        if (source.near()) {
            return true;
        }
        AgentSession session = sessions.get(source.address());
        long rate = session == null ? 0 : session.bitsPerSecond();
        return rate == 0 || rate >= QUICK_BITS_PER_SECOND;
    }
}
