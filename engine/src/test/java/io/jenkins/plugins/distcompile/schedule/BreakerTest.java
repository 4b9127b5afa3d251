package io.jenkins.plugins.distcompile.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

/** Faults in a row and what follows; seconds in a pause of 30. */
public class BreakerTest {
    private static final long SECOND = 1_000_000_000L;
    private final Breaker breaker = new Breaker(3, 30 * SECOND);

    @Test
    public void threeFaultsInARowOpenItAndOneUnitProbesAfterThePause() {
        assertThat(breaker.fault(0)).isFalse();
        breaker.success();
        assertThat(breaker.fault(1)).isFalse();
        assertThat(breaker.fault(2)).isFalse();
        assertThat(breaker.fault(3)).isTrue();
        assertThat(breaker.open(3 + 29 * SECOND)).isTrue();
        assertThat(breaker.probing(3 + 30 * SECOND)).isTrue();
        breaker.success();
        assertThat(breaker.probing(3 + 31 * SECOND)).isFalse();
    }

    @Test
    public void faultsWhileItIsOpenDoNotMakeThePauseLonger() {
        open(0);
        assertThat(breaker.fault(5 * SECOND)).isFalse();
        assertThat(breaker.opensAgainAt()).isEqualTo(30 * SECOND);
    }

    @Test
    public void eachFailedProbeDoublesThePauseUpToSixteenMinutes() {
        open(0);
        long now = 0;
        for (int seconds : new int[] {60, 120, 240, 480, 960, 960}) {
            now = breaker.opensAgainAt();
            assertThat(breaker.fault(now)).isTrue();
            assertThat(breaker.opensAgainAt() - now).isEqualTo(seconds * SECOND);
        }
        now = breaker.opensAgainAt();
        breaker.success();
        open(now);
        assertThat(breaker.opensAgainAt() - now).isEqualTo(30 * SECOND);
    }

    @Test
    public void aPenaltyHalvesEachMinute() {
        breaker.fault(0);
        assertThat(breaker.penalty(60 * SECOND)).isEqualTo(0.5);
        assertThat(breaker.penalty(120 * SECOND)).isEqualTo(0.25);
    }

    private void open(long now) {
        breaker.fault(now);
        breaker.fault(now);
        breaker.fault(now);
    }
}
