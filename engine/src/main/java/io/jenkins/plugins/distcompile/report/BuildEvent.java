package io.jenkins.plugins.distcompile.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import io.jenkins.plugins.distcompile.protocol.Message.Usage;
import java.util.List;

/**
 * What happened in a build, one JSON line each in {@code events.jsonl}; report, progress display, simulator and Jenkins
 * pages are all made from these alone. {@code at} is milliseconds since the build started, with fractions.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = BuildEvent.Started.class, name = "started"),
    @JsonSubTypes.Type(value = BuildEvent.UnitPlanned.class, name = "unit"),
    @JsonSubTypes.Type(value = BuildEvent.AgentVerdict.class, name = "verdict"),
    @JsonSubTypes.Type(value = BuildEvent.Rated.class, name = "rate"),
    @JsonSubTypes.Type(value = BuildEvent.AgentLost.class, name = "agent-lost"),
    @JsonSubTypes.Type(value = BuildEvent.Prepared.class, name = "prepared"),
    @JsonSubTypes.Type(value = BuildEvent.Assigned.class, name = "assigned"),
    @JsonSubTypes.Type(value = BuildEvent.CopyRunning.class, name = "running"),
    @JsonSubTypes.Type(value = BuildEvent.CopyEnded.class, name = "ended"),
    @JsonSubTypes.Type(value = BuildEvent.Reposted.class, name = "reposted"),
    @JsonSubTypes.Type(value = BuildEvent.LocalStarted.class, name = "local"),
    @JsonSubTypes.Type(value = BuildEvent.LocalEnded.class, name = "local-ended"),
    @JsonSubTypes.Type(value = BuildEvent.UnitDone.class, name = "done"),
    @JsonSubTypes.Type(value = BuildEvent.Notice.class, name = "notice"),
    @JsonSubTypes.Type(value = BuildEvent.Finished.class, name = "finished")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface BuildEvent {

    double at();

    /** The first event. {@code startedAt} is ISO 8601; {@code options} are shown as they are. */
    record Started(double at, String buildId, String startedAt, int units, String client, List<String> options)
            implements BuildEvent {}

    /**
     * One per unit, after {@link Started}.
     *
     * @param after ids of its predecessors
     * @param localReason why it cannot go to an agent; null when it can
     * @param predictedSeconds on the reference machine
     * @param critical why it is critical: {@code path}, {@code dependents}, {@code data}, {@code work}, {@code memory};
     *     null = it is not
     * @param rank longest predicted path from its start to the end of the build, reference seconds; 0 = not known
     */
    record UnitPlanned(
            double at,
            String unit,
            String kind,
            String source,
            List<String> after,
            String localReason,
            double predictedSeconds,
            List<String> critical,
            double rank)
            implements BuildEvent {

        /** A unit whose place in the graph has not been looked at. */
        public UnitPlanned(
                double at,
                String unit,
                String kind,
                String source,
                List<String> after,
                String localReason,
                double predictedSeconds) {
            this(at, unit, kind, source, after, localReason, predictedSeconds, null, 0);
        }
    }

    /**
     * An agent's answer to the announcement.
     *
     * @param verdict {@code bid}, {@code declined}, {@code unreachable}, or {@code left}: it holds nothing of the build and
     *     has ended its link in good order
     * @param slots slots on offer; 0 unless {@code bid}
     * @param reason null for a bid
     * @param profile null unless {@code bid}
     * @param rank by the build's ranking utilities, 0 … 100; null = it ranks nothing, or the agent has not bid
     */
    record AgentVerdict(
            double at, String agent, String verdict, int slots, String reason, AgentProfile profile, Double rank)
            implements BuildEvent {
        /** The reason of an agent that left because nothing was left for it to do. */
        public static final String NO_MORE_WORK = "no more work for it";

        /** A verdict without a rank. */
        public AgentVerdict(double at, String agent, String verdict, int slots, String reason, AgentProfile profile) {
            this(at, agent, verdict, slots, reason, profile, null);
        }
    }

    /**
     * What the agent costs from now on.
     *
     * @param perHour of the whole agent; each of its slots costs its part of this
     * @param currency a label; empty = none
     * @param why where the rate comes from, for people
     */
    record Rated(double at, String agent, double perHour, String currency, String why) implements BuildEvent {}

    record AgentLost(double at, String agent, String reason) implements BuildEvent {}

    /**
     * {@code at} is the end of the preprocessing that took {@code seconds}.
     *
     * @param elsewhere whether agents preprocess the unit; then its inputs were only gathered, and the bytes are theirs
     */
    record Prepared(double at, String unit, double seconds, long textBytes, long wireBytes, boolean elsewhere)
            implements BuildEvent {
        /** Of a unit that was preprocessed here. */
        public Prepared(double at, String unit, double seconds, long textBytes, long wireBytes) {
            this(at, unit, seconds, textBytes, wireBytes, false);
        }
    }

    record Assigned(double at, String unit, int copy, String agent, double predictedSeconds, String why)
            implements BuildEvent {}

    record CopyRunning(double at, String unit, int copy, String agent) implements BuildEvent {}

    /** {@code ending}: {@code succeeded}, {@code failed}, {@code agent-fault}, {@code refused}, {@code cancelled},
     * {@code handed-back} (by its owner, no fault) or {@code lost}. */
    record CopyEnded(
            double at, String unit, int copy, String agent, String ending, String reason, Usage usage, long bytes)
            implements BuildEvent {}

    /** {@code blameless}: the copy was taken from an agent that did nothing wrong. */
    record Reposted(double at, String unit, int copy, String agent, String reason, boolean blameless)
            implements BuildEvent {}

    record LocalStarted(double at, String unit, String reason) implements BuildEvent {}

    record LocalEnded(double at, String unit, boolean success, double seconds) implements BuildEvent {}

    /**
     * The unit is settled.
     *
     * @param agent where the accepted result came from; null = here
     * @param diagnostics what the compiler said, for people; empty = nothing
     */
    record UnitDone(double at, String unit, boolean success, String agent, String diagnostics, String reason)
            implements BuildEvent {}

    /** Something a person should know: a stall, a fallback, a refused key. {@code level}: {@code info} or {@code warning}. */
    record Notice(double at, String level, String text) implements BuildEvent {}

    /** The last event. */
    record Finished(double at, boolean success, String reason, double clientCpuSeconds) implements BuildEvent {}
}
