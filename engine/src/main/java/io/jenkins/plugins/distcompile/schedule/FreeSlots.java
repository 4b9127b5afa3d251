package io.jenkins.plugins.distcompile.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The agents with free slots, and the search of the best of them for a unit. With {@code best} the cost of an agent is
 * work ÷ speed + sending: agents are filed by speed and by link, and both orders are walked together until no later one can be
 * cheaper than the best seen (threshold algorithm: Fagin, Lotem and Naor, PODS 2001). Where speeds and links agree that is
 * two steps, however many slots are free.
 */
final class FreeSlots {
    /** Agents looked at for one unit in each of the two orders; more only when none of them can take it. */
    private static final int MOST_LOOKS = 24;

    private final Build build;
    private final AgentIndex byStanding;
    private final AgentIndex byLink;
    private final AgentIndex byMemory;
    private final TreeSet<Place> byAward = new TreeSet<>(Place.BY_AWARD);
    private final TreeSet<Place> all = new TreeSet<>(Place.BY_STANDING);
    private final TreeSet<AgentState> agents = new TreeSet<>();
    /** Agents with free slots by their machine. */
    private final Map<String, Integer> byMachine = new HashMap<>();

    // Result of the last search, kept in fields so that a search allocates little.
    private boolean provenOnly;
    private Place best;
    private double bestFinish;
    private Place second;
    private double secondFinish;

    FreeSlots(Build build, Set<String> compilers) {
        this.build = build;
        byStanding = new AgentIndex(compilers, Place.BY_STANDING);
        byLink = new AgentIndex(compilers, Place.BY_LINK);
        byMemory = new AgentIndex(compilers, Place.BY_MEMORY);
    }

    /** As {@link AgentIndex#need}. */
    void need(String compiler) {
        byStanding.need(compiler);
        byLink.need(compiler);
        byMemory.need(compiler);
    }

    void add(Place place) {
        agents.add(place.agent());
        all.add(place);
        byAward.add(place);
        byStanding.add(place);
        byLink.add(place);
        byMemory.add(place);
        byMachine.merge(place.machine(), 1, Integer::sum);
    }

    void remove(Place place) {
        agents.remove(place.agent());
        all.remove(place);
        byAward.remove(place);
        byStanding.remove(place);
        byLink.remove(place);
        byMemory.remove(place);
        byMachine.computeIfPresent(place.machine(), (machine, agents) -> agents == 1 ? null : agents - 1);
    }

    boolean isEmpty() {
        return agents.isEmpty();
    }

    /** The last in the scheme's order. */
    AgentState leastWanted() {
        return all.last().agent();
    }

    /** The one that has waited longest for a unit; null = none is free. */
    AgentState longestWithout() {
        return byAward.isEmpty() ? null : byAward.first().agent();
    }

    /** The first ones in the scheme's order, at most so many; a copy. */
    List<AgentState> first(int most) {
        List<AgentState> first = new ArrayList<>(Math.min(most, agents.size()));
        for (Place place : all) {
            build.steps++;
            if (first.size() == most) {
                break;
            }
            first.add(place.agent());
        }
        return first;
    }

    /** As {@link #find}, without agents that are still to be tried out. */
    AgentState findProven(UnitState unit, UnitState elsewhere) {
        provenOnly = true;
        AgentState agent = find(unit, elsewhere);
        provenOnly = false;
        return agent;
    }

    /** The free agent of least cost for the unit; {@code elsewhere} excludes the machines that hold a copy of it. */
    AgentState find(UnitState unit, UnitState elsewhere) {
        best = null;
        second = null;
        if (elsewhere != null && allHold(elsewhere)) {
            return null;
        }
        String compiler = unit.facts.compiler();
        if (build.scheme.weighsFinish()) {
            leastFinish(unit, elsewhere, compiler);
        } else {
            firstThatCan(unit, elsewhere, compiler);
        }
        if (best == null) {
            mostMemory(unit, elsewhere, compiler);
        }
        return best == null ? null : best.agent();
    }

