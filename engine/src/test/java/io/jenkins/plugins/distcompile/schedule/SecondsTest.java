package io.jenkins.plugins.distcompile.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.Test;

public class SecondsTest {
    @Test
    public void areWrittenAsFormattedOnes() {
        for (double seconds :
                new double[] {0, 0.004, 0.006, 0.05, 0.994, 0.996, 1, 7.1, 59.999, 12_345.678, -0.001, -3.25}) {
            String formatted = String.format(Locale.ROOT, "%.2f", seconds);
            assertThat(Seconds.text(seconds)).isEqualTo(formatted.equals("-0.00") ? "0.00" : formatted);
        }
    }

    @Test
    public void whatIsNoTimeIsNamed() {
        assertThat(Seconds.text(Double.POSITIVE_INFINITY)).isEqualTo("Infinity");
        assertThat(Seconds.text(Double.NaN)).isEqualTo("NaN");
    }
}
