package io.jenkins.plugins.distcompile.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.Test;

public class TextSizesTest {
    private final TextSizes texts = new TextSizes();

    @Test
    public void muchTextMakesAUnitWithoutHistoryLonger() {
        for (int i = 0; i < 20; i++) {
            texts.prepared(unit(1, 0.6, 300_000));
        }
        UnitState big = unit(1, 0.6, 1_200_000);
        UnitState small = unit(1, 0.6, 75_000);
        texts.prepared(big);
        texts.prepared(small);
        assertThat(big.workSeconds).isBetween(1.5, 2.1);
        assertThat(small.workSeconds).isBetween(0.45, 0.65);
        assertThat(big.uncertainty).isLessThan(0.6);
    }

    @Test
    public void historyKnowsBetter() {
        texts.prepared(unit(1, 0.6, 300_000));
        UnitState known = unit(1, 0.1, 3_000_000);
        texts.prepared(known);
        assertThat(known.workSeconds).isEqualTo(1);
        assertThat(known.uncertainty).isEqualTo(0.1);
    }

    @Test
    public void resultsTeachHowMuchTheTextSays() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200; i++) {
            UnitState unit = unit(1, 0.6, 300_000);
            unit.textBytes = (long) (300_000 * Math.exp(random.nextDouble() - 0.5));
            texts.prepared(unit);
            texts.ran(unit, 1); // whatever its size
        }
        UnitState big = unit(1, 0.6, 1_200_000);
        texts.prepared(big);
        assertThat(big.workSeconds).isBetween(1.0, 1.35);
    }

    private static UnitState unit(double work, double uncertainty, long textBytes) {
        UnitFacts facts = new UnitFacts("u", new int[0], true, "", "cc", true, 0, work, uncertainty);
        UnitState unit = new UnitState(0, facts, work, false);
        unit.textBytes = textBytes;
        return unit;
    }
}
