package io.jenkins.plugins.distcompile.jenkins.page;

import io.jenkins.plugins.distcompile.report.Attempt;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One attempt of a unit; names and meanings as in {@link Attempt}. */
@ExportedBean(defaultVisibility = 3)
public final class RestAttempt {
    @Exported
    public final int copy;

    @Exported
    public final String agent;

    @Exported
    public final double assignedAt;

    @Exported
    public final double runningAt;

    @Exported
    public final double endedAt;

    @Exported
    public final String ending;

    @Exported
    public final String reason;

    @Exported
    public final double predictedSeconds;

    @Exported
    public final double runMillis;

    @Exported
    public final double queuedMillis;

    @Exported
    public final String why;

    @Exported
    public final boolean redundant;

    @Exported
    public final long bytes;

    RestAttempt(Attempt from) {
        copy = from.copy();
        agent = RestText.of(from.agent());
        assignedAt = from.assignedAt();
        runningAt = from.runningAt();
        endedAt = from.endedAt();
        ending = RestText.of(from.ending());
        reason = RestText.of(from.reason());
        predictedSeconds = from.predictedSeconds();
        runMillis = from.runMillis();
        queuedMillis = from.queuedMillis();
        why = RestText.of(from.why());
        redundant = from.redundant();
        bytes = from.bytes();
    }
}
