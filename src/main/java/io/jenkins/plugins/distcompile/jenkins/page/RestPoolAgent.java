package io.jenkins.plugins.distcompile.jenkins.page;

import io.jenkins.plugins.distcompile.jenkins.DistCompileConfiguration;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** An agent of the pool under {@code api/json}; names and meanings as in {@link AgentRecord}. */
@ExportedBean(defaultVisibility = 3)
public final class RestPoolAgent {
    @Exported
    public final String name;

    @Exported
    public final String status;

    @Exported
    public final long seenAt;

    @Exported
    public final int slots;

    @Exported
    public final double speed;

    @Exported
    public final double benchmark;

    @Exported
    public final int builds;

    @Exported
    public final long units;

    @Exported
    public final long faults;

    @Exported
    public final double errorRate;

    @Exported
    public final double busySeconds;

    @Exported
    public final Double perHour;

    @Exported
    public final String currency;

    @Exported
    public final RestMachine machine;

    @Exported
    public final List<RestFact> facts;

    @Exported
    public final List<Part> history;

    RestPoolAgent(PoolAgent agent) {
        AgentRecord record = agent.record();
        name = RestText.of(record.name());
        status = agent.getStatus();
        seenAt = record.seenAt();
        slots = record.slots();
        speed = record.speed();
        benchmark = record.benchmark();
        builds = record.builds();
        units = record.units();
        faults = record.faults();
        errorRate = record.errorRate();
        busySeconds = record.busySeconds();
        perHour = agent.perHour();
        currency = DistCompileConfiguration.get().getCurrency();
        machine =
                record.machine() == null ? null : new RestMachine(record.machine(), record.benchmark(), record.facts());
        facts = RestFact.all(record.facts());
        history = agent.getHistory().stream().map(Part::new).toList();
    }

    /** Its part in one build; {@code project} is empty where the user may not see it. */
    @ExportedBean(defaultVisibility = 3)
    public static final class Part {
        @Exported
        public final String project;

        @Exported
        public final int build;

        @Exported
        public final long at;

        @Exported
        public final int slots;

        @Exported
        public final int units;

        @Exported
        public final int faults;

        @Exported
        public final double busySeconds;

        @Exported
        public final double busyShare;

        @Exported
        public final double speed;

        @Exported
        public final Double cost;

        Part(PoolAgent.Row row) {
            project = row.getProject();
            build = row.getBuild();
            at = row.part().at();
            slots = row.getSlots();
            units = row.getUnits();
            faults = row.getFaults();
            busySeconds = row.part().busySeconds();
            busyShare = row.part().busyShare();
            speed = row.part().speed();
            cost = row.part().cost();
        }
    }
}
