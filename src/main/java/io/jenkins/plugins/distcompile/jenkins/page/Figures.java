package io.jenkins.plugins.distcompile.jenkins.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.distcompile.report.Spell;
import io.jenkins.plugins.distcompile.report.Summary;
import io.jenkins.plugins.distcompile.report.live.LiveReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The headline of one step: a few hundred bytes kept with the build, so that neither its page's summary line nor the
 * trend over a hundred builds reads a log. Units of numbers as in {@link Summary}.
 *
 * @param number the step's place among its build's, from 1; 0 = not known
 * @param finished whether the log has an end; false also for a step that was killed
 * @param success false until finished
 * @param reason why it ended so; null = nothing to say
 * @param agents that had a unit accepted
 * @param speedUpHere null = not known
 * @param savedSeconds null = not known
 * @param cost null = no rate is known
 * @param currency null = no rate is known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Figures(
        int number,
        boolean finished,
        boolean success,
        String reason,
        int units,
        int succeeded,
        int failed,
        int remoteUnits,
        int localUnits,
        int agents,
        int copies,
        int reposts,
        int fallbacks,
        double wallSeconds,
        double unitSeconds,
        double speedUp,
        Double speedUpHere,
        Double savedSeconds,
        Double cost,
        String currency) {

    private static final long MOST_BYTES = 64 << 10;

    static Figures of(LiveReport.Frame frame, StepResult result) {
        Summary s = frame.summary();
        int used = (int) s.agents().stream().filter(agent -> agent.units() > 0).count();
        return new Figures(
                0,
                frame.report().head().finished(),
                s.success(),
                s.reason() == null ? result.reason() : s.reason(),
                s.units(),
                s.succeeded(),
                s.failed(),
                s.remoteUnits(),
                s.localUnits(),
                used,
                s.copies(),
                s.reposts(),
                s.fallbacks(),
                s.wallSeconds(),
                s.unitSeconds(),
                s.speedUp(),
                result.speedUpHere(),
                result.savedSeconds(),
                s.cost(),
                s.currency());
    }

    /** Null when there are none, or what is there cannot be read. */
    static Figures read(Path file) {
        try {
            return JsonFile.read(file, Figures.class, MOST_BYTES);
        } catch (IOException e) {
            return null;
        }
    }

    /** The same as the figures of a build's so-manyth step. */
    Figures of(int step) {
        return new Figures(
                step,
                finished,
                success,
                reason,
                units,
                succeeded,
                failed,
                remoteUnits,
                localUnits,
                agents,
                copies,
                reposts,
                fallbacks,
                wallSeconds,
                unitSeconds,
                speedUp,
                speedUpHere,
                savedSeconds,
                cost,
                currency);
    }

    void write(Path file) throws IOException {
        JsonFile.write(file, this);
    }

    /** One line: {@code 138 units on 4 agents in 23.4 s, 5.2 × one slot, 0.0312 EUR, 1 failed}. */
    String headline() {
        List<String> parts = new ArrayList<>();
        String where = agents == 0 ? " here" : " on " + Spell.count(agents, "agent");
        parts.add(Spell.count(units, "unit") + where + " in " + Spell.seconds(wallSeconds));
        if (speedUp > 0) {
            parts.add(String.format(Locale.ROOT, "%.1f × one slot", speedUp));
        }
        if (savedSeconds != null) {
            String time = Spell.seconds(Math.abs(savedSeconds));
            parts.add(savedSeconds >= 0 ? "saved " + time : time + " slower than here alone");
        }
        if (cost != null) {
            parts.add(Spell.money(cost, currency));
        }
        if (failed > 0) {
            parts.add(failed + " failed");
        }
        int open = units - succeeded - failed;
        if (open > 0) {
            parts.add(open + (finished ? " not tried" : " open"));
        }
        return String.join(", ", parts);
    }
}
