package io.jenkins.plugins.distcompile.schedule;

import io.jenkins.plugins.distcompile.schedule.Event.Copy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** One agent while the build runs. Changed by {@link Agents} and its collaborators alone. */
final class AgentState implements Comparable<AgentState> {

    /** The link's and the helper's liveness. */
    enum Link {
        UP,
        SUSPECT,
        LOST,
        GONE
    }

    final String name;
    final int order;
    final Breaker breaker;
    final FailureDetector detector;
    /** Everything sent there that has not ended, cancelled and lost copies included; in order of sending. */
    final Map<Copy, CopyState> copies = new LinkedHashMap<>();

    Link link = Link.UP;
    boolean declined;
    /** Counts the chains of liveness checks: only the latest is in force. */
    int watch;
    /** Last bid; null = none yet. */
    Offer offer;

    /** Its speed; null before the first bid. */
    SpeedBook.Estimate learnt;

    long bidOrder = Long.MAX_VALUE;
    int slots;
    long usedMemory;
    /** Award counter when it last got a unit. */
    long lastAward;

    /** When it last ended a unit well. */
    long lastResultAt = Long.MIN_VALUE;

    boolean announced;
    /** The plan's compilers that it has. */
    Set<String> compilers = Set.of();
    /** Where it is filed among the agents with free slots; null = it is not. */
    Place free;
    /** Where it is filed among all that take units; null = it is not. */
    Place able;
    // What the table has counted for it; kept here so that it can be taken off again.
    int countedFree;
    int countedUnwilling;
    int countedAnswered;
    int countedRoom;
    int countedSlots;
    int countedUnproven;
    double countedSpeed;
    /** When its first slot is predicted to fall free; MAX_VALUE = not known, all are overdue. */
    long availableAt;
    /** The build's scale when its copies were last predicted. */
    double predictedAtScale = 1;
    /** Whether it is filed among the busy ones. */
    boolean filedBusy;
    /** Speed under which it is filed there. */
    double filedSpeed;
    /** How much slower it seems than what has been learnt, from what it has overdue now: a logarithm, at most 0. */
    double doubt;
    /** A unit with a history is overdue there by more than can be put down to its prediction, and nothing has ended since. */
    boolean stalled;
    /** Time promised to units that wait for this agent during one round of matching. */
    long promisedNanos;

    AgentState(String name, int order, Breaker breaker, FailureDetector detector) {
        this.name = name;
        this.order = order;
        this.breaker = breaker;
        this.detector = detector;
    }

    /** Whether it has ended a unit well. */
    boolean ended() {
        return lastResultAt != Long.MIN_VALUE;
    }

    boolean usable(long now) {
        return link == Link.UP && slots > 0 && offer != null && !breaker.open(now);
    }

    int freeSlots(long now) {
        int allowed = breaker.probing(now) ? 1 : slots;
        return usable(now) ? Math.max(0, allowed - copies.size()) : 0;
    }

    /** Free slots and places in the queue behind the busy ones. */
    int room(long now, int prefetch) {
        if (!usable(now) || breaker.probing(now)) {
            return freeSlots(now);
        }
        return Math.max(0, slots * (1 + prefetch) - copies.size());
    }

    /** For all units together; MAX_VALUE = no limit. */
    long wholeMemory() {
        return offer.memoryBytes() == 0 ? Long.MAX_VALUE : offer.memoryBytes();
    }

    /** For further units; MAX_VALUE = no limit. */
    long freeMemory() {
        return offer.memoryBytes() == 0 ? Long.MAX_VALUE : offer.memoryBytes() - usedMemory;
    }

    boolean canEverTake(UnitFacts unit) {
        return offer != null
                && (unit.compiler().isEmpty() || compilers.contains(unit.compiler()))
                && (offer.memoryBytes() == 0 || unit.memoryBytes() <= offer.memoryBytes());
    }

    boolean canTake(UnitState unit) {
        return canEverTake(unit.facts) && canTakeWithCompiler(unit);
    }

    /** As {@link #canTake}, of an agent that has the unit's compiler. */
    boolean canTakeWithCompiler(UnitState unit) {
        return (offer.memoryBytes() == 0 || usedMemory + unit.facts.memoryBytes() <= offer.memoryBytes())
                && !unit.shuns(this);
    }

    boolean holdsCopyOf(UnitState unit) {
        for (CopyState copy : unit.copies) {
            if (copy.agent == this || copy.agent.offer.machine().equals(offer.machine())) {
                return true;
            }
        }
        return false;
    }

    /**
     * When a further copy could start. Overdue copies never count as about to end, and those queued behind push the
     * time back.
     */
    long nextStart(long now) {
        if (freeSlots(now) > 0) {
            return now;
        }
        PriorityQueue<Long> ends = new PriorityQueue<>();
        int busy = 0;
        for (CopyState copy : copies.values()) {
            if (copy.cancelled || copy.lost) {
                busy++;
            } else if (ends.size() + busy < slots) {
                long end = copy.endsAt();
                ends.add(end > now ? end : Long.MAX_VALUE);
            } else if (!ends.isEmpty()) {
                long start = ends.remove();
                ends.add(start == Long.MAX_VALUE ? start : start + copy.runNanos);
            }
        }
        return ends.isEmpty() ? Long.MAX_VALUE : ends.peek();
    }

    @Override
    public int compareTo(AgentState other) {
        return Integer.compare(order, other.order);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return order;
    }
}
