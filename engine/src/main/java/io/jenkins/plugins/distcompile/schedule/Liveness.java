package io.jenkins.plugins.distcompile.schedule;

import io.jenkins.plugins.distcompile.schedule.AgentState.Link;
import io.jenkins.plugins.distcompile.schedule.UnitState.Phase;
import java.util.List;

/** Follows each agent that holds slots of ours from alive to suspect to lost to dropped, and back. */
final class Liveness {
    private static final int DROP_INTERVALS = 10;
    private final Build build;

    Liveness(Build build) {
        this.build = build;
    }

    /** The agent has bid: signs of life are due from now on. */
    void expect(AgentState agent) {
        agent.detector.restart(build.now);
        schedule(agent);
    }

    void heard(AgentState agent) {
        agent.detector.heard(build.now);
        if (agent.link == Link.SUSPECT || agent.link == Link.LOST) {
            agent.link = Link.UP;
            takeBackCopies(agent);
            build.agents.version++;
            build.agents.update(agent);
            schedule(agent);
        }
    }

    private void schedule(AgentState agent) {
        int watch = ++agent.watch;
        build.timers.at(nextCheck(agent), () -> check(agent, watch));
    }

    private long nextCheck(AgentState agent) {
        return switch (agent.link) {
            case UP -> agent.detector.suspectAtNanos();
            case SUSPECT -> agent.detector.lostAtNanos();
            case LOST -> dropAt(agent);
            case GONE -> Long.MAX_VALUE;
        };
    }

    private long dropAt(AgentState agent) {
        long silence = Math.max(
                build.config.dropAfter().toNanos(),
                DROP_INTERVALS * build.config.heartbeat().toNanos());
        return Math.max(agent.detector.lostAtNanos(), agent.detector.lastHeardNanos() + silence);
    }

    private void check(AgentState agent, int watch) {
        boolean holds = agent.slots > 0 || !agent.copies.isEmpty();
        if (watch != agent.watch || agent.link == Link.GONE || !holds) {
            return;
        }
        if (build.now >= nextCheck(agent)) {
            switch (agent.link) {
                case UP -> suspect(agent);
                case SUSPECT -> lose(agent);
                default -> {
                    drop(agent, "silent for " + silence(agent));
                    return;
                }
            }
        }
        schedule(agent);
    }

    private void suspect(AgentState agent) {
        agent.link = Link.SUSPECT;
        build.decide(new Decision.Probe(agent.name));
        build.agents.update(agent);
    }

    private void lose(AgentState agent) {
        agent.link = Link.LOST;
        build.agents.fault(agent);
        build.pool.slotsLost();
        String reason = "silent for " + silence(agent);
        for (CopyState copy : List.copyOf(agent.copies.values())) {
            if (!copy.cancelled) {
                copy.lost = true;
                build.copies.lost(copy, reason, true);
            }
        }
    }

    private String silence(AgentState agent) {
        return (build.now - agent.detector.lastHeardNanos()) / 1_000_000 + " ms";
    }

    /** It lives after all: what it still runs counts again, and may win. */
    private void takeBackCopies(AgentState agent) {
        for (CopyState copy : List.copyOf(agent.copies.values())) {
            if (!copy.lost) {
                continue;
            }
            copy.lost = false;
            UnitState unit = copy.unit;
            unit.copies.add(copy);
            if (unit.settled()) {
                build.copies.cancel(copy, "the unit is settled");
                continue;
            }
            if (unit.phase == Phase.WAITING || unit.phase == Phase.PARKED) {
                build.units.enter(unit, Phase.RUNNING);
            }
            if (unit.phase == Phase.RUNNING) {
                build.units.running.add(unit);
            }
            build.rescue.file(unit);
            build.copies.watch(copy);
        }
    }

    /** Closes the link; its copies go elsewhere. */
    void drop(AgentState agent, String reason) {
        build.decide(new Decision.Drop(agent.name, reason));
        gone(agent, reason);
    }

    /** The link is closed, by whomever. */
    void gone(AgentState agent, String reason) {
        if (agent.link == Link.GONE) {
            return;
        }
        boolean hadWork = agent.copies.values().stream().anyMatch(copy -> !copy.cancelled && !copy.lost);
        agent.link = Link.GONE;
        agent.announced = false;
        agent.watch++;
        if (agent.slots > 0) {
            build.pool.slotsLost();
        }
        agent.slots = 0;
        List<CopyState> copies = List.copyOf(agent.copies.values());
        agent.copies.clear();
        agent.usedMemory = 0;
        for (CopyState copy : copies) {
            if (!copy.cancelled && !copy.lost) {
                build.copies.lost(copy, reason, true);
            }
        }
        if (hadWork) {
            build.agents.fault(agent);
        }
        build.agents.update(agent);
    }
}
