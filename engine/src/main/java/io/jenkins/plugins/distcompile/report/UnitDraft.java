package io.jenkins.plugins.distcompile.report;

import io.jenkins.plugins.distcompile.report.UnitReport.State;
import io.jenkins.plugins.distcompile.schedule.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A unit while {@link ReportBuilder} folds; guarded by its lock. */
final class UnitDraft {
    private static final String KEPT = Decision.RunLocally.SENDING_TAKES_LONGER;

    private final List<AttemptDraft> attempts = new ArrayList<>();
    private BuildEvent.UnitPlanned plan;
    private BuildEvent.Prepared prepared; // null = not yet
    private BuildEvent.UnitDone done; // null = not settled
    private UnitReport report; // null = changed since the last snapshot

    UnitDraft(String id) {
        plan = new BuildEvent.UnitPlanned(0, id, "command", null, List.of(), null, 0);
    }

    void changed() {
        report = null;
    }

    void plan(BuildEvent.UnitPlanned e) {
        plan = e;
        changed();
    }

    void prepare(BuildEvent.Prepared e) {
        prepared = e;
        changed();
    }

    AttemptDraft assign(BuildEvent.Assigned e) {
        return add(new AttemptDraft(this, e.copy(), e.agent(), e.at(), e.predictedSeconds(), e.why(), anyGoing()));
    }

    void copyRunning(BuildEvent.CopyRunning e) {
        AttemptDraft draft = copy(e.copy(), e.agent(), e.at());
        if (draft.runningAt < 0) {
            draft.runningAt = e.at();
        }
        changed();
    }

    AttemptDraft copyEnded(BuildEvent.CopyEnded e) {
        AttemptDraft draft = copy(e.copy(), e.agent(), e.at());
        draft.measured(e.usage(), e.bytes());
        changed();
        return draft.end(e.at(), e.ending(), e.reason());
    }

    /** The copy with this number is ended unless it has ended; null when there is none. */
    AttemptDraft giveUp(int copy, double at, String ending, String reason) {
        for (AttemptDraft draft : attempts) {
            if (draft.copy == copy && draft.agent != null) {
                return draft.end(at, ending, reason);
            }
        }
        return null;
    }

    AttemptDraft localStarted(BuildEvent.LocalStarted e) {
        AttemptDraft draft = new AttemptDraft(this, 0, null, e.at(), 0, e.reason(), anyGoing());
        draft.runningAt = e.at();
        return add(draft);
    }

    AttemptDraft localEnded(BuildEvent.LocalEnded e) {
        AttemptDraft draft = lastLocalGoing();
        if (draft == null) {
            draft = new AttemptDraft(this, 0, null, e.at() - e.seconds() * 1000, 0, null, false);
            draft.runningAt = e.at() - e.seconds() * 1000;
            add(draft);
        }
        draft.measuredHere(e.seconds());
        changed();
        return draft.end(e.at(), e.success() ? "succeeded" : "failed", null);
    }

    /** A run here ends with the unit, and nobody says so; it is returned. Null: there is none. */
    AttemptDraft settle(BuildEvent.UnitDone e) {
        if (done == null) {
            done = e;
            changed();
        }
        AttemptDraft here = lastLocalGoing();
        return here == null ? null : here.end(e.at(), "cancelled", "an agent was first");
    }

    UnitReport toReport() {
        if (report == null) {
            report = makeReport();
        }
        return report;
    }

    private UnitReport makeReport() {
        List<Attempt> rows = attempts.stream().map(AttemptDraft::toAttempt).toList();
        State state = state(rows);
        int accepted = state == State.SUCCEEDED ? accepted(rows, done.agent()) : -1;
        Attempt shown = accepted >= 0 ? rows.get(accepted) : lastEnded(rows);
        boolean refused = rows.stream().anyMatch(row -> !row.isLocal() && "failed".equals(row.ending()));
        return new UnitReport(
                plan.unit(),
                plan.kind(),
                plan.source(),
                plan.after() == null ? List.of() : plan.after(),
                state,
                done == null ? null : done.agent(),
                accepted,
                (int) rows.stream()
                        .filter(row -> row.redundant() && !row.isLocal())
                        .count(),
                rows,
                plan.predictedSeconds(),
                shown == null || shown.isLocal() ? 0 : shown.predictedSeconds(),
                shown == null || shown.runMillis() < 0 ? -1 : shown.runSeconds(),
                prepared == null ? -1 : prepared.at(),
                prepared == null ? 0 : prepared.seconds(),
                prepared == null ? 0 : prepared.textBytes(),
                prepared == null ? 0 : prepared.wireBytes(),
                prepared != null && prepared.elsewhere(),
                done == null ? -1 : done.at(),
                done == null ? null : done.diagnostics(),
                done == null ? null : done.reason(),
                localReason(rows),
                plan.critical() == null ? List.of() : plan.critical(),
                plan.rank(),
                refused && rows.stream().anyMatch(Attempt::isLocal));
    }

    /** Why it stayed here: by its nature, or because sending would have taken longer; null = neither. */
    private String localReason(List<Attempt> rows) {
        boolean kept = rows.stream().anyMatch(row -> row.isLocal() && KEPT.equals(row.why()));
        return plan.localReason() == null && kept ? KEPT : plan.localReason();
    }

    private State state(List<Attempt> rows) {
        if (done != null) {
            return done.success() ? State.SUCCEEDED : State.FAILED;
        }
        boolean assigned = false;
        for (Attempt row : rows) {
            if (row.ending() == null) {
                if (row.runningAt() >= 0) {
                    return State.RUNNING;
                }
                assigned = true;
            }
        }
        if (assigned) {
            return State.ASSIGNED;
        }
        return prepared == null ? State.WAITING : State.PREPARED;
    }

    private static int accepted(List<Attempt> rows, String agent) {
        int found = -1;
        for (int i = 0; i < rows.size(); i++) {
            if (Objects.equals(rows.get(i).agent(), agent)) {
                if ("succeeded".equals(rows.get(i).ending())) {
                    return i;
                }
                found = i;
            }
        }
        return found;
    }

    private static Attempt lastEnded(List<Attempt> rows) {
        Attempt last = null;
        for (Attempt row : rows) {
            if (row.runMillis() >= 0) {
                last = row;
            }
        }
        return last;
    }

    private boolean anyGoing() {
        for (AttemptDraft draft : attempts) {
            if (draft.going()) {
                return true;
            }
        }
        return false;
    }

    private AttemptDraft add(AttemptDraft draft) {
        attempts.add(draft);
        changed();
        return draft;
    }

    private AttemptDraft lastLocalGoing() {
        for (int i = attempts.size() - 1; i >= 0; i--) {
            if (attempts.get(i).agent == null && attempts.get(i).going()) {
                return attempts.get(i);
            }
        }
        return null;
    }

    private AttemptDraft copy(int number, String agent, double at) {
        for (AttemptDraft draft : attempts) {
            if (draft.copy == number && Objects.equals(draft.agent, agent)) {
                return draft;
            }
        }
        return add(new AttemptDraft(this, number, agent, at, 0, null, anyGoing()));
    }
}
