package io.jenkins.plugins.distcompile.schedule;

import io.jenkins.plugins.distcompile.schedule.UnitState.Phase;
import java.util.ArrayList;
import java.util.List;

/** Asks for slots, gives back what is not needed, and decides when the build has to do without agents. */
final class Pool {
    /** After the first bid the others' are expected within this time. */
    private static final long SETTLE_NANOS = 200_000_000;
    /** A unit that none of the agents at hand can take does not wait longer for another, however long a first may take. */
    private static final long LONGEST_PARK_NANOS = 5_000_000_000L;

    private final Build build;
    private long largestMemoryBytes;
    /** Since when no agent has been usable; MAX_VALUE = one is. */
    private long aloneSince = Long.MAX_VALUE;

    private int coming;
    private long comingWait;
    /** Demand at the last announcement to everybody; 0 = it has to be repeated when there is demand. */
    private int announcedDemand;

    private long announcedAt = Long.MIN_VALUE / 2;
    /** When the first bid of this build came; MAX_VALUE = none has. */
    private long firstBidAt = Long.MAX_VALUE;

    private boolean announceTimer;
    /** Linked since the last announcement to everybody, and not asked yet. */
    private final List<AgentState> newcomers = new ArrayList<>();

    private long unparkedVersion;

    Pool(Build build, List<UnitFacts> facts) {
        this.build = build;
        largestMemoryBytes = facts.stream()
                .filter(UnitFacts::remote)
                .mapToLong(UnitFacts::memoryBytes)
                .max()
                .orElse(0);
    }

    /** A unit has been added. */
    void need(UnitFacts facts) {
        largestMemoryBytes = Math.max(largestMemoryBytes, facts.memoryBytes());
    }

    void connected(AgentState agent) {
        newcomers.add(agent);
    }

    /** Agents are on their way: the fallback waits for them. */
    void coming(int agents, long waitNanos) {
        coming = agents;
        comingWait = waitNanos;
        watchPatience();
    }

    private long patience() {
        long bidWait = build.config.bidWait().toNanos();
        return coming > 0 ? Math.max(bidWait, comingWait) : bidWait;
    }

    private void watchPatience() {
        if (aloneSince != Long.MAX_VALUE) {
            build.timers.at(aloneSince + patience(), () -> {});
        }
    }

    /** Whether nobody is here, but somebody is waited for who is on his way. */
    boolean awaitsComing() {
        return coming > 0 && aloneSince != Long.MAX_VALUE && build.now - aloneSince < patience();
    }

    void hasBid() {
        firstBidAt = Math.min(firstBidAt, build.now);
    }

    /** When nobody is waited for any more: long units are not given to the slow just because they answer first. */
    long settledAt() {
        return firstBidAt == Long.MAX_VALUE || unanswered() == 0 ? build.now : firstBidAt + SETTLE_NANOS;
    }

    /** What the pool's speed will be when all have answered ÷ what it is, at least 1. */
    double growth() {
        int bidders = build.agents.answered - build.agents.unwilling;
        return settledAt() <= build.now ? 1 : (bidders + unanswered()) / (double) Math.max(1, bidders);
    }

    private int unanswered() {
        return Math.max(build.config.expectedAgents(), build.agents.known()) - build.agents.answered;
    }

    /** Slots have been lost: ask for others. */
    void slotsLost() {
        announcedDemand = 0;
    }

    /** Before anything is assigned: is anybody there, and may parked units try again? */
    void before() {
        boolean nothingToDo = build.isOpen() && build.units.allSettled(); // and so nobody bids
        if (build.agents.usableSlots > 0 || nothingToDo) {
            aloneSince = Long.MAX_VALUE;
        } else if (aloneSince == Long.MAX_VALUE) {
            aloneSince = build.now;
            watchPatience();
        }
        if (unparkedVersion != build.agents.version) {
            unparkedVersion = build.agents.version;
            for (UnitState unit : new ArrayList<>(build.units.parked)) {
                if (build.agents.anyCouldTake(unit)) {
                    build.units.release(unit);
                }
            }
        }
        if (fallbackActive(Fallback.FAIL)) {
            for (var set : List.of(build.units.ready, build.units.waiting, build.units.parked)) {
                while (!set.isEmpty()) {
                    build.units.fail(set.first(), whyAlone());
                }
            }
        }
    }

    /** After everything has been assigned: what is missing, what is too much? */
    void after() {
        Units units = build.units;
        int demand = demand();
        if (demand > 0) {
            announce(demand);
        } else {
            announcedDemand = 0;
            // a copy of what runs needs another machine than the one it runs on
            int use = forAgents() + units.count(Phase.BLOCKED) + 2 * units.count(Phase.RUNNING);
            if (!build.isOpen()) { // else the next units may come at any moment
                releaseExcess(build.agents.freeSlots - use);
            }
        }
    }

    /** Units that agents could run now or soon. */
    private int forAgents() {
        Units units = build.units;
        return units.ready.size() + units.waiting.size() + units.count(Phase.PREPARING) + units.parked.size();
    }

