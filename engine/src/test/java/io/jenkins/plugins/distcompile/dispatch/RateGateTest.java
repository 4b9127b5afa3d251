package io.jenkins.plugins.distcompile.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.criteria.LinkRate;
import org.junit.Test;

public class RateGateTest {
    private static final long MEGABIT = 1_000_000;

    @Test
    public void onlyAMeasuredSlowLinkIsTurnedAway() {
        long much = RateGate.LEAST_BYTES;
        Object[][] table = {
            {10 * MEGABIT, much, 3 * MEGABIT, true},
            {10 * MEGABIT, much, 10 * MEGABIT, false},
            {10 * MEGABIT, much - 1, 3 * MEGABIT, false}, // too little to tell
            {10 * MEGABIT, much, 0L, false}, // not measured
            {0L, much, 1L, false}, // no threshold
        };
        for (Object[] row : table) {
            String reason = new RateGate((long) row[0]).judge("alpha", (long) row[1], (long) row[2]);
            assertThat(reason != null).as("%s %s %s", row).isEqualTo(row[3]);
        }
    }

    @Test
    public void anAgentIsTurnedAwayOnceWithBothRatesNamed() {
        RateGate gate = new RateGate(10 * MEGABIT);
        assertThat(gate.judge("alpha", 1 << 20, 3_100_000)).contains("3.1 Mbit/s", "10 Mbit/s");
        assertThat(gate.judge("alpha", 1 << 20, 2_000_000)).isNull();
        assertThat(gate.closed("alpha")).contains("3.1 Mbit/s");
        assertThat(gate.closed("beta")).isNull();
    }

    @Test
    public void aProbeCountsWithoutTransfersAndSoDoesItsAbsence() {
        assertThat(new RateGate(10 * MEGABIT).judgeProbe("alpha", 3 * MEGABIT)).contains("measured at 3 Mbit/s");
        assertThat(new RateGate(10 * MEGABIT).judgeProbe("alpha", 0)).contains("could not be measured");
        assertThat(new RateGate(10 * MEGABIT).judgeProbe("alpha", 10 * MEGABIT)).isNull();
        assertThat(new RateGate(0).judgeProbe("alpha", 0)).isNull();
    }

    @Test
    public void ratesAreReadAsPeopleWriteThem() {
        assertThat(LinkRate.parse("10Mbit/s")).hasValue(10_000_000);
        assertThat(LinkRate.parse("100 kbit/s")).hasValue(100_000);
        assertThat(LinkRate.parse("1Gbit/s")).hasValue(1_000_000_000);
        for (String wrong : new String[] {"10", "fast", "-1Mbit/s", "0bit/s", "10 MB"}) {
            assertThat(LinkRate.parse(wrong)).as(wrong).isEmpty();
        }
    }
}
