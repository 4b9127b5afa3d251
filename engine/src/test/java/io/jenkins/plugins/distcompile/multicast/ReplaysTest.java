package io.jenkins.plugins.distcompile.multicast;

import static io.jenkins.plugins.distcompile.multicast.Replays.Verdict.FRESH;
import static io.jenkins.plugins.distcompile.multicast.Replays.Verdict.SEEN;
import static io.jenkins.plugins.distcompile.multicast.Replays.Verdict.STALE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.Test;

public class ReplaysTest {
    private static final long NOW = 1_700_000_000_000L;
    private static final long WINDOW = Replays.WINDOW.toMillis();
    private static final UUID BUILD = new UUID(1, 2);

    private final Replays replays = new Replays();

    @Test
    public void eachNumberCountsOnce() {
        assertThat(replays.judge(BUILD, 1, NOW, NOW)).isEqualTo(FRESH);
        assertThat(replays.judge(BUILD, 1, NOW, NOW)).isEqualTo(SEEN);
        assertThat(replays.judge(BUILD, 5, NOW, NOW)).isEqualTo(FRESH);
        assertThat(replays.judge(BUILD, 4, NOW, NOW)).isEqualTo(SEEN);
        assertThat(replays.judge(new UUID(1, 3), 1, NOW, NOW)).isEqualTo(FRESH);
    }

    @Test
    public void clocksMayDifferByTheWindowAndNoMore() {
        assertThat(replays.judge(BUILD, 1, NOW - WINDOW, NOW)).isEqualTo(FRESH);
        assertThat(replays.judge(BUILD, 2, NOW + WINDOW, NOW)).isEqualTo(FRESH);
        assertThat(replays.judge(BUILD, 3, NOW - WINDOW - 1, NOW)).isEqualTo(STALE);
        assertThat(replays.judge(BUILD, 3, NOW + WINDOW + 1, NOW)).isEqualTo(STALE);
        assertThat(replays.judge(BUILD, 3, Long.MIN_VALUE, NOW)).isEqualTo(STALE);
        assertThat(replays.judge(BUILD, 3, Long.MAX_VALUE, NOW)).isEqualTo(STALE);
        assertThat(replays.judge(BUILD, 3, NOW, NOW))
                .as("a stale one takes no number")
                .isEqualTo(FRESH);
    }

    @Test
    public void itsMemoryIsBounded() {
        for (int i = 0; i < 10 * Replays.MOST_SENDERS; i++) {
            replays.judge(new UUID(0, i), 1, NOW, NOW);
        }
        assertThat(replays.senders()).isEqualTo(Replays.MOST_SENDERS);
    }
}
