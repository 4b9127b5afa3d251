package io.jenkins.plugins.distcompile.dispatch;

import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import io.jenkins.plugins.distcompile.protocol.Message;
import io.jenkins.plugins.distcompile.report.BuildEvent;
import io.jenkins.plugins.distcompile.schedule.CriticalPath;
import io.jenkins.plugins.distcompile.schedule.Decision;
import io.jenkins.plugins.distcompile.schedule.Event.Copy;
import io.jenkins.plugins.distcompile.schedule.Event.Ending;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Writes what happens as build events, in milliseconds since the build started. The loop's thread only. */
final class Journal {
    private final BuildPlan plan;
    private final Consumer<BuildEvent> sink;
    private final long startNanos = System.nanoTime();

    Journal(BuildPlan plan, Consumer<BuildEvent> sink) {
        this.plan = plan;
        this.sink = sink;
    }

    void started(BuildOptions options, CriticalPath path) {
        sink.accept(new BuildEvent.Started(
                at(), options.buildId(), Instant.now().toString(), plan.size(), options.clientName(), options.shown()));
        for (UnitWork work : plan.units()) {
            planned(work, reasons(path, work.index()), path.rank(work.index()));
        }
    }

    /** The unit has been added to a plan that is open; it stands alone. */
    void planned(UnitWork work) {
        planned(work, null, work.facts().workSeconds());
    }

    private void planned(UnitWork work, List<String> critical, double rank) {
        List<String> after = new ArrayList<>();
        for (int p : work.facts().predecessors()) {
            after.add(plan.id(p));
        }
        sink.accept(new BuildEvent.UnitPlanned(
                at(),
                work.unit().id(),
                work.unit().kind().id(),
                work.unit().inputs().isEmpty()
                        ? null
                        : work.unit().inputs().get(0).toString(),
                after,
                work.facts().remote() ? null : work.facts().localReason(),
                work.facts().workSeconds(),
                critical,
                Math.round(rank * 1e3) / 1e3));
    }

    private static List<String> reasons(CriticalPath path, int unit) {
        return path.critical(unit)
                ? path.reasons(unit).stream()
                        .map(reason -> reason.name().toLowerCase(Locale.ROOT))
                        .toList()
                : null;
    }

    /** @param rank null = the build ranks nothing */
    void bid(String agent, int slots, AgentProfile profile, Double rank) {
        sink.accept(new BuildEvent.AgentVerdict(at(), agent, "bid", slots, null, profile, rank));
    }

    void declined(String agent, String reason) {
        sink.accept(new BuildEvent.AgentVerdict(at(), agent, "declined", 0, reason, null));
    }

    void unreachable(String agent, String reason) {
        sink.accept(new BuildEvent.AgentVerdict(at(), agent, "unreachable", 0, reason, null));
    }

    void left(String agent, String reason) {
        sink.accept(new BuildEvent.AgentVerdict(at(), agent, "left", 0, reason, null));
    }

    void lost(String agent, String reason) {
        sink.accept(new BuildEvent.AgentLost(at(), agent, reason));
    }

    void prepared(int unit, long nanos, PreparedText text) {
        sink.accept(new BuildEvent.Prepared(
                at(), plan.id(unit), nanos / 1e9, text.textBytes(), text.wireBytes(), text.inputs() != null));
    }

    void assigned(Copy copy, String agent, long predictedNanos, String why) {
        sink.accept(
                new BuildEvent.Assigned(at(), plan.id(copy.unit()), copy.number(), agent, predictedNanos / 1e9, why));
    }

    /** @param agoNanos since when it has been running */
    void running(Copy copy, String agent, long agoNanos) {
        sink.accept(new BuildEvent.CopyRunning(at(agoNanos), plan.id(copy.unit()), copy.number(), agent));
    }

    void ended(Copy copy, String agent, Ending ending, String reason, Message.Usage usage, long bytes) {
        sink.accept(new BuildEvent.CopyEnded(
                at(), plan.id(copy.unit()), copy.number(), agent, name(ending), reason, usage, bytes));
    }

    private static String name(Ending ending) {
        return switch (ending) {
            case SUCCEEDED -> "succeeded";
            case UNIT_FAILED -> "failed";
            case AGENT_FAULT -> "agent-fault";
            case REFUSED -> "refused";
            case CANCELLED -> "cancelled";
        };
    }

    void handedBack(Copy copy, String agent, String reason) {
        sink.accept(new BuildEvent.CopyEnded(
                at(), plan.id(copy.unit()), copy.number(), agent, "handed-back", reason, Message.Usage.NONE, 0));
    }

    void reposted(Decision.Reposted d) {
        Copy copy = d.copy();
        sink.accept(
                new BuildEvent.Reposted(at(), plan.id(copy.unit()), copy.number(), d.agent(), d.reason(), !d.fault()));
    }

    void localStarted(int unit, String reason) {
        sink.accept(new BuildEvent.LocalStarted(at(), plan.id(unit), reason));
    }

    void localEnded(int unit, boolean success, long nanos) {
        sink.accept(new BuildEvent.LocalEnded(at(), plan.id(unit), success, nanos / 1e9));
    }

    void done(int unit, boolean success, String agent, String diagnostics, String reason) {
        sink.accept(new BuildEvent.UnitDone(at(), plan.id(unit), success, agent, diagnostics, reason));
    }

    void notice(String level, String text) {
        sink.accept(new BuildEvent.Notice(at(), level, text));
    }

    void finished(boolean success, String reason) {
        sink.accept(new BuildEvent.Finished(at(), success, reason, plan.cpu().seconds()));
    }

    private double at() {
        return at(0);
    }

    private double at(long agoNanos) {
        return Math.round((System.nanoTime() - agoNanos - startNanos) / 1e3) / 1e3;
    }
}
