package io.jenkins.plugins.distcompile.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public class FailureDetectorTest {
    private static final long MS = 1_000_000;

    @Test
    public void aRegularAgentIsSuspectAfterOneMissedBeatAndLostBeforeThree() {
        for (long interval : new long[] {MS, 100 * MS, 1000 * MS, 600_000 * MS}) {
            FailureDetector detector = beaten(interval, interval);
            long silence = detector.suspectAtNanos() - detector.lastHeardNanos();
            assertThat(silence / (double) interval).isBetween(1.1, 2.0);
            long loss = detector.lostAtNanos() - detector.lastHeardNanos();
            assertThat(loss / (double) interval).isBetween(2.0, 3.0);
        }
    }

    @Test
    public void anAgentWhoseBeatsComeLateIsGivenMoreTime() {
        FailureDetector detector = beaten(100 * MS, 320 * MS);
        assertThat(detector.suspectAtNanos() - detector.lastHeardNanos()).isGreaterThan(320 * MS);
    }

    @Test
    public void otherTrafficDoesNotMakeItImpatient() {
        FailureDetector detector = beaten(100 * MS, 100 * MS);
        long before = detector.lostAtNanos() - detector.lastHeardNanos();
        for (int i = 0; i < 1000; i++) {
            detector.heard(detector.lastHeardNanos() + MS);
        }
        assertThat(detector.lostAtNanos() - detector.lastHeardNanos()).isEqualTo(before);
    }

    @Test
    public void beforeTheFirstBeatItIsLenient() {
        assertThat(new FailureDetector(MS, 0).lostAtNanos()).isGreaterThan(1000 * MS);
    }

    private static FailureDetector beaten(long interval, long actual) {
        FailureDetector detector = new FailureDetector(interval, 0);
        for (int i = 1; i <= 50; i++) {
            detector.heard(i * actual);
        }
        return detector;
    }
}
