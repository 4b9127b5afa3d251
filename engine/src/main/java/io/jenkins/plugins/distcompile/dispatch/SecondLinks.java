package io.jenkins.plugins.distcompile.dispatch;

import io.jenkins.plugins.distcompile.link.Opening;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Links under a name that another link has. Either the same helper has come back over a new connection, and the old one
 * is dead though nobody has noticed; or two helpers are called the same. The holder of the name is asked for a sign of
 * life: if it gives one, the newcomer is turned away, else it takes the holder's place. On the loop's thread.
 */
final class SecondLinks {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final String TAKEN = "an agent of this name is linked already; give one of them another --name";

    /** What becomes of names; told by {@link #look}. */
    interface Listener {
        /** The link that has the name now; null = none. */
        AgentSession holder(String agent);

        /** The holder is dead: this link takes the name. */
        void replaced(AgentSession holder, AgentSource source, Opening opening);

        /** Nobody has the name any more. */
        void admit(AgentSource source, Opening opening);

        void turnedAway(String agent, String peer);
    }

    private record Candidate(AgentSource source, Opening opening, AgentSession holder, long sinceNanos) {}

    private final Listener listener;
    private final Map<String, Candidate> candidates = new HashMap<>();

    SecondLinks(Listener listener) {
        this.listener = listener;
    }

    /** Keeps the link until the holder has answered, or has had its time. A third link is turned away at once. */
    void add(AgentSource source, Opening opening, AgentSession holder) {
        Candidate candidate = new Candidate(source, opening, holder, System.nanoTime());
        if (candidates.putIfAbsent(source.address(), candidate) != null) {
            turnAway(candidate);
        } else {
            holder.probe();
        }
    }

    void look(long now) {
        if (candidates.isEmpty()) {
            return;
        }
        for (Candidate each : List.copyOf(candidates.values())) {
            String agent = each.source().address();
            AgentSession holder = listener.holder(agent);
            boolean answered = holder != null && holder.answeredSince(each.sinceNanos());
            boolean late = now - each.sinceNanos() > PATIENCE_NANOS;
            if (holder == null || answered || late) {
                candidates.remove(agent);
                if (holder == null) {
                    listener.admit(each.source(), each.opening());
                } else if (answered || holder != each.holder()) {
                    turnAway(each);
                } else {
                    listener.replaced(holder, each.source(), each.opening());
                }
            }
        }
    }

    private void turnAway(Candidate candidate) {
        listener.turnedAway(candidate.source().address(), candidate.opening().peer());
        AgentPool.turnAway(candidate.opening(), TAKEN);
    }

    void close(String reason) {
        List<Candidate> left = new ArrayList<>(candidates.values());
        candidates.clear();
        left.forEach(candidate -> AgentPool.turnAway(candidate.opening(), reason));
    }
}
