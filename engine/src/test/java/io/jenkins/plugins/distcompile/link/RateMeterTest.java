package io.jenkins.plugins.distcompile.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public class RateMeterTest {
    private static final long SECOND = 1_000_000_000;
    private final RateMeter meter = new RateMeter();

    private void period(long start, long took, long bytes) {
        meter.begin(start);
        meter.moved(bytes);
        meter.end(start + took);
    }

    @Test
    public void theRateIsBitsOverBusyTime() {
        period(5 * SECOND, SECOND, 125_000);
        period(90 * SECOND, SECOND, 125_000);
        assertThat(meter.bitsPerSecond()).isEqualTo(1_000_000);
    }

    @Test
    public void overlappingMessagesAreOnePeriod() {
        meter.begin(0);
        meter.begin(SECOND);
        meter.moved(250_000);
        meter.end(SECOND);
        assertThat(meter.bitsPerSecond()).isZero();
        meter.end(2 * SECOND);
        assertThat(meter.bitsPerSecond()).isEqualTo(1_000_000);
    }

    @Test
    public void aShortMomentOfFewBytesSaysNothing() {
        period(0, 1000, 10);
        assertThat(meter.bitsPerSecond()).isZero();
    }

    @Test
    public void recentDataCountMore() {
        for (int i = 0; i < 10; i++) {
            period(0, SECOND, 100 << 20);
        }
        for (int i = 0; i < 20; i++) {
            period(0, SECOND, 10 << 20);
        }
        assertThat(meter.bitsPerSecond()).isLessThan(20L << 23);
    }
}
