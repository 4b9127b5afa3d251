package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.cli.progress.Terminal;
import io.jenkins.plugins.distcompile.criteria.Criteria;
import io.jenkins.plugins.distcompile.criteria.CriteriaException;
import io.jenkins.plugins.distcompile.criteria.LinkRate;
import io.jenkins.plugins.distcompile.dispatch.BuildOptions;
import io.jenkins.plugins.distcompile.history.BuildMemory;
import io.jenkins.plugins.distcompile.history.CostModel;
import io.jenkins.plugins.distcompile.plan.PlanSource;
import io.jenkins.plugins.distcompile.schedule.Fallback;
import io.jenkins.plugins.distcompile.schedule.SchedulerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a build is run and what is left of it; shared by {@code build} and {@code demo}. */
final class RunOptions {
    /** When this process last made a build's name, in milliseconds since 1970: no two have the same. */
    private static final AtomicLong LAST_BUILD = new AtomicLong();

    enum LocalWork {
        AUTO,
        FALLBACK
    }

    enum Preprocess {
        AUTO,
        LOCAL
    }

    enum Colour {
        AUTO,
        ALWAYS,
        NEVER
    }

    @Option(
            names = "--criteria",
            paramLabel = "CRITERIA",
            description = "Thresholds by which helpers select themselves: 'cpu.mhz >= 2000 && mem.free >= 2GiB'.")
    private String criteria = "";

    @Option(
            names = "--scheme",
            paramLabel = "SCHEME",
            description =
                    "How agents are chosen: best, first-response, specs, history, ranking or round-robin. Default: best")
    private String scheme = "best";

    @Option(
            names = "--fallback",
            paramLabel = "WHAT",
            description = "When no helper takes a unit: local, wait or fail. Default: local")
    private Fallback fallback = Fallback.LOCAL;

    @Option(
            names = "--bid-wait",
            paramLabel = "TIME",
            description =
                    "How long to wait for the first bid before falling back. Default: 3s; 20s for helpers started here")
    private String bidWait;

    @Option(
            names = "--heartbeat",
            paramLabel = "TIME",
            description = "Interval of the helpers' heartbeats, 1ms to 10min. Default: 1s, with more than 200 agents "
                    + "in the list 5ms for each")
    private String heartbeat;

    @Option(
            names = "--min-rate",
            paramLabel = "RATE",
            description = "Turn agents away whose links are measured to be slower, such as 10Mbit/s. Default: none")
    private String minRate;

    @Option(
            names = "--queue",
            description = "Pure pull: a unit leaves the queue only when a free slot asks for it; none is sent ahead.")
    private boolean queue;

    @Option(
            names = "--stall-after",
            paramLabel = "TIME",
            description = "Say so when nothing was finished for so long; 0s = never. Default: ${DEFAULT-VALUE}")
    private String stallAfter = "60s";

    @Option(
            names = "--critical-copies",
            paramLabel = "N",
            description =
                    "Agents that a critical unit is given to, as long as slots are idle. Default: ${DEFAULT-VALUE}")
    private int criticalCopies = 2;

    @Option(
            names = "--copy-budget",
            paramLabel = "SHARE",
            description = "Work that copies may add, as a share of the build's. Default: ${DEFAULT-VALUE}")
    private double copyBudget = 0.2;

