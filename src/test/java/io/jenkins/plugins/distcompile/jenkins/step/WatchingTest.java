package io.jenkins.plugins.distcompile.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.Test;

/** How often a dispatcher is looked at, and when it is taken for dead. */
public class WatchingTest {
    private final PollPause pause = new PollPause();
    private final Vigil vigil = new Vigil();

    @Test
    public void looksGrowRareWithoutNewsAndFrequentWithNews() {
        assertThat(pause.next(true)).isEqualTo(250);
        assertThat(pause.next(false)).isEqualTo(300);
        assertThat(pause.next(false)).isEqualTo(360);
        long last = 0;
        for (int i = 0; i < 50; i++) {
            last = pause.next(false);
        }
        assertThat(last).isEqualTo(15_000);
        assertThat(pause.next(true)).isEqualTo(250);
    }

    @Test
    public void aCounterThatMovesIsLife() {
        for (int second = 0; second < 600; second += 2) {
            assertThat(vigil.look(Integer.toString(second), seconds(second))).isNull();
        }
    }

    @Test
    public void aCounterThatStandsStillForThirtySecondsIsDeath() {
        assertThat(vigil.look("7", seconds(0))).isNull();
        assertThat(vigil.look("7", seconds(15))).isNull();
        assertThat(vigil.look("7", seconds(29))).isNull();
        assertThat(vigil.look("7", seconds(31))).contains("no sign of life");
    }

    @Test
    public void aCounterThatStandsStillForThreeBeatsIsAskedForOnce() {
        vigil.look("7", seconds(0));
        vigil.look("7", seconds(5));
        assertThat(vigil.isWorthAsking()).isFalse();
        vigil.look("7", seconds(7));
        assertThat(vigil.isWorthAsking()).isTrue();
        vigil.look("7", seconds(9));
        assertThat(vigil.isWorthAsking()).isFalse();
        vigil.look("8", seconds(10));
        assertThat(vigil.isWorthAsking()).isFalse();
        vigil.look("8", seconds(17));
        assertThat(vigil.isWorthAsking()).isTrue();
    }

    @Test
    public void theTimeThatTheNodeWasAwayDoesNotCount() {
        assertThat(vigil.look("7", seconds(0))).isNull();
        assertThat(vigil.look("7", seconds(3_600))).isNull();
        assertThat(vigil.look("8", seconds(3_602))).isNull();
    }

    @Test
    public void noCounterAtAllIsDeathToo() {
        assertThat(vigil.look("", seconds(0))).isNull();
        assertThat(vigil.look("", seconds(16))).isNull();
        assertThat(vigil.look("", seconds(32))).contains("gone");
    }

    private static long seconds(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }
}
