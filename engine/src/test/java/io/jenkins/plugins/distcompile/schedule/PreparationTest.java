package io.jenkins.plugins.distcompile.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.schedule.Decision.Assign;
import io.jenkins.plugins.distcompile.schedule.Decision.Prepare;
import io.jenkins.plugins.distcompile.schedule.Decision.RunLocally;
import io.jenkins.plugins.distcompile.schedule.Event.Ending;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.Test;

/** How many units are being prepared at a time, on a client that runs two processes. */
public class PreparationTest extends SchedulerScript {
    private static final int PROCESSES = 2;
    private static final long QUICK = 50_000;
    private static final long SLOW = 20_000_000;

    private final Deque<Integer> underWay = new ArrayDeque<>();
    private final List<Assign> assigned = new ArrayList<>();
    /** How many were ordered by one event, each time that any were. */
    private final List<Integer> orders = new ArrayList<>();

    private int most;

    @Test
    public void whatTakesAProcessIsPreparedByAsManyAsThereAre() {
        begin(60);
        prepareAll(SLOW);
        assertThat(most).isEqualTo(PROCESSES);
        assertThat(assigned).hasSize(60);
    }

    @Test
    public void whatNobodyKnowsTheTimeOfIsTakenForAProcess() {
        begin(60);
        prepareAll(-1);
        assertThat(most).isEqualTo(PROCESSES);
    }

    @Test
    public void quickPreparationsAreOrderedSeveralAtATime() {
        begin(60);
        prepareAll(QUICK);
        assertThat(most).isEqualTo(PROCESSES + 8);
        assertThat(orders.subList(8, 12)).allMatch(count -> count >= 8);
        assertThat(assigned).hasSize(60);
    }

    @Test
    public void neverMoreThanTheAgentsHaveRoomFor() {
        start(ONE_AT_A_TIME.withAheadUnits(1), prepared(60));
        take();
        bid(0, "a", 12, 1);
        take();
        prepareAll(QUICK);
        assertThat(assigned).hasSize(12);
        assertThat(underWay).isEmpty();
    }

    @Test
    public void slowOnesAmongThemEndIt() {
        begin(80);
        for (int i = 0; i < 30; i++) {
            prepareNext(QUICK);
        }
        for (int i = 0; i < 30; i++) {
            prepareNext(SLOW);
        }
        assertThat(underWay).hasSize(PROCESSES);
    }

    @Test
    public void aRunHereWaitsForNoneBeyondThoseUnderWay() {
        begin(80);
        for (int i = 0; i < 20; i++) {
            prepareNext(QUICK);
        }
        ended(0.1, assigned.get(0), Ending.UNIT_FAILED);
        List<RunLocally> runs = new ArrayList<>(of(RunLocally.class));
        for (int i = underWay.size(); runs.isEmpty() && i > 0; i--) {
            prepareNext(QUICK);
            runs.addAll(of(RunLocally.class));
            assertThat(of(Prepare.class)).isEmpty();
        }
        assertThat(runs)
                .extracting(RunLocally::unit)
                .containsExactly(assigned.get(0).copy().unit());
    }

    private void begin(int units) {
        start(ONE_AT_A_TIME, prepared(units));
        take();
        bid(0, "a", 100, 1);
        take();
    }

    private void take() {
        of(Prepare.class).forEach(prepare -> underWay.add(prepare.unit()));
        assigned.addAll(of(Assign.class));
        if (!of(Prepare.class).isEmpty()) {
            orders.add(of(Prepare.class).size());
        }
        most = Math.max(most, underWay.size());
    }

    private void prepareAll(long workNanos) {
        while (!underWay.isEmpty()) {
            prepareNext(workNanos);
        }
    }

    private void prepareNext(long workNanos) {
        tell(new Event.Prepared(at(0.1), underWay.remove(), 10, 10, workNanos));
        take();
    }
}
