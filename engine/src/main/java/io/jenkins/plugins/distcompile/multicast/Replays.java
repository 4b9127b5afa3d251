package io.jenkins.plugins.distcompile.multicast;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Tells a fresh announcement from one that was recorded and sent again: by its time, which may differ from ours by
 * {@link #WINDOW}, and by its number, which must be higher than any heard of its sender. Only signed announcements are
 * shown to it, so strangers cannot fill it; it remembers 1024 builds. Pure; not thread-safe.
 */
final class Replays {
    static final Duration WINDOW = Duration.ofMinutes(2);
    static final int MOST_SENDERS = 1_024;

    enum Verdict {
        FRESH,
        /** Heard before, or an earlier one than the last. */
        SEEN,
        /** Sent at another time by the clocks of both sides. */
        STALE
    }

    private final Map<UUID, Long> highest = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Long> eldest) {
            return size() > MOST_SENDERS;
        }
    };

    Verdict judge(UUID sender, long sequence, long sentMillis, long nowMillis) {
        // Compared without subtracting first: a hostile number would overflow.
        if (sentMillis > nowMillis + WINDOW.toMillis() || sentMillis < nowMillis - WINDOW.toMillis()) {
            return Verdict.STALE;
        }
        Long last = highest.get(sender);
        if (last != null && sequence <= last) {
            return Verdict.SEEN;
        }
        highest.put(sender, sequence);
        return Verdict.FRESH;
    }

    int senders() {
        return highest.size();
    }
}
