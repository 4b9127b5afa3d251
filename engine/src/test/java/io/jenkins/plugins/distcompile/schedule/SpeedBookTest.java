package io.jenkins.plugins.distcompile.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.Test;

public class SpeedBookTest {

    @Test
    public void aSlowAgentIsFoundOutWithinAFewUnits() {
        SpeedBook book = new SpeedBook(0);
        book.offer("a", 1);
        for (int i = 0; i < 10; i++) {
            book.observe("a", 1, 0, 4);
        }
        assertThat(book.speed("a")).isCloseTo(0.25, within(0.03));
    }

    @Test
    public void whatAllSeeIsTheScaleAndNotTheirSpeed() {
        SpeedBook book = new SpeedBook(0.8);
        for (int i = 0; i < 40; i++) {
            book.observe("a" + i % 8, 1, 0.3, 5);
        }
        assertThat(book.scale()).isBetween(4.0, 6.0);
        assertThat(book.speed("a0")).isBetween(0.75, 1.3);
    }

    @Test
    public void oneOutlierMovesLittle() {
        SpeedBook book = new SpeedBook(0);
        for (int i = 0; i < 20; i++) {
            book.observe("a", 1, 0, 1);
        }
        book.observe("a", 1, 0, 1000);
        assertThat(book.speed("a")).isGreaterThan(0.9);
    }

    @Test
    public void whoLosesARaceIsSlowWhateverTheUnitWasPredictedToTake() {
        SpeedBook book = new SpeedBook(1);
        book.offer("winner", 1);
        book.offer("loser", 1);
        for (int i = 0; i < 3; i++) {
            book.lostRace("loser", 40, "winner", 5);
        }
        assertThat(book.speed("loser")).isLessThan(0.3);
        assertThat(book.speed("winner")).isCloseTo(1, within(1e-9));
        book.lostRace("loser", 1, "winner", 5);
        assertThat(book.speed("loser")).isLessThan(0.3);
    }

    @Test
    public void aRunWithoutATimeTeachesNothing() {
        SpeedBook book = new SpeedBook(0);
        book.offer("a", 2);
        book.observe("a", 1, 0, -1e-9);
        assertThat(book.speed("a")).isCloseTo(2, within(1e-9));
    }
}
