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

    /** Of fifty units alike one stands out in each respect, and is critical for that alone. */
    @Test
    public void whateverAUnitNeedsUnusuallyMuchOfIsAReason() {
        List<UnitFacts> units = new ArrayList<>(List.of(
                needs(9, 1, 1, 1), needs(1, 9, 1, 1), needs(1, 1, 9, 1), needs(1, 1, 1, 9), needs(20, 1, 1, 1)));
        for (int i = 0; i < 200; i++) {
            units.add(needs(1, 1, 1, 1));
        }
        CriticalPath path = new CriticalPath(units);
        assertThat(path.reasons(0)).containsExactly(Reason.WORK);
        assertThat(path.reasons(1)).containsExactly(Reason.MEMORY);
        assertThat(path.reasons(2)).containsExactly(Reason.DISK);
        assertThat(path.reasons(3)).containsExactly(Reason.NETWORK);
        assertThat(path.reasons(4)).containsExactly(Reason.PATH, Reason.WORK);
        assertThat(path.critical(5)).isFalse();
    }

    @Test
    public void aUnitThatFeedsMuchToOthersIsCritical() {
        List<UnitFacts> units = new ArrayList<>();
        units.add(new UnitFacts("big", new int[0], true, "", "", false, 0, 0.1, 0, 1000));
        units.add(new UnitFacts("long", new int[0], true, "", "", false, 0, 9, 0, 1));
        for (int i = 0; i < 50; i++) {
            units.add(new UnitFacts("u", i == 0 ? new int[] {0} : new int[0], true, "", "", false, 0, 1, 0, 1000));
        }
        assertThat(new CriticalPath(units).reasons(0)).containsExactly(Reason.DATA);
    }

    private static UnitFacts needs(double work, long memory, long disk, long network) {
        return new UnitFacts("u", new int[0], true, "", "", false, memory, work, 0, 0, disk, network);
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
