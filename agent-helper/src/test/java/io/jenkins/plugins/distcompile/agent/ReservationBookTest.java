package io.jenkins.plugins.distcompile.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.Test;

public final class ReservationBookTest {

    private static final long GIB = 1L << 30;
    private final ReservationBook book = new ReservationBook(4, 8 * GIB, 1000);

    @Test
    public void aLoneClientMayHaveEverySlotAndAllTheMemory() {
        claim(1, 10);
        assertThat(book.grantable(1)).isEqualTo(4);
        assertThat(book.grantableMemory(1, 4, 0)).isEqualTo(8 * GIB);
    }

    @Test
    public void noMoreSlotsThanUnitsWait() {
        claim(1, 3);
        assertThat(book.grantable(1)).isEqualTo(3);
    }

    @Test
    public void memoryGoesWithTheSlotsUnlessOneUnitNeedsMore() {
        claim(1, 1);
        assertThat(book.grantableMemory(1, 1, 0)).isEqualTo(2 * GIB);
        assertThat(book.grantableMemory(1, 1, 6 * GIB)).isEqualTo(6 * GIB);
        assertThat(book.grantableMemory(1, 1, 9 * GIB)).isZero();
    }

    @Test
    public void aUnitStartsOnlyInAReservedSlotWithRoomForIt() {
        claim(1, 1);
        book.reserve(1, 1, 2 * GIB);
        assertThat(book.start(1, 3 * GIB)).isFalse();
        assertThat(book.start(1, GIB)).isTrue();
        assertThat(book.start(1, 0)).isFalse();
        book.end(1, GIB);
        assertThat(book.start(1, 2 * GIB)).isTrue();
    }

    @Test
    public void moreThanIsFreeCannotBeReserved() {
        claim(1, 9);
        book.reserve(1, 3, GIB);
        assertThatThrownBy(() -> book.reserve(1, 2, GIB)).hasMessageContaining("over-commit");
        assertThatThrownBy(() -> book.reserve(1, 1, 8 * GIB)).hasMessageContaining("over-commit");
    }

    @Test
    public void onlyUnusedSlotsAreReleased() {
        claim(1, 4);
        book.reserve(1, 4, 8 * GIB);
        book.start(1, GIB);
        assertThat(book.release(1, 9)).isEqualTo(3);
        assertThat(book.held(1)).isEqualTo(1);
        assertThat(book.budgetBytes(1)).isEqualTo(2 * GIB);
        assertThat(book.freeSlots()).isEqualTo(3);
    }

    @Test
    public void silenceEndsTheLeaseAndAnyMessageRenewsIt() {
        claim(1, 4);
        assertThat(book.leaseLeftNanos(1, 400)).isEqualTo(600);
        book.heard(1, 900);
        assertThat(book.leaseLeftNanos(1, 1800)).isEqualTo(100);
        assertThat(book.leaseLeftNanos(1, 1900)).isZero();
    }

    @Test
    public void aClientWithoutSlotsIsOwedHalfByOneThatHasAll() {
        claim(1, 9);
        book.reserve(1, 4, 8 * GIB);
        claim(2, 9);
        assertThat(book.owed(1)).isEqualTo(2);
    }

    @Test
    public void busySlotsAreOwedAsTheirUnitsEnd() {
        claim(1, 9);
        book.reserve(1, 4, 8 * GIB);
        for (int i = 0; i < 4; i++) {
            book.start(1, 0);
        }
        claim(2, 9);
        assertThat(book.owed(1)).isZero();
        book.end(1, 0);
        assertThat(book.owed(1)).isEqualTo(1);
        assertThat(book.release(1, 1)).isEqualTo(1);
        assertThat(book.grantable(2)).isEqualTo(1);
        assertThat(book.grantable(1)).isZero();
    }

    @Test
    public void sharesThatDifferByOneStayAsTheyAre() {
        ReservationBook three = new ReservationBook(3, 3, 1000);
        three.open(1, 0);
        three.want(1, 9);
        three.reserve(1, 2, 2);
        three.open(2, 0);
        three.want(2, 9);
        three.reserve(2, 1, 1);
        assertThat(three.owed(1)).isZero();
        assertThat(three.owed(2)).isZero();
    }

    @Test
    public void aThirdClientIsNotLeftWithoutWhenTwoHoldTwoEach() {
        claim(1, 9);
        book.reserve(1, 2, GIB);
        claim(2, 9);
        book.reserve(2, 2, GIB);
        claim(3, 9);
        assertThat(book.owed(1) + book.owed(2)).isPositive();
    }

    /** Invariant 3: at no moment does a helper run more than it reserved, whoever asks. */
    @Test
    public void randomClientsNeverOverCommit() {
        for (long seed = 0; seed < 2000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int slots = random.nextInt(1, 9);
            long memory = random.nextLong(1, 100);
            ReservationBook any = new ReservationBook(slots, memory, 1000);
            Map<Long, java.util.ArrayDeque<Long>> running = new HashMap<>();
            for (int step = 0; step < 120; step++) {
                randomStep(random, any, running);
                int held = running.keySet().stream().mapToInt(any::held).sum();
                int runs = running.values().stream()
                        .mapToInt(java.util.ArrayDeque::size)
                        .sum();
                long needs = running.values().stream()
                        .flatMap(java.util.Collection::stream)
                        .mapToLong(Long::longValue)
                        .sum();
                long budgets =
                        running.keySet().stream().mapToLong(any::budgetBytes).sum();
                assertThat(held).as("held, seed %d step %d", seed, step).isBetween(0, slots);
                assertThat(runs).as("running, seed %d step %d", seed, step).isBetween(0, held);
                assertThat(budgets).as("budgets, seed %d step %d", seed, step).isBetween(0L, memory);
                assertThat(needs).as("needs, seed %d step %d", seed, step).isBetween(0L, budgets);
            }
        }
    }

    private static void randomStep(
            SplittableRandom random, ReservationBook book, Map<Long, java.util.ArrayDeque<Long>> running) {
        long client = random.nextLong(1, 6);
        if (!running.containsKey(client)) {
            running.put(client, new java.util.ArrayDeque<>());
            book.open(client, 0);
        }
        switch (random.nextInt(7)) {
            case 0 -> book.want(client, random.nextInt(-1, 12));
            case 1 -> {
                int extra = book.grantable(client);
                long bytes = extra < 1 ? 0 : book.grantableMemory(client, extra, random.nextLong(0, 40));
                if (bytes > 0) {
                    book.reserve(client, extra, bytes);
                }
            }
            case 2 -> book.release(client, random.nextInt(-1, 5));
            case 3 -> {
                long need = random.nextLong(0, 30);
                if (book.start(client, need)) {
                    running.get(client).add(need);
                }
            }
            case 4 -> {
                if (!running.get(client).isEmpty()) {
                    book.end(client, running.get(client).remove());
                }
            }
            case 5 -> book.release(client, book.owed(client));
            default -> {
                if (running.get(client).isEmpty()) {
                    book.close(client);
                    running.remove(client);
                }
            }
        }
    }

    private void claim(long client, int wanted) {
        book.open(client, 0);
        book.want(client, wanted);
    }
}
