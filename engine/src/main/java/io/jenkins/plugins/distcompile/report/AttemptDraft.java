package io.jenkins.plugins.distcompile.report;

import io.jenkins.plugins.distcompile.protocol.Message.Usage;

/** An attempt while {@link ReportBuilder} folds; guarded by its lock. */
final class AttemptDraft {

    private final UnitDraft unit;
    final int copy;
    final String agent; // null = here
    private final double assignedAt;
    private final double predictedSeconds;
    private final String why;
    private final boolean redundant;
    double runningAt = -1; // -1 = not yet
    private double endedAt = -1; // -1 = still going
    private String ending; // null = still going
    private String reason;
    private Usage usage;
    private double localSeconds = -1; // -1 = not a local run, or not ended
    private long bytes;

    AttemptDraft(
            UnitDraft unit,
            int copy,
            String agent,
            double assignedAt,
            double predictedSeconds,
            String why,
            boolean redundant) {
        this.unit = unit;
        this.copy = copy;
        this.agent = agent;
        this.assignedAt = assignedAt;
        this.predictedSeconds = predictedSeconds;
        this.why = why;
        this.redundant = redundant;
    }

    boolean going() {
        return ending == null;
    }

    /** Ends it unless it has ended; gives itself back. */
    AttemptDraft end(double at, String how, String because) {
        if (going()) {
            endedAt = at;
            ending = how;
            reason = because;
            unit.changed();
        }
        return this;
    }

    /** What the agent measured; also taken after a first end, as when a cancelled copy's figures come late. */
    void measured(Usage figures, long moved) {
        usage = figures;
        bytes = moved;
    }

    void measuredHere(double seconds) {
        localSeconds = seconds;
    }

    Attempt toAttempt() {
        double run = -1;
        if (localSeconds >= 0) {
            run = localSeconds * 1000;
        } else if (usage != null && usage.runMillis() >= 0) {
            run = usage.runMillis();
        } else if (runningAt >= 0 && endedAt >= 0) {
            run = Math.max(0, endedAt - runningAt);
        }
        double queued = usage == null ? -1 : usage.queuedMillis();
        return new Attempt(
                copy,
                agent,
                assignedAt,
                runningAt,
                endedAt,
                ending,
                reason,
                predictedSeconds,
                run,
                queued,
                why,
                redundant,
                usage,
                bytes,
                null);
    }
}
