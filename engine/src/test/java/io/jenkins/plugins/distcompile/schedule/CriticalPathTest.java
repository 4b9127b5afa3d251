package io.jenkins.plugins.distcompile.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.distcompile.schedule.CriticalPath.Reason;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public class CriticalPathTest {

    @Test
    public void rankIsTheLongestPathToTheEndAndSlackWhatIsLeft() {
        CriticalPath path = new CriticalPath(List.of(unit(3), unit(1), unit(2, 0, 1)));
        assertThat(path.rank(0)).isEqualTo(5);
        assertThat(path.rank(1)).isEqualTo(3);
        assertThat(path.rank(2)).isEqualTo(2);
        assertThat(path.slack(0)).isZero();
        assertThat(path.slack(1)).isEqualTo(2);
        assertThat(path.lengthSeconds()).isEqualTo(5);
        assertThat(path.reasons(2)).containsExactly(Reason.PATH);
        assertThat(path.critical(1)).isFalse();
    }

    @Test
    public void aUnitThatManyWaitForIsCritical() {
        List<UnitFacts> units = new ArrayList<>(List.of(unit(0.1), unit(9)));
        for (int i = 0; i < 50; i++) {
            units.add(unit(1, 0));
        }
        assertThat(new CriticalPath(units).reasons(0)).containsExactly(Reason.DEPENDENTS);
    }

    @Test
    public void aCircleIsRefused() {
        assertThatThrownBy(() -> new CriticalPath(List.of(unit(1, 1), unit(1, 0))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static UnitFacts unit(double work, int... before) {
        return new UnitFacts("u", before, true, "", "", false, 0, work, 0);
    }
}
