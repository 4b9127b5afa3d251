package io.jenkins.plugins.distcompile.dispatch;

import io.jenkins.plugins.distcompile.protocol.Message;
import io.jenkins.plugins.distcompile.schedule.Demand;
import io.jenkins.plugins.distcompile.schedule.SchedulerConfig;
import java.time.Duration;
import java.util.List;

/**
 * How one build is to be run.
 *
 * @param buildId names the build in helpers' logs and in the report
 * @param clientName names this machine to helpers
 * @param criteria thresholds in the criteria language; empty = none
 * @param explain whether helpers are asked why they stay silent
 * @param colour whether diagnostics are wanted in colour
 * @param heartbeat interval of the helpers' heartbeats, 1 ms … 10 min
 * @param scheduling the scheduler's settings
 * @param shown options as the report shows them, {@code name value}
 * @param minBitsPerSecond agents whose links are measured to be slower are turned away; 0 = none
 * @param preprocessElsewhere whether units whose inputs are certain are preprocessed by agents
 */
public record BuildOptions(
        String buildId,
        String clientName,
        String criteria,
        boolean explain,
        boolean colour,
        Duration heartbeat,
        SchedulerConfig scheduling,
        List<String> shown,
        long minBitsPerSecond,
        boolean preprocessElsewhere) {
    public BuildOptions {
        shown = List.copyOf(shown);
    }

    /** An announcement of what waits. */
    Message.Announce announce(long round, List<String> compilers, Demand demand, List<Message.WantedRanking> rankings) {
        return new Message.Announce(
                round,
                buildId,
                criteria,
                compilers,
                demand.units(),
                demand.seconds(),
                demand.largestMemoryBytes(),
                heartbeat.toMillis(),
                explain,
                rankings);
    }

    /** Options that take any link, and preprocess where the unit is compiled. */
    public BuildOptions(
            String buildId,
            String clientName,
            String criteria,
            boolean explain,
            boolean colour,
            Duration heartbeat,
            SchedulerConfig scheduling,
            List<String> shown) {
        this(buildId, clientName, criteria, explain, colour, heartbeat, scheduling, shown, 0, true);
    }
}
