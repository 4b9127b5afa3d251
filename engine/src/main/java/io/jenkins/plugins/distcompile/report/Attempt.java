package io.jenkins.plugins.distcompile.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.jenkins.plugins.distcompile.protocol.Message.Usage;

/**
 * One copy of a unit on an agent, or one run of it here. Times are milliseconds since the build started.
 *
 * @param copy the copy's number; 0 = a local run
 * @param agent null = here
 * @param assignedAt when it was given out
 * @param runningAt when the command started; -1 = it has not
 * @param endedAt -1 = still going
 * @param ending {@code succeeded}, {@code failed}, {@code agent-fault}, {@code refused}, {@code cancelled},
 *     {@code handed-back}, {@code lost}; null = still going
 * @param reason why it ended so; null = nothing to say
 * @param predictedSeconds run time expected there; 0 = no prediction
 * @param runMillis wall time of the command; -1 = it did not run, or is running
 * @param queuedMillis of the time between assignment and start, what it waited on the agent; -1 = not measured
 * @param why why this agent, or why here
 * @param redundant given out while another attempt of the unit was going
 * @param usage as the agent measured it; null = not known
 * @param bytes sent and received for it
 * @param cost of the agent's slot for {@code runMillis}, in the build's currency; null = no rate is known, or it runs here
 */
public record Attempt(
        int copy,
        String agent,
        double assignedAt,
        double runningAt,
        double endedAt,
        String ending,
        String reason,
        double predictedSeconds,
        double runMillis,
        double queuedMillis,
        String why,
        boolean redundant,
        @JsonIgnore Usage usage,
        long bytes,
        Double cost) {

    Attempt withCost(double money) {
        return new Attempt(
                copy,
                agent,
                assignedAt,
                runningAt,
                endedAt,
                ending,
                reason,
                predictedSeconds,
                runMillis,
                queuedMillis,
                why,
                redundant,
                usage,
                bytes,
                money);
    }

    /** A run on this machine. */
    @JsonIgnore
    public boolean isLocal() {
        return agent == null;
    }

    /** Work that came to nothing because the agent failed, or its owner wanted it back. */
    @JsonIgnore
    public boolean isLost() {
        return isFault() || "handed-back".equals(ending);
    }

    /** The agent failed: that lowers its standing. */
    @JsonIgnore
    public boolean isFault() {
        return "lost".equals(ending) || "agent-fault".equals(ending);
    }

    /** Wall time of the command, in seconds; 0 when it did not run or is still running. */
    double runSeconds() {
        return Math.max(0, runMillis) / 1000;
    }
}