    @Option(
            names = {"-j", "--jobs"},
            paramLabel = "N",
            description =
                    "Processes at once on this machine, for preprocessing and local units. Default: its processors.")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--local-slots",
            paramLabel = "N",
            description = "Units this machine compiles itself even while helpers do. Default: ${DEFAULT-VALUE}")
    private int localSlots = 0;

    @Option(
            names = "--local-work",
            paramLabel = "WHEN",
            description = {
                "What this machine compiles beside --local-slots: auto = also what it would end sooner than the pool;",
                "fallback = only what no helper can take. Default: auto"
            })
    private LocalWork localWork = LocalWork.AUTO;

    @Option(
            names = {"-k", "--keep-going"},
            description = "Build everything that does not depend on a failed unit.")
    private boolean keepGoing;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the report, one HTML file.")
    private Path report;

    @Option(names = "--events", paramLabel = "FILE", description = "Write what happened, one JSON object a line.")
    private Path events;

    @Option(names = "--json", description = "Print the closing summary as one JSON object, and nothing else.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print diagnostics and errors only.")
    private boolean quiet;

    @Option(
            names = "--preprocess",
            paramLabel = "WHERE",
            description = "auto: where the unit is compiled, if it is certain what it reads; or local.")
    private Preprocess preprocess = Preprocess.AUTO;

    @Option(names = "--colour", paramLabel = "WHEN", description = "auto, always or never.")
    private Colour colour = Colour.AUTO;

    @Mixin
    private MemoryOptions memory = new MemoryOptions();

    @Mixin
    private CostOptions cost = new CostOptions();

    /** What is used when nothing is said, with a report and without a history. */
    static RunOptions standard(Path report) {
        RunOptions options = new RunOptions();
        options.report = report;
        options.memory = MemoryOptions.none();
        return options;
    }

    /** Slots of each helper that {@code --pool embedded:N} or {@code spawn:N} starts, at least 1. */
    List<Integer> agentSlots() {
        return List.of(1);
    }

    /**
     * What a build may count on.
     *
     * @param agents length of the distribution list; -1 = not known, agents come as they like
     * @param bidWait how long to wait for the first bid unless the user says
     * @param shown as the report shows it
     */
    record Expected(int agents, Duration bidWait, String shown) {
        /** Helpers that start with the build come for sure, or are known to have gone; others may not be there at all. */
        static Expected of(PoolSpec pool) {
            boolean started = pool.agents() > pool.addresses().size();
            return new Expected(pool.agents(), Duration.ofSeconds(started ? 20 : 3), pool.shown());
        }

        /** The same, and others that may come by an open list; empty = nobody else. */
        Expected and(String openList) {
            return openList.isEmpty() ? this : new Expected(-1, bidWait, shown + ", " + openList);
        }
    }

    /**
     * @param project whose times the history keeps, unless the user names another
     * @throws UserError for values out of range and files that cannot be written
     */
    BuildRun.Request request(PlanSource plan, String project, PoolSpec pool) {
        return request(plan, memory(project), Expected.of(pool), Shell.OWN);
    }

    /**
     * Begins to read what earlier builds taught.
     *
     * @param project whose times the history keeps, unless the user names another
     */
    BuildMemory memory(String project) {
        return memory.open(project);
    }

    /** As the other, of a pool of any kind, for {@code shell}. */
    BuildRun.Request request(PlanSource plan, BuildMemory known, Expected pool, Shell shell) {
        requireWritable("--report", report);
        requireWritable("--events", events);
        Terminal terminal = terminal(shell);
        BuildOptions options = options(buildId(), HostName.get(), true, terminal.colour(), pool);
        return new BuildRun.Request(
                new BuildCore.Request(plan, shell.environment(), options, known, cost.model()),
                report,
                events,
                terminal,
                json,
                quiet || json);
    }

    /** @throws UserError for values out of range */
    BuildOptions options(String buildId, String clientName, boolean explain, boolean colour, Expected pool) {
        try {
            Criteria.parse(criteria);
        } catch (CriteriaException e) {
            throw UserError.usage("--criteria: " + e.getMessage().replaceFirst("^criteria: ", ""));
        }
        return new BuildOptions(
                buildId,
                clientName,
                criteria,
                explain,
                colour,
                heartbeat(pool),
                scheduling(pool),
                shown(pool),
                minBitsPerSecond(),
                preprocess == Preprocess.AUTO);
    }

    /** @throws UserError for rates that cannot be read */
    CostModel costModel() {
        return cost.model();
    }

    /** Whether compilers may be told to colour what they say. */
    boolean mayColour() {
        return colour != Colour.NEVER;
    }

    Fallback fallback() {
        return fallback;
    }

    /** How long the user waits for a first bid; empty = he did not say. */
    Optional<Duration> bidWait() {
        return Optional.ofNullable(bidWait).map(text -> Durations.parse("--bid-wait", text));
    }

    private Terminal terminal(Shell shell) {
        Terminal found = shell.terminal();
        boolean coloured = colour == Colour.ALWAYS || colour == Colour.AUTO && found.colour();
        return new Terminal(found.live(), coloured, found.unicode(), found.columns());
    }

    private static String buildId() {
        long millis = LAST_BUILD.updateAndGet(last -> Math.max(last + 1, System.currentTimeMillis()));
        return Long.toString(millis, 36) + Long.toString(ProcessHandle.current().pid(), 36);
    }

    /** So that a large pool's heartbeats, of which the client reads each, are no more than 200 a second altogether. */
    private static Duration usualHeartbeat(Expected pool) {
        return Duration.ofMillis(Math.max(1000, 5L * pool.agents()));
    }

    private Duration heartbeat(Expected pool) {
        if (heartbeat == null) {
            return usualHeartbeat(pool);
        }
        Duration interval = Durations.parse("--heartbeat", heartbeat);
        if (interval.compareTo(Duration.ofMillis(1)) < 0 || interval.compareTo(Duration.ofMinutes(10)) > 0) {
            throw UserError.usage("--heartbeat " + heartbeat + ": from 1ms to 10min");
        }
        return interval;
    }

    private long minBitsPerSecond() {
        return minRate == null
                ? 0
                : LinkRate.parse(minRate)
                        .orElseThrow(
                                () -> UserError.usage("--min-rate " + minRate + ": expected a rate such as 10Mbit/s"));
    }

    private SchedulerConfig scheduling(Expected pool) {
        atLeast("--jobs", jobs, 1);
        atLeast("--local-slots", localSlots, 0);
        if (criticalCopies < 1 || criticalCopies > 8) {
            throw UserError.usage("--critical-copies " + criticalCopies + ": from 1 to 8");
        }
        if (!(copyBudget >= 0 && copyBudget <= 10)) {
            throw UserError.usage("--copy-budget " + copyBudget + ": a share from 0 to 10");
        }
        try {
            return schemed()
                    .withFallback(fallback)
                    .withExpectedAgents(pool.agents())
                    .withBidWait(bidWait().orElse(pool.bidWait()))
                    .withHeartbeat(heartbeat(pool))
                    .withCriticalCopies(criticalCopies)
                    .withCopyBudget(copyBudget)
                    .withLocalJobs(jobs)
                    .withLocalSlots(localSlots)
                    .withLocalInitiative(localWork == LocalWork.AUTO)
                    .withPrefetch(queue ? 0 : SchedulerConfig.DEFAULTS.prefetch())
                    .withStallAfter(Durations.parse("--stall-after", stallAfter))
                    .withKeepGoing(keepGoing);
        } catch (IllegalArgumentException e) {
            throw UserError.usage(e.getMessage());
        }
    }

    private SchedulerConfig schemed() {
        try {
            return SchedulerConfig.DEFAULTS.withScheme(scheme.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw UserError.usage("--scheme: " + e.getMessage());
        }
    }

    private static void atLeast(String option, int value, int least) {
        if (value < least) {
            throw UserError.usage(option + " " + value + ": at least " + least);
        }
    }

    private static void requireWritable(String option, Path file) {
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw UserError.usage("cannot write " + option + " " + file + ": there is no folder " + folder);
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder) || Files.isDirectory(file)) {
            throw UserError.usage("cannot write " + option + " " + file + ": permission denied, or it is a folder");
        }
    }

    private List<String> shown(Expected pool) {
        List<String> shown = new ArrayList<>();
        shown.add("pool " + pool.shown());
        shown.add("scheme " + scheme);
        if (!criteria.isBlank()) {
            shown.add("criteria " + criteria);
        }
        shown.add("fallback " + fallback.name().toLowerCase(Locale.ROOT));
        if (queue) {
            shown.add("queue");
        }
        shown.add("critical copies " + criticalCopies);
        shown.add("heartbeat " + (heartbeat == null ? Durations.text(usualHeartbeat(pool)) : heartbeat));
        return shown;
    }
}
