package io.jenkins.plugins.distcompile.jenkins.page;

import hudson.model.Api;
import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.ModelObject;
import io.jenkins.plugins.distcompile.jenkins.DistCompileConfiguration;
import io.jenkins.plugins.distcompile.report.Spell;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.verb.POST;

/** One agent of the pool, as a row of the pool's page and as a page of its own. Made anew for each request. */
public final class PoolAgent implements ModelObject {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final AgentRecord record;
    private final Computer computer; // null = Jenkins does not know it any more
    private final Double perHour; // null = no rate is known

    /** @param perHour what an hour of the whole node costs now; null = not known */
    PoolAgent(AgentRecord record, Computer computer, Double perHour) {
        this.record = record;
        this.computer = computer;
        this.perHour = perHour;
    }

    Double perHour() {
        return perHour;
    }

    public String getName() {
        return record.name();
    }

    @Override
    public String getDisplayName() {
        return record.name();
    }

    AgentRecord record() {
        return record;
    }

    /** {@code online}, {@code offline} or {@code gone}. */
    public String getStatus() {
        return computer == null ? "gone" : computer.isOnline() ? "online" : "offline";
    }

    public String getIcon() {
        return computer != null && computer.isOnline() ? "symbol-computer" : "symbol-computer-offline";
    }

    /** The node's own page, below Jenkins' root; empty = there is none. */
    public String getNodeUrl() {
        return computer == null ? "" : computer.getUrl();
    }

    /** Executors that are busy, of all; empty when it is not online. */
    public String getExecutors() {
        return computer == null || !computer.isOnline() ? "" : computer.countBusy() + " / " + computer.countExecutors();
    }

    /** Model, cores, clock, memory and system in one line; empty = not known. */
    public String getMachine() {
        AgentRecord.Machine m = record.machine();
        if (m == null) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        add(parts, m.model());
        parts.add(Spell.count(m.cores(), "core"));
        if (m.mhz() > 0) {
            parts.add(String.format(Locale.ROOT, "%.1f GHz", m.mhz() / 1000.0));
        }
        parts.add(Spell.bytes(m.memoryBytes()));
        add(parts, (m.os() + " " + m.arch()).strip());
        return Spell.plain(String.join(" · ", parts));
    }

    private static void add(List<String> parts, String part) {
        if (part != null && !part.isEmpty()) {
            parts.add(part);
        }
    }

    /** Kind, version and target of each; one that is there by two names is told of once. */
    public List<String> getCompilers() {
        return record.machine() == null
                ? List.of()
                : record.machine().compilers().stream()
                        .map(Spell::plain)
                        .distinct()
                        .toList();
    }

    public int getSlots() {
        return record.slots();
    }

    /** Share of the machine that others used when it bid last. */
    public String getLoad() {
        return record.machine() == null ? "" : percent(record.machine().loadCpu());
    }

    public String getSpeed() {
        return record.speed() > 0 ? factor(record.speed()) : "";
    }

    public String getBenchmark() {
        return record.benchmark() > 0 ? factor(record.benchmark()) : "";
    }

    /** For sorting by number. */
    public double getSpeedNumber() {
        return record.speed();
    }

    public double getBenchmarkNumber() {
        return record.benchmark();
    }

    public int getBuilds() {
        return record.builds();
    }

    public long getUnits() {
        return record.units();
    }

    public long getFaults() {
        return record.faults();
    }

    public String getErrorRate() {
        return record.units() + record.faults() == 0
                ? ""
                : String.format(Locale.ROOT, "%.1f %%", 100 * record.errorRate());
    }

    public double getErrorNumber() {
        return record.errorRate();
    }

    public String getRate() {
        return perHour == null
                ? ""
                : Spell.money(perHour, DistCompileConfiguration.get().getCurrency());
    }

    public double getRateNumber() {
        return perHour == null ? -1 : perHour;
    }

    public String getCompiled() {
        return record.busySeconds() > 0 ? Spell.seconds(record.busySeconds()) : "";
    }