    /** Those that no slot is free for; not above 0 = none. */
    private int demand() {
        return forAgents() - build.agents.freeSlots;
    }

    Demand asked() {
        double seconds = build.units.waitingWork() * build.speeds.scale();
        return new Demand(Math.max(0, demand()), seconds, largestMemoryBytes);
    }

    private void announce(int demand) {
        boolean everybody = announcedDemand == 0 || demand >= 2 * announcedDemand;
        long next = announcedAt + build.config.announceInterval().toNanos();
        if (everybody && build.now < next) {
            everybody = false;
            if (!announceTimer) {
                announceTimer = true;
                build.timers.at(next, () -> announceTimer = false);
            }
        }
        if (!everybody && newcomers.isEmpty()) {
            return;
        }
        for (AgentState agent : everybody ? build.agents.all() : newcomers) {
            build.steps++;
            boolean linked = agent.link == AgentState.Link.UP || agent.link == AgentState.Link.SUSPECT;
            if (linked && (everybody || !agent.announced)) {
                agent.announced = true;
                build.decide(new Decision.Announce(
                        agent.name, demand, build.units.waitingWork() * build.speeds.scale(), largestMemoryBytes));
            }
        }
        newcomers.clear();
        if (everybody) {
            announcedDemand = demand;
            announcedAt = build.now;
        }
    }

    /** Gives back free slots that no unit can use any more, the least wanted first. */
    private void releaseExcess(int excess) {
        int left = excess;
        while (left > 0 && !build.agents.free.isEmpty()) {
            AgentState agent = build.agents.free.leastWanted();
            int slots = Math.min(left, agent.freeSlots(build.now));
            left -= slots;
            agent.slots -= slots;
            build.decide(new Decision.Release(agent.name, slots));
            build.agents.update(agent);
        }
    }

    void releaseEverything() {
        for (AgentState agent : build.agents.all()) {
            build.steps++;
            int slots = agent.slots - agent.copies.size();
            if (agent.link != AgentState.Link.GONE && slots > 0) {
                agent.slots -= slots;
                build.decide(new Decision.Release(agent.name, slots));
            }
        }
    }

    /** Whether there is nobody to give units to, the wait for bids is over, and this is what the user wants then. */
    boolean fallbackActive(Fallback fallback) {
        return build.config.fallback() == fallback
                && aloneSince != Long.MAX_VALUE
                && (build.now - aloneSince >= patience() || nobodyLeftToAnswer());
    }

    private boolean nobodyLeftToAnswer() {
        int expected = build.config.expectedAgents();
        if (expected < 0) {
            return false;
        }
        return build.agents.unwilling >= expected;
    }

    String whyAlone() {
        if (build.config.expectedAgents() == 0) {
            return "the pool is empty";
        }
        return build.bids > 0 ? "no agent is left" : "no agent has bid";
    }

    /** No agent can take the unit: it waits a while for one that can, then the fallback applies. */
    void park(UnitState unit) {
        build.units.enter(unit, Phase.PARKED);
        boolean atOnce = build.config.fallback() == Fallback.LOCAL && everybodyIsKnown();
        long wait = atOnce ? 0 : Math.min(build.config.bidWait().toNanos(), LONGEST_PARK_NANOS);
        build.timers.at(build.now + wait, () -> settleParked(unit));
    }

    /** Whether every agent of the list has answered: no other one is to be waited for. */
    private boolean everybodyIsKnown() {
        int expected = build.config.expectedAgents();
        return expected >= 0 && build.agents.answered >= expected;
    }

    private void settleParked(UnitState unit) {
        if (unit.phase != Phase.PARKED) {
            return;
        }
        if (build.agents.usableSlots == 0) {
            // the fallback for an empty pool has the word; look again once agents are back
            long wait = Math.min(build.config.bidWait().toNanos(), LONGEST_PARK_NANOS);
            build.timers.at(build.now + wait, () -> settleParked(unit));
        } else if (build.config.fallback() == Fallback.LOCAL) {
            build.units.runHere(unit, whyParked(unit), false);
        } else if (!unit.avoided.isEmpty()) {
            unit.avoided.clear();
            build.units.release(unit);
        } else if (build.config.fallback() == Fallback.FAIL) {
            build.units.fail(unit, whyParked(unit));
        }
    }

    private String whyParked(UnitState unit) {
        if (!unit.avoided.isEmpty()) {
            return "failed on "
                    + String.join(", ", unit.avoided.stream().sorted().toList()) + ", no other agent can take it";
        }
        if (!unit.refused.isEmpty()) {
            return "refused by "
                    + String.join(", ", unit.refused.stream().sorted().toList()) + ", no other agent can take it";
        }
        return build.agents.everOffered(unit.facts.compiler())
                ? "no agent has " + (unit.facts.memoryBytes() >> 20) + " MiB for it"
                : "no agent has its compiler";
    }
}
