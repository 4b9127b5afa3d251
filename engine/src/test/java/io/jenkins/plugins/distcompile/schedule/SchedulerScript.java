package io.jenkins.plugins.distcompile.schedule;

import io.jenkins.plugins.distcompile.schedule.Decision.Assign;
import io.jenkins.plugins.distcompile.schedule.Event.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** A scheduler that is told event by event, in virtual seconds, and what it answered last. */
abstract class SchedulerScript {
    static final SchedulerConfig ONE_AT_A_TIME = SchedulerConfig.DEFAULTS
            .withLocalJobs(2)
            .withPrefetch(0)
            .withTailFill(false)
            .withCriticalCopies(1);

    final List<Decision> last = new ArrayList<>();
    Scheduler scheduler;

    // ---- telling the story

    void start(SchedulerConfig config, List<UnitFacts> units) {
        scheduler = new Scheduler(config, units);
        tell(new Event.Started(0));
    }

    void tell(Event event) {
        last.clear();
        last.addAll(scheduler.on(event));
    }

    void tick(double seconds) {
        tell(new Event.Tick(at(seconds)));
    }

    /** Ticks at each deadline that the scheduler names, as the dispatcher does. */
    double runTicksUntil(double seconds, List<Decision> all) {
        while (scheduler.nextDeadlineNanos() <= at(seconds)) {
            tell(new Event.Tick(scheduler.nextDeadlineNanos()));
            all.addAll(last);
        }
        return seconds;
    }

    void bid(double seconds, String agent, int slots, double speed) {
        tell(new Event.BidArrived(at(seconds), agent, new Offer(slots, agent, Set.of("cc"), 0, speed, speed, 0, 0)));
    }

    void ended(double seconds, Assign assign, Ending ending) {
        tell(new Event.CopyEnded(at(seconds), assign.agent(), assign.copy(), ending, 100_000_000L, "told so"));
    }

    <T extends Decision> List<T> of(Class<T> type) {
        return last.stream().filter(type::isInstance).map(type::cast).toList();
    }

    static long at(double seconds) {
        return Math.round(seconds * 1e9);
    }

    static UnitFacts unit(int index, double work, int... before) {
        return new UnitFacts("u" + index, before, true, "", "cc", false, 0, work, 0);
    }

    static List<UnitFacts> units(int count) {
        return IntStream.range(0, count).mapToObj(i -> unit(i, 1)).toList();
    }

    /** Units of so many seconds, of which nothing is known but their sizes. */
    static List<UnitFacts> cold(double... work) {
        return IntStream.range(0, work.length)
                .mapToObj(i -> new UnitFacts("u" + i, new int[0], true, "", "cc", false, 0, work[i], 1))
                .toList();
    }

    static List<UnitFacts> prepared(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new UnitFacts("u" + i, new int[0], true, "", "cc", true, 0, 1, 0))
                .toList();
    }
}