    public String getSeen() {
        return moment(record.seenAt());
    }

    /** {@link #getSeen} in two pieces, so that a narrow column breaks between them. */
    public String getSeenDay() {
        return getSeen().replaceFirst(" .*", "");
    }

    public String getSeenTime() {
        return getSeen().replaceFirst(".* ", "");
    }

    public long getSeenNumber() {
        return record.seenAt();
    }

    /** Facts of the administrator and of ranking utilities, {@code name = value}. */
    public List<String> getFacts() {
        return new TreeMap<>(record.facts())
                .entrySet().stream()
                        .map(fact -> Spell.plain(fact.getKey() + " = " + fact.getValue()))
                        .toList();
    }

    /** {@code running}, why the last benchmark failed, or empty. */
    public String getBenchmarkState() {
        return Benchmarks.state(record.name());
    }

    /** Whether a benchmark can be asked for. */
    public boolean isMeasurable() {
        return computer != null && computer.isOnline();
    }

    /** Its builds, newest first; those of projects that the user may not see are named by nothing. */
    public List<Row> getHistory() {
        List<Row> rows = new ArrayList<>();
        for (AgentRecord.Part part : record.parts()) {
            Item item = part.project() == null ? null : Jenkins.get().getItemByFullName(part.project());
            boolean visible = item != null && item.hasPermission(Item.READ);
            rows.add(new Row(part, visible ? item : null, record.currency()));
        }
        return rows;
    }

    public Api getApi() {
        Jenkins.get().checkPermission(Jenkins.SYSTEM_READ);
        return new Api(new RestPoolAgent(this));
    }

    /** Drops the record; the next build that asks the agent begins a new one. */
    @POST
    @WebMethod(name = "forget")
    public HttpResponse doForget() throws IOException {
        Jenkins.get().checkPermission(Jenkins.MANAGE);
        PoolLink.store().forget(record.name());
        return HttpResponses.redirectViaContextPath("manage/" + PoolLink.URL_NAME);
    }

    /** Has the agent run its benchmark unit anew, in the background. */
    @POST
    @WebMethod(name = "benchmark")
    public HttpResponse doBenchmark() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        Benchmarks.start(record.name(), computer);
        return HttpResponses.redirectToDot();
    }

    private static String percent(double share) {
        return Math.round(share * 100) + " %";
    }

    private static String factor(double factor) {
        return String.format(Locale.ROOT, "%.2f", factor);
    }

    private static String moment(long epochMillis) {
        return epochMillis <= 0
                ? ""
                : MOMENT.format(Instant.ofEpochMilli(epochMillis).atZone(ZoneId.systemDefault()));
    }

    /** One build in the history of an agent. */
    public static final class Row {
        private final AgentRecord.Part part;
        private final Item item; // null = not to be named
        private final String currency;

        Row(AgentRecord.Part part, Item item, String currency) {
            this.part = part;
            this.item = item;
            this.currency = currency;
        }

        AgentRecord.Part part() {
            return part;
        }

        /** Empty when the user may not see the project, or it is gone. */
        public String getProject() {
            return item == null ? "" : item.getFullDisplayName();
        }

        /** Below Jenkins' root; empty = no link. */
        public String getUrl() {
            return item == null ? "" : item.getUrl() + part.build() + "/";
        }

        public int getBuild() {
            return part.build();
        }

        public String getAt() {
            return moment(part.at());
        }

        public int getSlots() {
            return part.slots();
        }

        public int getUnits() {
            return part.units();
        }

        public int getFaults() {
            return part.faults();
        }

        public String getCompiled() {
            return Spell.seconds(part.busySeconds());
        }

        public String getBusy() {
            return percent(part.busyShare());
        }

        public String getSpeed() {
            return part.speed() > 0 ? factor(part.speed()) : "";
        }

        public String getCost() {
            return part.cost() == null ? "" : Spell.money(part.cost(), currency);
        }
    }
}
