package io.jenkins.plugins.distcompile.schedule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everyone in the pool, indexed by what the matcher asks for: agents with free slots, and busy ones by the time their
 * next slot falls free. {@link #update} must follow each change of an agent.
 */
final class Agents {
    /** A packed text, to order links by. */
    private static final long TYPICAL_BYTES = 100_000;
    /** A unit that takes so many standard deviations longer than predicted does so because its agent has stalled. */
    private static final double STALLED_SIGMAS = 2.5;

    /**
     * A result says nothing for a unit that had run for less than this share of its time: that of the unit before it, whose slot
     * it took, arrives when it has begun.
     */
    private static final double SINCE = 0.25;

    /** Agents whose predictions are looked at anew in one event. */
    private static final int FRESHENED = 4;
    /** ln(scale now ÷ scale then) from which predictions are stale. */
    private static final double STALE = 0.05;

    private final Build build;
    private final Map<String, AgentState> byName = new LinkedHashMap<>();
    private final List<AgentState> inOrder = new ArrayList<>();
    /** Whose predictions were looked at last; an index into them. */
    private int freshened;

    final FreeSlots free;
    /** Linked agents with slots, busy or not, most memory first. */
    private final AgentIndex able;

    private final Set<String> compilers;
    private final Set<String> everOffered = new HashSet<>();
    final TreeSet<AgentState> busy = new TreeSet<>((a, b) -> {
        int byTime = Long.compare(a.availableAt, b.availableAt);
        return byTime != 0 ? byTime : a.compareTo(b);
    });
    /** The same agents, fastest first. */
    final TreeSet<AgentState> busyBySpeed = new TreeSet<>((a, b) -> {
        int bySpeed = Double.compare(b.filedSpeed, a.filedSpeed);
        return bySpeed != 0 ? bySpeed : a.compareTo(b);
    });

    int freeSlots;
    int room;
    int usableSlots;
    double usableSpeed;
    /** Free slots of usable agents that have ended nothing yet. */
    int unprovenSlots;
    /** Agents that have declined or are gone. */
    int unwilling;
    /** Agents that have bid, declined or are gone. */
    int answered;
    /** Counts changes after which an agent may take units that none could take before. */
    long version;

    Agents(Build build, Set<String> compilers) {
        this.build = build;
        this.compilers = new HashSet<>(compilers);
        free = new FreeSlots(build, compilers);
        able = new AgentIndex(compilers, Place.BY_MEMORY);
    }

    Collection<AgentState> all() {
        return byName.values();
    }

    /** Agents heard of. */
    int known() {
        return byName.size();
    }

    /** The agent of this name; a new one when it is heard of for the first time. */
    AgentState named(String name) {
        AgentState agent = byName.get(name);
        if (agent == null) {
            agent = new AgentState(
                    name,
                    byName.size(),
                    new Breaker(
                            build.config.faultsInARow(),
                            build.config.breakerPause().toNanos()),
                    new FailureDetector(build.config.heartbeat().toNanos(), build.now));
            byName.put(name, agent);
            inOrder.add(agent);
        }
        return agent;
    }

    /** Counts and indexes the agent anew; logarithmic in agents, linear in its own slots. */
    void update(AgentState agent) {
        boolean usable = agent.usable(build.now);
        count(agent, usable);
        if (agent.free != null) {
            free.remove(agent.free);
            agent.free = null;
        }
        if (usable && agent.countedFree > 0) {
            agent.free = place(agent, agent.freeMemory());
            free.add(agent.free);
        }
        fileBusy(agent, usable);
        boolean linked = agent.link == AgentState.Link.UP || agent.link == AgentState.Link.SUSPECT;
        boolean takesUnits = linked && agent.slots > 0 && agent.offer != null;
        if (agent.able != null && !(takesUnits && agent.able.memoryBytes() == agent.wholeMemory())) {
            able.remove(agent.able);
            agent.able = null;
        }
        if (takesUnits && agent.able == null) {
            agent.able = place(agent, agent.wholeMemory());
            able.add(agent.able);
        }
        answers(agent);
    }

    private void count(AgentState agent, boolean usable) {
        freeSlots -= agent.countedFree;
        room -= agent.countedRoom;
        usableSlots -= agent.countedSlots;
        usableSpeed -= agent.countedSpeed;
        unprovenSlots -= agent.countedUnproven;
        build.steps += agent.copies.size();
        agent.countedFree = agent.freeSlots(build.now);
        agent.countedRoom = agent.room(build.now, build.config.prefetch());
        agent.countedSlots = usable ? agent.slots : 0;
        agent.countedSpeed = usable ? agent.slots * speed(agent) : 0;
        agent.countedUnproven = agent.ended() ? 0 : agent.countedFree;
        unprovenSlots += agent.countedUnproven;
        freeSlots += agent.countedFree;
        room += agent.countedRoom;
        usableSlots += agent.countedSlots;
        usableSpeed += agent.countedSpeed;
    }

    /** Each order is left alone where the agent keeps its place in it: most changes of a busy agent touch none or one. */
    private void fileBusy(AgentState agent, boolean usable) {
        boolean isBusy = usable && agent.countedFree == 0;
        long availableAt = usable ? agent.nextStart(build.now) : agent.availableAt;
        double speed = isBusy ? speed(agent) : 0;
        boolean moves = agent.filedBusy && (!isBusy || availableAt != agent.availableAt);
        if (moves) {
            busy.remove(agent);
        }
        boolean changes = agent.filedBusy && (!isBusy || speed != agent.filedSpeed);
        if (changes) {
            busyBySpeed.remove(agent);
        }
        agent.availableAt = availableAt;
        agent.filedSpeed = speed;
        if (isBusy && (moves || !agent.filedBusy)) {
            busy.add(agent);
        }
        if (isBusy && (changes || !agent.filedBusy)) {
            busyBySpeed.add(agent);
        }
        agent.filedBusy = isBusy;
    }

    private Place place(AgentState agent, long memoryBytes) {
        Offer offer = agent.offer;
        return new Place(
                agent,
                build.scheme.standing(offer, agent.bidOrder, agent.lastAward, 1 / speed(agent)),
                transferSeconds(TYPICAL_BYTES, offer),
                offer.rank(),
                offer.richness(),
                agent.lastAward,
                memoryBytes,
                agent.compilers,
                offer.machine());
    }

    /** The agent has bid. */
    void offered(AgentState agent, Offer offer) {
        agent.offer = offer;
        everOffered.addAll(offer.compilers());
        Set<String> has = new HashSet<>(compilers);
        has.removeIf(compiler -> !compiler.isEmpty() && !offer.compilers().contains(compiler));
        if (agent.able != null && !agent.compilers.equals(has)) {
            able.remove(agent.able);
            agent.able = null;
        }
        agent.compilers = has;
    }

    /** The plan needs this compiler, too. Linear in agents when it has not been needed before. */
    void need(String compiler) {
        if (!compilers.add(compiler)) {
            return;
        }
        free.need(compiler);
        able.need(compiler);
        for (AgentState agent : inOrder) {
            build.steps++;
            if (agent.offer != null) {
                offered(agent, agent.offer);
                update(agent);
            }
        }
        version++;
        build.pool.slotsLost(); // whoever has declined for the lack of others may have this one
    }

    /** Whether any agent ever had this compiler. */
    boolean everOffered(String compiler) {
        return compiler.isEmpty() ? build.bids > 0 : everOffered.contains(compiler);
    }

    /** Counts anew whether the agent has answered. */
    void answers(AgentState agent) {
        unwilling -= agent.countedUnwilling;
        answered -= agent.countedAnswered;
        boolean no = agent.declined || agent.link == AgentState.Link.GONE;
        agent.countedUnwilling = no ? 1 : 0;
        agent.countedAnswered = no || agent.offer != null ? 1 : 0;
        unwilling += agent.countedUnwilling;
        answered += agent.countedAnswered;
    }

    /**
     * Predicts anew what runs on a few agents, in turn, when the build's scale has changed since: what is running must not be
     * compared with what waits by another scale. A few, so that no event costs more in a larger pool.
     */
    void freshen() {
        for (int i = 0; i < Math.min(FRESHENED, inOrder.size()); i++) {
            build.steps++;
            freshened = (freshened + 1) % inOrder.size();
            AgentState agent = inOrder.get(freshened);
            double change = Math.log(build.speeds.scale() / agent.predictedAtScale);
            if (Math.abs(change) > STALE && !agent.copies.isEmpty()) {
                build.rescue.repredict(agent);
                update(agent);
            }
        }
    }

    /** Files anew the busy agents whose next slot should be free by now and is not: their times are not known any more. */
    void refreshBusy() {
        while (!busy.isEmpty() && busy.first().availableAt <= build.now) {
            build.steps++;
            AgentState late = busy.first();
            update(late);
            if (!busy.isEmpty() && busy.first() == late) {
                return;
            }
        }
    }

    /** The busy agents whose next slot falls free first, with times that hold now. */
    List<AgentState> firstBusy(int most) {
        refreshBusy();
        List<AgentState> first = new ArrayList<>(Math.min(most, busy.size()));
        for (AgentState agent : busy) {
            build.steps++;
            if (first.size() == most || agent.availableAt == Long.MAX_VALUE) {
                break;
            }
            if (agent.countedRoom > 0) {
                first.add(agent);
            }
        }
        return first;
    }

    /** Learnt speed, lowered by what it has overdue and by recent faults. */
    double speed(AgentState agent) {
        double learnt = agent.learnt == null ? build.speeds.speed(agent.name) : agent.learnt.speed();
        double doubted = agent.doubt == 0 ? learnt : learnt * Math.exp(agent.doubt);
        return doubted / (1 + agent.breaker.penalty(build.now));
    }

    /**
     * Judges the agent anew by the copies that it has overdue. One that takes too long to be put down to its prediction, on an
     * agent that has ended nothing since, is taken to need as long again, and so are the others there. Linear in its own copies.
     */
    void doubt(AgentState agent) {
        double sum = 0;
        double weight = 0;
        double stalled = 0;
        agent.stalled = false;
        for (CopyState copy : agent.copies.values()) {
            build.steps++;
            if (copy.overdue && !copy.cancelled && !copy.lost && !copy.ahead) {
                double elapsed = (build.now - copy.startsAt) / 1e9;
                double noise = build.speeds.noise(copy.unit.uncertainty);
                double innovation = build.speeds.innovation(agent.name, copy.unit.workSeconds, elapsed);
                sum += innovation / noise;
                weight += 1 / noise;
                double late = Math.log(elapsed * 1e9 / copy.predictedNanos);
                if (agent.lastResultAt <= sinceNanos(copy) && late > STALLED_SIGMAS * Math.sqrt(noise)) {
                    stalled = Math.min(stalled, innovation - Math.log(2));
                    agent.stalled |= known(copy);
                }
            }
        }
        double slower = weight == 0 ? 0 : build.speeds.shift(agent.name, sum / weight, 1 / weight);
        agent.doubt = Math.min(stalled, slower);
    }

    private static boolean known(CopyState copy) {
        return copy.unit.facts.uncertainty() < TextSizes.COLD;
    }

    /** A result before then says nothing for this copy. */
    private static double sinceNanos(CopyState copy) {
        // without a history a unit may just be longer than anybody knew: any result speaks for its agent
        return copy.startsAt + (known(copy) ? SINCE * copy.predictedNanos : -1);
    }

    double runSeconds(UnitState unit, AgentState agent) {
        return unit.workSeconds * build.speeds.scale() / speed(agent);
    }

    /** Sending and one round trip. A link that was not measured is taken for 1 Gbit/s. */
    static double transferSeconds(UnitState unit, AgentState agent) {
        return transferSeconds(unit.wireBytes, agent.offer);
    }

    static double transferSeconds(long bytes, Offer offer) {
        double rate = offer.bitsPerSecond() > 0 ? offer.bitsPerSecond() : 1e9;
        return bytes * 8.0 / rate + offer.roundTripNanos() / 1e9;
    }

    /**
     * Whether a linked agent could take the unit once it has room. Not one that rests after its faults: that may be for long.
     * Linear only in the agents that failed or refused it.
     */
    boolean anyCouldTake(UnitState unit) {
        for (Place place : able.with(unit.facts.compiler())) {
            build.steps++;
            if (place.memoryBytes() < unit.facts.memoryBytes()) {
                return false;
            }
            if (!unit.shuns(place.agent()) && !place.agent().breaker.open(build.now)) {
                return true;
            }
        }
        return false;
    }

    void fault(AgentState agent) {
        if (agent.breaker.fault(build.now)) {
            build.timers.at(agent.breaker.opensAgainAt(), () -> {
                update(agent);
                version++;
            });
        }
        update(agent);
    }
}
