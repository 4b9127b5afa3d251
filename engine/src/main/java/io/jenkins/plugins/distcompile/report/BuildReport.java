package io.jenkins.plugins.distcompile.report;

import java.util.List;

/**
 * Everything a person can be shown of a build, finished or not: an immutable value made from its events by
 * {@link ReportBuilder}. Summary, HTML report and Jenkins pages read it and nothing else.
 *
 * @param head the build as a whole
 * @param counts how many units are where
 * @param units in the plan's order
 * @param agents in the order they answered
 * @param timeline lanes and spans
 * @param criticalPath the chain that ended last, first step first; empty until something has ended
 * @param reposts units that were given out again
 * @param notices what a person should know
 */
public record BuildReport(
        Head head,
        Counts counts,
        List<UnitReport> units,
        List<AgentReport> agents,
        Timeline timeline,
        List<Timeline.Step> criticalPath,
        List<Repost> reposts,
        List<Notice> notices) {

    public BuildReport {
        units = List.copyOf(units);
        agents = List.copyOf(agents);
        criticalPath = List.copyOf(criticalPath);
        reposts = List.copyOf(reposts);
        notices = List.copyOf(notices);
    }

    /** Folds a whole log. */
    public static BuildReport of(Iterable<BuildEvent> events) {
        ReportBuilder builder = new ReportBuilder();
        events.forEach(builder);
        return builder.snapshot();
    }

    /**
     * The build as a whole.
     *
     * @param buildId empty when the log has no beginning
     * @param startedAt ISO 8601
     * @param client the machine that has the work
     * @param options as the user gave them
     * @param plannedUnits units announced by the first event
     * @param nowMillis time of the latest event
     * @param finished whether the last event has been seen
     * @param success false until finished
     * @param reason why it ended as it did; null = nothing to say
     * @param clientCpuSeconds processor time of the client and its children; 0 until finished
     * @param currency label of costs; empty = none
     */
    public record Head(
            String buildId,
            String startedAt,
            String client,
            List<String> options,
            int plannedUnits,
            double nowMillis,
            boolean finished,
            boolean success,
            String reason,
            double clientCpuSeconds,
            String currency) {
        public Head {
            options = List.copyOf(options);
        }

        /** Wall time until now, or of the whole build when it has finished. */
        public double wallSeconds() {
            return nowMillis / 1000;
        }
    }

    /**
     * Units by state; they add up to {@code units}.
     *
     * @param units all units
     * @param waiting neither given out nor running
     * @param running given out to at least one agent, or running here
     * @param succeeded with an accepted result
     * @param failed settled without one: failed, or not tried
     */
    public record Counts(int units, int waiting, int running, int succeeded, int failed) {
        /** Settled units. */
        public int done() {
            return succeeded + failed;
        }
    }

    /** A copy was lost and its unit waited again. */
    public record Repost(double at, String unit, int copy, String agent, String reason) {}

    /** {@code level}: {@code info} or {@code warning}. */
    public record Notice(double at, String level, String text) {}
}
