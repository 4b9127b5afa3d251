package io.jenkins.plugins.distcompile.report;

import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** An agent while {@link ReportBuilder} folds; guarded by its lock. */
final class AgentDraft {

    final String name;
    final List<AgentReport.Verdict> verdicts = new ArrayList<>();
    AgentProfile profile; // null = it has not bid
    String state = "silent";
    String reason;
    int slots;
    Double perHour; // null = no rate known
    Double rank; // null = not ranked

    AgentDraft(String name) {
        this.name = name;
    }

    void verdict(BuildEvent.AgentVerdict e) {
        if (e.verdict().equals("left") && state.equals("declined")) {
            return; // it has said why
        }
        AgentReport.Verdict verdict = new AgentReport.Verdict(e.at(), e.verdict(), e.slots(), e.reason());
        if (!repeats(verdict)) {
            verdicts.add(verdict);
        }
        profile = e.profile() == null ? profile : e.profile();
        slots = Math.max(slots, e.slots());
        rank = e.rank() == null ? rank : e.rank();
        state = e.verdict();
        reason = e.reason();
    }

    void lost(BuildEvent.AgentLost e) {
        verdicts.add(new AgentReport.Verdict(e.at(), "lost", 0, e.reason()));
        state = "lost";
        reason = e.reason();
    }

    /** An agent asked again every second says the same again: kept once. */
    private boolean repeats(AgentReport.Verdict verdict) {
        if (verdicts.isEmpty()) {
            return false;
        }
        AgentReport.Verdict last = verdicts.get(verdicts.size() - 1);
        return last.verdict().equals(verdict.verdict())
                && last.slots() == verdict.slots()
                && Objects.equals(last.reason(), verdict.reason());
    }
}
