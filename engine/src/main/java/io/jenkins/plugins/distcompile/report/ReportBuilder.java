package io.jenkins.plugins.distcompile.report;

import io.jenkins.plugins.distcompile.report.BuildReport.Counts;
import io.jenkins.plugins.distcompile.report.BuildReport.Head;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Folds events into a {@link BuildReport}; any thread may call it. An event costs constant time (an agent's loss: the
 * open copies). A snapshot costs time linear in units, some milliseconds for 10,000: unchanged units are not built anew.
 * It never fails on odd streams (a log whose beginning is missing, a copy that ends twice): what is there is shown.
 */
public final class ReportBuilder implements Consumer<BuildEvent> {

    private final Map<String, UnitDraft> units = new LinkedHashMap<>();
    private final Map<String, AgentDraft> agents = new LinkedHashMap<>();
    private final Set<AttemptDraft> open = new LinkedHashSet<>();
    private final List<BuildReport.Repost> reposts = new ArrayList<>();
    private final List<BuildReport.Notice> notices = new ArrayList<>();
    private BuildEvent.Started started = new BuildEvent.Started(0, "", "", 0, "", List.of());
    private BuildEvent.Finished finished; // null = not yet
    private String currency = "";
    private double now;

    @Override
    public synchronized void accept(BuildEvent event) {
        if (finished == null) {
            now = Math.max(now, event.at());
        }
        if (event instanceof BuildEvent.Started e) {
            started = e;
        } else if (event instanceof BuildEvent.UnitPlanned e) {
            unit(e.unit()).plan(e);
        } else if (event instanceof BuildEvent.AgentVerdict e) {
            agent(e.agent()).verdict(e);
        } else if (event instanceof BuildEvent.Rated e) {
            agent(e.agent()).perHour = e.perHour();
            currency = e.currency() == null ? "" : e.currency();
        } else if (event instanceof BuildEvent.AgentLost e) {
            agentLost(e);
        } else if (event instanceof BuildEvent.Prepared e) {
            unit(e.unit()).prepare(e);
        } else if (event instanceof BuildEvent.Assigned e) {
            agent(e.agent());
            open.add(unit(e.unit()).assign(e));
        } else if (event instanceof BuildEvent.CopyRunning e) {
            unit(e.unit()).copyRunning(e);
        } else if (event instanceof BuildEvent.CopyEnded e) {
            close(unit(e.unit()).copyEnded(e));
        } else if (event instanceof BuildEvent.Reposted e) {
            reposts.add(new BuildReport.Repost(e.at(), e.unit(), e.copy(), e.agent(), e.reason()));
            close(unit(e.unit()).giveUp(e.copy(), e.at(), e.blameless() ? "cancelled" : "lost", e.reason()));
        } else if (event instanceof BuildEvent.LocalStarted e) {
            open.add(unit(e.unit()).localStarted(e));
        } else if (event instanceof BuildEvent.LocalEnded e) {
            close(unit(e.unit()).localEnded(e));
        } else if (event instanceof BuildEvent.UnitDone e) {
            close(unit(e.unit()).settle(e));
        } else if (event instanceof BuildEvent.Notice e) {
            notices.add(new BuildReport.Notice(e.at(), e.level(), e.text()));
        } else if (event instanceof BuildEvent.Finished e) {
            finished = e;
            List.copyOf(open).forEach(draft -> close(draft.end(e.at(), "cancelled", "the build was over")));
        }
    }

    /** The report as of the latest event. */
    public synchronized BuildReport snapshot() {
        List<UnitReport> rows = new ArrayList<>(units.size());
        units.values().forEach(draft -> rows.add(draft.toReport()));
        Head head = new Head(
                started.buildId(),
                started.startedAt(),
                started.client(),
                started.options() == null ? List.of() : started.options(),
                Math.max(started.units(), rows.size()),
                now,
                finished != null,
                finished != null && finished.success(),
                finished == null ? null : finished.reason(),
                finished == null ? 0 : finished.clientCpuSeconds(),
                currency);
        AgentTally tally = new AgentTally(rows, now);
        List<AgentReport> machines = new ArrayList<>(agents.size());
        agents.values().forEach(draft -> machines.add(tally.report(draft)));
        Timeline timeline = TimelineMaker.make(rows, machines, now);
        List<Timeline.Step> path = CriticalChain.of(rows, timeline);
        List<UnitReport> priced = CopyCosts.priced(rows, machines);
        return new BuildReport(head, counts(rows), priced, machines, timeline, path, reposts, notices);
    }

    private Counts counts(List<UnitReport> rows) {
        int running = 0;
        int succeeded = 0;
        int failed = 0;
        for (UnitReport row : rows) {
            switch (row.state()) {
                case ASSIGNED, RUNNING -> running++;
                case SUCCEEDED -> succeeded++;
                case FAILED -> failed++;
                default -> {}
            }
        }
        int all = Math.max(started.units(), rows.size());
        return new Counts(all, all - running - succeeded - failed, running, succeeded, failed);
    }

    private void agentLost(BuildEvent.AgentLost e) {
        agent(e.agent()).lost(e);
        for (AttemptDraft draft : List.copyOf(open)) {
            if (e.agent().equals(draft.agent)) {
                close(draft.end(e.at(), "lost", e.reason()));
            }
        }
    }

    private void close(AttemptDraft draft) {
        if (draft != null) {
            open.remove(draft);
        }
    }

    private UnitDraft unit(String id) {
        return units.computeIfAbsent(id, UnitDraft::new);
    }

    private AgentDraft agent(String name) {
        return agents.computeIfAbsent(name, AgentDraft::new);
    }
}