    /** Whether every agent here is on a machine that holds a copy of the unit: no search finds another. */
    private boolean allHold(UnitState unit) {
        int holders = 0;
        for (int i = 0; i < unit.copies.size(); i++) {
            String machine = unit.copies.get(i).agent.offer.machine();
            boolean counted = false;
            for (int j = 0; j < i; j++) {
                counted |= unit.copies.get(j).agent.offer.machine().equals(machine);
            }
            holders += counted ? 0 : byMachine.getOrDefault(machine, 0);
        }
        return holders == agents.size();
    }

    private void leastFinish(UnitState unit, UnitState elsewhere, String compiler) {
        Iterator<Place> fastest = byStanding.with(compiler).iterator();
        Iterator<Place> nearest = byLink.with(compiler).iterator();
        double work = unit.workSeconds * build.speeds.scale();
        for (int looks = 0; looks < MOST_LOOKS && fastest.hasNext(); looks++) {
            Place fast = fastest.next();
            Place near = nearest.next();
            consider(fast, unit, elsewhere);
            if (near != fast) {
                consider(near, unit, elsewhere);
            }
            double threshold = work * fast.standing() + Agents.transferSeconds(unit, near.agent());
            if (second != null && bestFinish <= threshold) {
                return;
            }
        }
    }

    private void consider(Place place, UnitState unit, UnitState elsewhere) {
        if (!suits(place, unit, elsewhere) || place == best || place == second) {
            return;
        }
        double finish = finishSeconds(unit, place.agent());
        if (best == null || finish < bestFinish || finish == bestFinish && place.preferredTo(best)) {
            second = best;
            secondFinish = bestFinish;
            best = place;
            bestFinish = finish;
        } else if (second == null || finish < secondFinish) {
            second = place;
            secondFinish = finish;
        }
    }

    private void firstThatCan(UnitState unit, UnitState elsewhere, String compiler) {
        int looks = 0;
        for (Place place : byStanding.with(compiler)) {
            if (++looks > MOST_LOOKS || second != null) {
                return;
            }
            if (suits(place, unit, elsewhere) && best == null) {
                best = place;
                bestFinish = finishSeconds(unit, place.agent());
            } else if (suits(place, unit, elsewhere)) {
                second = place;
                secondFinish = finishSeconds(unit, place.agent());
            }
        }
    }

    /** None of those looked at has the memory, or all have refused it: whichever can take it will do. */
    private void mostMemory(UnitState unit, UnitState elsewhere, String compiler) {
        for (Place place : byMemory.with(compiler)) {
            if (place.memoryBytes() < unit.facts.memoryBytes()) {
                build.steps++;
                return;
            }
            if (suits(place, unit, elsewhere)) {
                best = place;
                bestFinish = finishSeconds(unit, place.agent());
                return;
            }
        }
    }

    private boolean suits(Place place, UnitState unit, UnitState elsewhere) {
        build.steps++;
        AgentState agent = place.agent();
        return agent.canTakeWithCompiler(unit)
                && !(provenOnly && heldFor(unit, agent))
                && (elsewhere == null || !agent.holdsCopyOf(elsewhere));
    }

    private boolean heldFor(UnitState unit, AgentState agent) {
        return build.trial.holds(agent) || build.probe.holds(agent) || build.trial.holdsBack(unit, agent);
    }

    private double finishSeconds(UnitState unit, AgentState agent) {
        return build.agents.runSeconds(unit, agent) + Agents.transferSeconds(unit, agent);
    }

    /** Predicted for the agent that was found last. */
    double finishSeconds() {
        return bestFinish;
    }

    /** Why that one. */
    String why() {
        String text = build.config.scheme() + ": finish in " + Seconds.text(bestFinish) + " s";
        return second == null
                ? text + ", the only free agent that can take it"
                : text + "; next " + second.agent().name + " " + Seconds.text(secondFinish) + " s";
    }
}
