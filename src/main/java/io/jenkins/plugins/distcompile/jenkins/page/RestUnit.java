package io.jenkins.plugins.distcompile.jenkins.page;

import io.jenkins.plugins.distcompile.report.UnitReport;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One unit; names and meanings as in {@link UnitReport}. */
@ExportedBean(defaultVisibility = 3)
public final class RestUnit {
    @Exported
    public final String id;

    @Exported
    public final String kind;

    @Exported
    public final String source;

    @Exported
    public final List<String> after;

    @Exported
    public final String state;

    @Exported
    public final String where;

    @Exported
    public final int accepted;

    @Exported
    public final int copies;

    @Exported
    public final double predictedSeconds;

    @Exported
    public final double expectedSeconds;

    @Exported
    public final double actualSeconds;

    @Exported
    public final double preparedAt;

    @Exported
    public final double preparedSeconds;

    @Exported
    public final long textBytes;

    @Exported
    public final long wireBytes;

    @Exported
    public final double settledAt;

    @Exported
    public final String diagnostics;

    @Exported
    public final String reason;

    @Exported
    public final String localReason;

    @Exported
    public final List<String> critical;

    @Exported
    public final double rankSeconds;

    @Exported
    public final boolean confirmed;

    @Exported
    public final List<RestAttempt> attempts;

    RestUnit(UnitReport from) {
        id = RestText.of(from.id());
        kind = RestText.of(from.kind());
        source = RestText.of(from.source());
        after = from.after().stream().map(RestText::of).toList();
        state = from.state().id();
        where = RestText.of(from.where());
        accepted = from.accepted();
        copies = from.copies();
        predictedSeconds = from.predictedSeconds();
        expectedSeconds = from.expectedSeconds();
        actualSeconds = from.actualSeconds();
        preparedAt = from.preparedAt();
        preparedSeconds = from.preparedSeconds();
        textBytes = from.textBytes();
        wireBytes = from.wireBytes();
        settledAt = from.settledAt();
        diagnostics = RestText.of(from.diagnostics());
        reason = RestText.of(from.reason());
        localReason = RestText.of(from.localReason());
        critical = from.critical().stream().map(RestText::of).toList();
        rankSeconds = from.rankSeconds();
        confirmed = from.confirmed();
        attempts = from.attempts().stream().map(RestAttempt::new).toList();
    }
}
