package io.jenkins.plugins.distcompile.agent.activity;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** Keeps the last sign of each kind across samples. Not thread-safe. */
final class SignLog {
    private final Map<Sign, Entry> last = new EnumMap<>(Sign.class);

    /** Notes a sign; an older one than is known changes nothing. */
    void note(Sign sign, Instant at, String what) {
        last.merge(sign, new Entry(at, what), (known, next) -> next.at.isBefore(known.at) ? known : next);
    }

    /** A clock set back must not give negative ages: they count as 0. */
    Map<Sign, Activity.Seen> seen(Instant now) {
        Map<Sign, Activity.Seen> seen = new EnumMap<>(Sign.class);
        last.forEach((sign, entry) -> seen.put(
                sign,
                new Activity.Seen(Math.max(0, Duration.between(entry.at, now).toSeconds()), entry.what)));
        return seen;
    }

    private record Entry(Instant at, String what) {}
}
