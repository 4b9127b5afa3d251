package io.jenkins.plugins.distcompile.jenkins.page;

import io.jenkins.plugins.distcompile.report.AgentReport;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One agent of a build; names and meanings as in {@link AgentReport}. */
@ExportedBean(defaultVisibility = 3)
public final class RestAgent {
    @Exported
    public final String name;

    @Exported
    public final String state;

    @Exported
    public final String reason;

    /** By the build's ranking utilities, 0 … 100; null = not ranked. */
    @Exported
    public final Double rank;

    @Exported
    public final int slots;

    @Exported
    public final int awarded;

    @Exported
    public final int accepted;

    @Exported
    public final int running;

    @Exported
    public final int faults;

    @Exported
    public final double busySeconds;

    @Exported
    public final double busyShare;

    @Exported
    public final double copySeconds;

    @Exported
    public final double lostSeconds;

    @Exported
    public final long bytes;

    @Exported
    public final String lastFault;

    @Exported
    public final Double perHour;

    @Exported
    public final double cost;

    @Exported
    public final double costOfCopies;

    @Exported
    public final double costOfLost;

    @Exported
    public final RestMachine machine;

    @Exported
    public final List<RestVerdict> verdicts;

    RestAgent(AgentReport from) {
        name = RestText.of(from.name());
        state = RestText.of(from.state());
        reason = RestText.of(from.reason());
        rank = from.rank();
        slots = from.slots();
        awarded = from.awarded();
        accepted = from.accepted();
        running = from.running();
        faults = from.faults();
        busySeconds = from.busySeconds();
        busyShare = from.busyShare();
        copySeconds = from.copySeconds();
        lostSeconds = from.lostSeconds();
        bytes = from.bytes();
        lastFault = RestText.of(from.lastFault());
        perHour = from.perHour();
        cost = from.cost();
        costOfCopies = from.costOfCopies();
        costOfLost = from.costOfLost();
        machine = from.profile() == null
                ? null
                : new RestMachine(
                        AgentRecord.Machine.of(from.profile()),
                        from.profile().benchmark(),
                        from.profile().metadata());
        verdicts = from.verdicts().stream().map(RestVerdict::new).toList();
    }
}
