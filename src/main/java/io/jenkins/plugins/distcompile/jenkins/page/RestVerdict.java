package io.jenkins.plugins.distcompile.jenkins.page;

import io.jenkins.plugins.distcompile.report.AgentReport;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** An agent's answer to an announcement; milliseconds since the step's start. */
@ExportedBean(defaultVisibility = 3)
public final class RestVerdict {
    @Exported
    public final double at;

    @Exported
    public final String verdict;

    @Exported
    public final int slots;

    @Exported
    public final String reason;

    RestVerdict(AgentReport.Verdict from) {
        at = from.at();
        verdict = RestText.of(from.verdict());
        slots = from.slots();
        reason = RestText.of(from.reason());
    }
}
