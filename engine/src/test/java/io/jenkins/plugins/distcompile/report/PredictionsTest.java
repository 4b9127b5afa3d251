package io.jenkins.plugins.distcompile.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.protocol.Message.Usage;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public class PredictionsTest {
    private static Summary build(double... actualOverPredicted) {
        List<BuildEvent> events = new ArrayList<>();
        for (int i = 0; i < actualOverPredicted.length; i++) {
            String unit = "u" + i;
            long millis = Math.round(2000 * actualOverPredicted[i]);
            events.add(new BuildEvent.Assigned(0, unit, 1, "x", 2, "why"));
            events.add(
                    new BuildEvent.CopyEnded(9000, unit, 1, "x", "succeeded", null, new Usage(0, millis, 0, 0, 0), 0));
            events.add(new BuildEvent.UnitDone(9000, unit, true, "x", "", null));
        }
        return Summary.of(BuildReport.of(events));
    }

    @Test
    public void anErrorIsAFactorWhicheverWayItGoes() {
        assertThat(build(1, 1.25, 0.8).predictions()).isEqualTo(new Predictions(3, 0.25, 0.25));
        assertThat(build(0.5).predictions()).isEqualTo(new Predictions(1, 1, 1));
    }

    @Test
    public void nineInTenLeaveOutTheWorst() {
        Predictions ten = build(1, 1, 1, 1, 1, 1.5, 1.5, 1.5, 1.5, 40).predictions();
        assertThat(ten).isEqualTo(new Predictions(10, 0, 0.5));
    }

    @Test
    public void theSummarySaysItInOneLine() {
        assertThat(build(1.14, 1.14, 1.45).toText()).contains("predictions median off by 14 %, 90 % within 45 %");
        assertThat(Summary.of(BuildReport.of(List.of())).predictions()).isNull();
    }
}
