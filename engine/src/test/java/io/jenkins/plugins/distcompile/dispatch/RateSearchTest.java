package io.jenkins.plugins.distcompile.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.distcompile.protocol.RateChunks;
import org.junit.Test;

public class RateSearchTest {
    private static final double KBIT = 1e3;
    private static final double MBIT = 1e6;
    private static final double GBIT = 1e9;

    /** A link as a formula. {@code buffer} bytes of each transfer pass at once, as through a token bucket. */
    private record Link(double up, double down, double roundTripMillis, double buffer) {
        long nanos(RateSearch.Step step) {
            double sent = Math.max(0, step.up() * (double) RateChunks.BYTES - buffer) * 8 / up;
            double received = Math.max(0, step.down() * (double) RateChunks.BYTES - buffer) * 8 / down;
            return (long) (1e9 * (sent + received) + roundTripMillis * 1e6);
        }
    }

    private static RateSearch run(Link link, double wanted) {
        RateSearch search = new RateSearch((long) wanted);
        long bytes = 0;
        int transfers = 0;
        while (search.step() != null) {
            bytes += (long) search.step().chunks() * RateChunks.BYTES;
            assertThat(++transfers).isLessThan(40);
            search.took(link.nanos(search.step()));
        }
        assertThat(bytes).isLessThan(40L << 20);
        return search;
    }

    @Test
    public void theRateIsFoundFrom100KbitTo1Gbit() {
        for (double rate : new double[] {100 * KBIT, MBIT, 20 * MBIT, 100 * MBIT, GBIT}) {
            for (double trip : new double[] {0.1, 5, 20}) {
                long found = run(new Link(rate, rate, trip, 0), rate / 2).bitsPerSecond();
                assertThat((double) found).as("%s bit/s, %s ms", rate, trip).isBetween(rate * 0.8, rate * 1.01);
            }
        }
    }

    @Test
    public void theWorseDirectionCounts() {
        assertThat((double) run(new Link(50 * MBIT, 3 * MBIT, 5, 0), MBIT).bitsPerSecond())
                .isCloseTo(3 * MBIT, within(MBIT / 10));
        assertThat((double) run(new Link(3 * MBIT, 50 * MBIT, 5, 0), MBIT).bitsPerSecond())
                .isCloseTo(3 * MBIT, within(MBIT / 10));
    }

    @Test
    public void aBufferOnTheWayDoesNotHideASlowLink() {
        assertThat(run(new Link(5 * MBIT, 5 * MBIT, 1, 32 << 10), 20 * MBIT).bitsPerSecond())
                .isLessThan((long) (10 * MBIT));
        assertThat(run(new Link(MBIT, GBIT, 1, 64 << 10), 20 * MBIT).bitsPerSecond())
                .isLessThan((long) (20 * MBIT));
    }

    @Test
    public void oneStallIsNotTheLinksRate() {
        RateSearch search = new RateSearch((long) (10 * MBIT));
        Link link = new Link(100 * MBIT, 100 * MBIT, 1, 0);
        boolean stalled = false;
        while (search.step() != null) {
            boolean stall = !stalled && search.step().chunks() > 0;
            stalled |= stall;
            search.took(link.nanos(search.step()) + (stall ? 900_000_000L : 0));
        }
        assertThat(search.bitsPerSecond()).isGreaterThan((long) (90 * MBIT));
    }

    @Test
    public void aRoundTripThatLookedTooLongMakesNoSlowLinkFast() {
        RateSearch search = new RateSearch((long) (40 * MBIT));
        Link link = new Link(5 * MBIT, 5 * MBIT, 1, 0);
        while (search.step() != null) {
            search.took(link.nanos(search.step()) + (search.step().chunks() == 0 ? 150_000_000L : 0));
        }
        assertThat(search.bitsPerSecond()).isLessThan((long) (7 * MBIT));
    }

    @Test
    public void withoutAWishOneTransferWillDo() {
        RateSearch search = new RateSearch(0);
        Link link = new Link(8 * MBIT, 8 * MBIT, 10, 0);
        for (int ping = 0; ping < 3; ping++) {
            search.took(link.nanos(search.step()));
        }
        assertThat(search.step()).isEqualTo(new RateSearch.Step(1, 0));
        assertThat(search.took(link.nanos(search.step()))).isNull();
        assertThat((double) search.bitsPerSecond()).isCloseTo(8 * MBIT, within(MBIT / 10));
    }

    @Test
    public void aTransferThatDoesNotEndShowsALinkBelowWhatIsWanted() {
        RateSearch search = new RateSearch((long) (10 * MBIT));
        for (int ping = 0; ping < 3; ping++) {
            search.took(1_000_000);
        }
        long patience = search.patienceNanos();
        search.givenUp(patience + 1);
        assertThat(search.bitsPerSecond()).isBetween(1L, (long) (10 * MBIT) - 1);
        RateSearch silent = new RateSearch((long) (10 * MBIT));
        silent.givenUp(silent.patienceNanos() + 1);
        assertThat(silent.bitsPerSecond()).isZero();
    }
}
