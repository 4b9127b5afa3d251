package io.jenkins.plugins.distcompile.dispatch;

import io.jenkins.plugins.distcompile.protocol.Message;
import io.jenkins.plugins.distcompile.schedule.Decision;
import io.jenkins.plugins.distcompile.schedule.Event.Copy;
import io.jenkins.plugins.distcompile.toolchain.DiagnosticsMerge;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a build holds of its units: texts to be sent, what runs here have said, results on their way to disk, and which units
 * are settled. On the build's thread.
 */
final class UnitsAtHand implements AutoCloseable {
    /** The exit status of a unit that no compiler has said no to. */
    private static final int FAILED = 1;

    private final BuildPlan plan;
    private final Journal journal;
    private final StagedResults staged;
    private final UnitIntake intake; // null = nobody waits for single units
    private final Map<Integer, PreparedText> texts = new HashMap<>();
    private final Map<Integer, String> diagnostics = new HashMap<>();
    private final Map<Integer, Integer> statuses = new HashMap<>(); // of runs here that failed
    private final Set<Integer> settled = new HashSet<>();

    /** @param intake of an open plan; null = the plan is closed */
    UnitsAtHand(BuildPlan plan, Journal journal, StagedResults staged, UnitIntake intake) {
        this.intake = intake;
        this.plan = plan;
        this.journal = journal;
        this.staged = staged;
    }

    void prepared(int unit, PreparedText text) {
        texts.put(unit, text);
    }

    /** What is sent of the unit; null = it is not prepared. */
    PreparedText text(int unit) {
        return texts.get(unit);
    }

    /** Its text is not needed any more. */
    void discard(int unit) {
        PreparedText text = texts.remove(unit);
        if (text != null) {
            text.discard();
        }
    }

    /** What the compiler said in a run here, and with which status it ended. */
    void said(int unit, String output, int status) {
        diagnostics.put(unit, output);
        if (status != 0) {
            statuses.put(unit, status);
        }
    }

    boolean settled(int unit) {
        return settled.contains(unit);
    }

    /** Brings a good result's files near their targets, for {@link #accept}. */
    void stage(Copy copy, Message.Result message, List<byte[]> files, StagedResults.Verdict verdict) {
        staged.stage(plan.unit(copy.unit()), texts.get(copy.unit()), copy, message, files, verdict);
    }

    void fail(Decision.Fail decision) {
        int unit = decision.unit();
        settled.add(unit);
        if (decision.tried() || intake != null) {
            journal.done(unit, false, null, said(unit), decision.reason());
        }
        if (intake != null) {
            Integer status = statuses.get(unit);
            intake.settled(unit, status == null ? FAILED : status, status == null ? decision.reason() : said(unit));
        }
    }

    /**
     * The unit has its result, whose files go to where they belong.
     *
     * @return null, or why that cannot be done
     */
    String accept(Decision.Accept decision) {
        int unit = decision.unit();
        settled.add(unit);
        if (decision.agent() == null) {
            done(unit, null, said(unit));
            return null;
        }
        StagedResults.Staged result = staged.take(decision.copy());
        PreparedText text = texts.get(unit);
        try {
            result.files().commit();
            text.commit(plan.unit(unit).dependencyRule());
        } catch (IOException e) {
            result.files().discard();
            String reason = "cannot write the result: " + e.getMessage();
            journal.done(unit, false, decision.agent(), "", reason);
            if (intake != null) { // it is the trouble of one who called
                intake.settled(unit, FAILED, reason);
                return null;
            }
            return reason;
        }
        String both = DiagnosticsMerge.of(text.diagnostics(), result.diagnostics());
        done(unit, decision.agent(), both);
        return null;
    }

    private void done(int unit, String agent, String said) {
        journal.done(unit, true, agent, said, null);
        if (intake != null) {
            intake.settled(unit, 0, said);
        }
    }

    private String said(int unit) {
        return diagnostics.getOrDefault(unit, "");
    }

    @Override
    public void close() {
        staged.close();
        texts.values().forEach(PreparedText::discard);
    }
}
