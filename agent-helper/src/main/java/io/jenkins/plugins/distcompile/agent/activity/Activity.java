package io.jenkins.plugins.distcompile.agent.activity;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one sample of an {@link ActivityMonitor} found; immutable.
 *
 * @param at when it was taken
 * @param present kinds of signs that this machine can give at all: it has such a device, terminal or process list
 * @param seen the last sign of each kind; a kind without an entry has given none since the monitor began
 * @param foreignShare share of all processors used by processes that are neither ours nor niced, 0 … 1
 * @param foreign the largest of them, largest first, at most {@value #TOP}
 * @param blind what the monitor could not see
 */
public record Activity(
        Instant at,
        Set<Sign> present,
        Map<Sign, Seen> seen,
        double foreignShare,
        List<ForeignProcess> foreign,
        List<Blind> blind) {

    static final int TOP = 5;

    public Activity {
        present = Set.copyOf(present);
        seen = Map.copyOf(seen);
        foreign = List.copyOf(foreign);
        blind = List.copyOf(blind);
    }

    /**
     * Seconds since a person last gave any sign; -1 = none seen. The value for {@code AgentProfile.Load.userIdleSeconds}.
     */
    public long personIdleSeconds() {
        return seen.entrySet().stream()
                .filter(entry -> entry.getKey().ofPerson())
                .mapToLong(entry -> entry.getValue().secondsAgo())
                .min()
                .orElse(-1);
    }

    /**
     * The last sign of a kind.
     *
     * @param secondsAgo at least 0
     * @param what the device, terminal or process, in words
     */
    public record Seen(long secondsAgo, String what) {}
}
