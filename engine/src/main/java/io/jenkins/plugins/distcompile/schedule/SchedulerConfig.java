package io.jenkins.plugins.distcompile.schedule;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * The user's choices and the scheduler's constants. Start from {@link #DEFAULTS} and change with the {@code with…}
 * methods. Immutable.
 *
 * @param scheme how agents are chosen: {@code best}, {@code first-response}, {@code specs}, {@code history},
 *     {@code ranking}, {@code round-robin}
 * @param fallback what becomes of units that no agent takes
 * @param bidWait how long to wait for a first bid before the fallback
 * @param expectedAgents length of the distribution list: when so many have declined or are gone the fallback comes at
 *     once; -1 = not known
 * @param localJobs processes that may run here at a time, preprocessing included; at least 1
 * @param localSlots of these, how many may compile although agents are at work
 * @param aheadUnits units prepared and not yet assigned beyond what free and queue-ahead slots can take
 * @param aheadBytes prepared text not yet assigned, at most
 * @param prefetch units queued ahead per slot; 0 = a unit leaves the queue only when a slot asks for it
 * @param heartbeat interval agreed with the helpers, 1 ms to 10 min
 * @param dropAfter silence after which a lost agent's link is closed; never sooner than ten heartbeats
 * @param keepGoing whether a failed unit leaves the others running
 * @param criticalCopies copies of a critical unit when slots are free, 1 = none beside the first
 * @param tailFill whether idle slots are filled with copies of what still runs
 * @param copyBudget processor time for copies ÷ the build's predicted processor time
 * @param localInitiative whether an idle client machine may race an overdue copy and keep a unit that it would end sooner
 *     than the pool, under {@link Fallback#LOCAL}
 * @param faultsBeforeLocal different agents that may fail a unit before it runs here
 * @param leaseFloor shortest lease of a unit
 * @param leaseFactor lease ÷ predicted time
 * @param faultsInARow faults that open an agent's circuit breaker
 * @param breakerPause how long it stays open before one unit may probe
 * @param announceInterval shortest time between two announcements
 * @param stallAfter time without an accepted result after which a stall is noticed; zero = never
 */
public record SchedulerConfig(
        String scheme,
        Fallback fallback,
        Duration bidWait,
        int expectedAgents,
        int localJobs,
        int localSlots,
        int aheadUnits,
        long aheadBytes,
        int prefetch,
        Duration heartbeat,
        Duration dropAfter,
        boolean keepGoing,
        int criticalCopies,
        boolean tailFill,
        double copyBudget,
        boolean localInitiative,
        int faultsBeforeLocal,
        Duration leaseFloor,
        double leaseFactor,
        int faultsInARow,
        Duration breakerPause,
        Duration announceInterval,
        Duration stallAfter) {

    /** What a build uses when nothing is said. */
    public static final SchedulerConfig DEFAULTS = new SchedulerConfig(
            "best",
            Fallback.LOCAL,
            Duration.ofSeconds(1),
            -1,
            Runtime.getRuntime().availableProcessors(),
            0,
            2,
            512L << 20,
            1,
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            false,
            2,
            true,
            0.2,
            true,
            3,
            Duration.ofSeconds(30),
            3,
            3,
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofSeconds(60));

    public SchedulerConfig {
        SelectionScheme.named(scheme);
        require(localJobs >= 1, "local jobs must be at least 1");
        require(
                localSlots >= 0 && aheadUnits >= 0 && aheadBytes > 0,
                "local slots and units ahead must not be negative");
        require(prefetch >= 0 && prefetch <= 16, "prefetch must be 0 to 16");
        require(
                heartbeat.toNanos() >= 1_000_000 && heartbeat.compareTo(Duration.ofMinutes(10)) <= 0,
                "the heartbeat must be 1 ms to 10 min");
        require(criticalCopies >= 1 && criticalCopies <= 8, "critical copies must be 1 to 8");
        require(copyBudget >= 0 && copyBudget <= 10, "the copy budget must be 0 to 10");
        require(faultsBeforeLocal >= 1 && faultsInARow >= 1, "fault limits must be at least 1");
        require(!stallAfter.isNegative(), "the time after which a stall is noticed must not be negative");
        require(leaseFactor >= 1 && leaseFloor.toNanos() > 0, "a lease must not be shorter than the predicted time");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    public SchedulerConfig withScheme(String value) {
        return edit(edit -> edit.scheme = value);
    }

    public SchedulerConfig withFallback(Fallback value) {
        return edit(edit -> edit.fallback = value);
    }

    public SchedulerConfig withBidWait(Duration value) {
        return edit(edit -> edit.bidWait = value);
    }

    public SchedulerConfig withExpectedAgents(int value) {
        return edit(edit -> edit.expectedAgents = value);
    }

    public SchedulerConfig withLocalJobs(int value) {
        return edit(edit -> edit.localJobs = value);
    }

    public SchedulerConfig withLocalSlots(int value) {
        return edit(edit -> edit.localSlots = value);
    }

    public SchedulerConfig withAheadUnits(int value) {
        return edit(edit -> edit.aheadUnits = value);
    }

    public SchedulerConfig withAheadBytes(long value) {
        return edit(edit -> edit.aheadBytes = value);
    }

    public SchedulerConfig withPrefetch(int value) {
        return edit(edit -> edit.prefetch = value);
    }

    public SchedulerConfig withHeartbeat(Duration value) {
        return edit(edit -> edit.heartbeat = value);
    }

    public SchedulerConfig withDropAfter(Duration value) {
        return edit(edit -> edit.dropAfter = value);
    }

    public SchedulerConfig withKeepGoing(boolean value) {
        return edit(edit -> edit.keepGoing = value);
    }

    public SchedulerConfig withCriticalCopies(int value) {
        return edit(edit -> edit.criticalCopies = value);
    }

    public SchedulerConfig withTailFill(boolean value) {
        return edit(edit -> edit.tailFill = value);
    }

    public SchedulerConfig withCopyBudget(double value) {
        return edit(edit -> edit.copyBudget = value);
    }

    public SchedulerConfig withLocalInitiative(boolean value) {
        return edit(edit -> edit.localInitiative = value);
    }

    public SchedulerConfig withFaultsBeforeLocal(int value) {
        return edit(edit -> edit.faultsBeforeLocal = value);
    }

    public SchedulerConfig withLeaseFloor(Duration value) {
        return edit(edit -> edit.leaseFloor = value);
    }

    public SchedulerConfig withLeaseFactor(double value) {
        return edit(edit -> edit.leaseFactor = value);
    }

    public SchedulerConfig withFaultsInARow(int value) {
        return edit(edit -> edit.faultsInARow = value);
    }

    public SchedulerConfig withBreakerPause(Duration value) {
        return edit(edit -> edit.breakerPause = value);
    }

    public SchedulerConfig withAnnounceInterval(Duration value) {
        return edit(edit -> edit.announceInterval = value);
    }

    public SchedulerConfig withStallAfter(Duration value) {
        return edit(edit -> edit.stallAfter = value);
    }

    private SchedulerConfig edit(Consumer<Edit> change) {
        Edit edit = new Edit(this);
        change.accept(edit);
        return edit.done();
    }

    /** One change of one field. */
    private static final class Edit {
        private String scheme;
        private Fallback fallback;
        private Duration bidWait;
        private int expectedAgents;
        private int localJobs;
        private int localSlots;
        private int aheadUnits;
        private long aheadBytes;
        private int prefetch;
        private Duration heartbeat;
        private Duration dropAfter;
        private boolean keepGoing;
        private int criticalCopies;
        private boolean tailFill;
        private double copyBudget;
        private boolean localInitiative;
        private int faultsBeforeLocal;
        private Duration leaseFloor;
        private double leaseFactor;
        private int faultsInARow;
        private Duration breakerPause;
        private Duration announceInterval;
        private Duration stallAfter;

        Edit(SchedulerConfig from) {
            scheme = from.scheme;
            fallback = from.fallback;
            bidWait = from.bidWait;
            expectedAgents = from.expectedAgents;
            localJobs = from.localJobs;
            localSlots = from.localSlots;
            aheadUnits = from.aheadUnits;
            aheadBytes = from.aheadBytes;
            prefetch = from.prefetch;
            heartbeat = from.heartbeat;
            dropAfter = from.dropAfter;
            keepGoing = from.keepGoing;
            criticalCopies = from.criticalCopies;
            tailFill = from.tailFill;
            copyBudget = from.copyBudget;
            localInitiative = from.localInitiative;
            faultsBeforeLocal = from.faultsBeforeLocal;
            leaseFloor = from.leaseFloor;
            leaseFactor = from.leaseFactor;
            faultsInARow = from.faultsInARow;
            breakerPause = from.breakerPause;
            announceInterval = from.announceInterval;
            stallAfter = from.stallAfter;
        }

        SchedulerConfig done() {
            return new SchedulerConfig(
                    scheme,
                    fallback,
                    bidWait,
                    expectedAgents,
                    localJobs,
                    localSlots,
                    aheadUnits,
                    aheadBytes,
                    prefetch,
                    heartbeat,
                    dropAfter,
                    keepGoing,
                    criticalCopies,
                    tailFill,
                    copyBudget,
                    localInitiative,
                    faultsBeforeLocal,
                    leaseFloor,
                    leaseFactor,
                    faultsInARow,
                    breakerPause,
                    announceInterval,
                    stallAfter);
        }
    }
}
