package io.jenkins.plugins.distcompile.schedule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Everyone in the pool, indexed by what the matcher asks for: agents with free slots, and busy ones by the time their
 * next slot falls free. {@link #update} must follow each change of an agent.
 */
final class Agents {
    private final Build build;
    private final Map<String, AgentState> byName = new LinkedHashMap<>();
    final TreeSet<AgentState> free = new TreeSet<>();
    final TreeSet<AgentState> busy = new TreeSet<>((a, b) -> {
        int byTime = Long.compare(a.availableAt, b.availableAt);
        return byTime != 0 ? byTime : a.compareTo(b);
    });
    int freeSlots;
    int room;
    int usableSlots;
    double usableSpeed;
    /** Counts changes after which an agent may take units that none could take before. */
    long version;

    Agents(Build build) {
        this.build = build;
    }

    Collection<AgentState> all() {
        return byName.values();
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
        }
        return agent;
    }

    /** Counts and indexes the agent anew; logarithmic in agents, linear in its own slots. */
    void update(AgentState agent) {
        free.remove(agent);
        busy.remove(agent);
        freeSlots -= agent.countedFree;
        room -= agent.countedRoom;
        usableSlots -= agent.countedSlots;
        usableSpeed -= agent.countedSpeed;
        boolean usable = agent.usable(build.now);
        build.steps += agent.copies.size();
        agent.countedFree = agent.freeSlots(build.now);
        agent.countedRoom = agent.room(build.now, build.config.prefetch());
        agent.countedSlots = usable ? agent.slots : 0;
        agent.countedSpeed = usable ? agent.slots * speed(agent) : 0;
        freeSlots += agent.countedFree;
        room += agent.countedRoom;
        usableSlots += agent.countedSlots;
        usableSpeed += agent.countedSpeed;
        if (usable) {
            agent.availableAt = agent.nextStart(build.now);
            (agent.countedFree > 0 ? free : busy).add(agent);
        }
    }

    /** The busy agents whose next slot falls free first, with times that hold now. */
    List<AgentState> firstBusy(int most) {
        List<AgentState> stale = new ArrayList<>();
        for (AgentState agent : busy) {
            build.steps++;
            if (agent.availableAt > build.now) {
                break;
            }
            stale.add(agent);
        }
        stale.forEach(this::update);
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

    /** Learnt speed, lowered by recent faults. */
    double speed(AgentState agent) {
        return build.speeds.speed(agent.name) / (1 + agent.breaker.penalty(build.now));
    }

    double runSeconds(UnitState unit, AgentState agent) {
        return unit.facts.workSeconds() * build.speeds.scale() / speed(agent);
    }

    /** Sending and one round trip. A link that was not measured is taken for 1 Gbit/s. */
    static double transferSeconds(UnitState unit, AgentState agent) {
        double rate = agent.offer.bitsPerSecond() > 0 ? agent.offer.bitsPerSecond() : 1e9;
        return unit.wireBytes * 8.0 / rate + agent.offer.roundTripNanos() / 1e9;
    }

    /** Whether a linked agent could take the unit once it has room. */
    boolean anyCouldTake(UnitState unit) {
        for (AgentState agent : byName.values()) {
            build.steps++;
            if (agent.link != AgentState.Link.GONE
                    && agent.link != AgentState.Link.LOST
                    && agent.slots > 0
                    && agent.canEverTake(unit.facts)
                    && !unit.shuns(agent)) {
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
