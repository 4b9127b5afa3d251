package io.jenkins.plugins.distcompile.schedule;

import io.jenkins.plugins.distcompile.schedule.Progress.Standing;
import io.jenkins.plugins.distcompile.schedule.UnitState.Phase;
import java.util.ArrayList;
import java.util.List;

/** Makes {@link Progress} from the build's state. */
final class Snapshot {
    private Snapshot() {}

    static Progress of(Build build) {
        Units units = build.units;
        List<Progress.Agent> agents = new ArrayList<>();
        for (AgentState agent : build.agents.all()) {
            int running = Math.min(agent.copies.size(), agent.slots);
            agents.add(new Progress.Agent(
                    agent.name,
                    standing(agent, build.now),
                    agent.slots,
                    running,
                    agent.copies.size() - running,
                    build.speeds.speed(agent.name)));
        }
        int waiting = units.ready.size()
                + units.waiting.size()
                + units.parked.size()
                + units.local.size()
                + units.count(Phase.PREPARING);
        return new Progress(
                units.size(),
                units.count(Phase.DONE),
                units.count(Phase.FAILED),
                units.running.size(),
                build.local.runs(),
                waiting,
                units.count(Phase.BLOCKED),
                build.redundantCopies,
                build.reposts,
                build.budget.used(),
                build.budget.limit(),
                build.started ? build.nanosLeft() / 1e9 : Double.NaN,
                agents);
    }

    private static Standing standing(AgentState agent, long now) {
        return switch (agent.link) {
            case GONE -> Standing.GONE;
            case LOST -> Standing.LOST;
            case SUSPECT -> Standing.SUSPECT;
            case UP ->
                agent.breaker.open(now)
                        ? Standing.RESTING
                        : agent.slots > 0 ? Standing.OFFERING : agent.declined ? Standing.DECLINED : Standing.CONNECTED;
        };
    }
}
