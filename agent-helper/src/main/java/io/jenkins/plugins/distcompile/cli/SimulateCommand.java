package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.report.EventLog;
import io.jenkins.plugins.distcompile.report.HtmlReport;
import io.jenkins.plugins.distcompile.report.ReportBuilder;
import io.jenkins.plugins.distcompile.schedule.SchedulerConfig;
import io.jenkins.plugins.distcompile.simulate.BuildEvents;
import io.jenkins.plugins.distcompile.simulate.Disturbance;
import io.jenkins.plugins.distcompile.simulate.Outcome;
import io.jenkins.plugins.distcompile.simulate.RecordedBuild;
import io.jenkins.plugins.distcompile.simulate.Shapes;
import io.jenkins.plugins.distcompile.simulate.SimulatedAgent;
import io.jenkins.plugins.distcompile.simulate.SimulatedUnit;
import io.jenkins.plugins.distcompile.simulate.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code distcompile simulate}: a recorded or generated build on another pool, in virtual time. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs the real scheduler in virtual time; nothing is compiled.",
            "What would this build take with 10 more agents, without that one, by another scheme?"
        },
        footer = {
            "",
            "Examples:",
            "  distcompile simulate --events events.jsonl --add-agents 10",
            "  distcompile simulate --shape fork-join --units 1000 --agents 1,1,0.5 --slots 4 \\",
            "      --scheme best --scheme first-response --report timeline.html"
        })
final class SimulateCommand implements Callable<Integer> {
    /** Virtual seconds after which a build counts as hung: a month. */
    private static final double LIMIT_SECONDS = 30 * 86_400;

    private static final int MOST_UNITS = 1_000_000;

    @Option(names = "--events", paramLabel = "FILE", description = "Take the build from this record.")
    private Path events;

    @Option(
            names = "--shape",
            paramLabel = "SHAPE",
            description = "Or make one up: wide, deep, fork-join, heavy-tail, cpp or random.")
    private String shape;

    @Option(names = "--units", paramLabel = "N", description = "Units of the shape. Default: ${DEFAULT-VALUE}")
    private int units = 400;

    @Mixin
    private SimulatedPool pool = new SimulatedPool();

    @Option(
            names = "--scheme",
            paramLabel = "SCHEME",
            split = ",",
            description =
                    "best, first-response, specs, history, ranking or round-robin; repeat it to compare. Default: best")
    private List<String> schemes = List.of("best");

    @Option(
            names = "--noise",
            paramLabel = "X",
            description = "How wrong predicted times are: standard deviation of their logarithm, 0 = not at all."
                    + " Default: ${DEFAULT-VALUE}")
    private double noise = 0.3;

    @Option(
            names = "--failures",
            paramLabel = "SHARE",
            description = "Agents that crash or become 5 times slower at random moments, from 0 to 1.")
    private double failures;

    @Option(
            names = "--owners",
            paramLabel = "SHARE",
            description = "Agents that their owners want for themselves for a while at random moments, from 0 to 1.")
    private double owners;

    @Option(
            names = {"-j", "--jobs"},
            paramLabel = "N",
            description = "Processes at once on the client machine. Default: as recorded; without a record"
                    + " preprocessing costs nothing.")
    private Integer jobs; // null = not given

    @Option(names = "--seed", paramLabel = "N", description = "Same seed, same numbers. Default: ${DEFAULT-VALUE}")
    private long seed = 1;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the first scheme's timeline, one HTML file.")
    private Path report;

    @Option(names = "--json", description = "Print the table as one JSON object, and nothing else.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        check();
        RecordedBuild recorded = events == null ? null : recorded();
        List<SimulatedUnit> plan = plan(recorded);
        List<SimulatedAgent> asRecorded = recorded == null ? List.of() : recorded.agents();
        List<SimulatedAgent> agents = pool.of(asRecorded);
        SimulationTable table = new SimulationTable(title(recorded), plan, agents, recorded);
        boolean compare = recorded != null && !agents.equals(asRecorded) && !asRecorded.isEmpty();
        if (compare) {
            table.asRecorded(simulate(schemes.get(0), plan, asRecorded, recorded, null));
        }
        for (String scheme : schemes) {
            ReportBuilder builder = report != null && scheme.equals(schemes.get(0)) ? new ReportBuilder() : null;
            table.add(scheme, run(scheme, plan, agents, recorded, builder));
            if (builder != null) {
                write(builder);
            }
        }
        spec.commandLine().getOut().print(json ? table.json() + "\n" : table.text());
        spec.commandLine().getOut().flush();
        return table.complete() ? ExitStatus.OK : ExitStatus.BUILD_FAILED;
    }

    private void check() {
        require((events == null) != (shape == null), "give either --events FILE or --shape SHAPE");
        require(units >= 1 && units <= MOST_UNITS, "--units " + units + ": from 1 to " + MOST_UNITS);
        require(noise >= 0 && noise <= 3, "--noise " + noise + ": from 0 to 3");
        require(failures >= 0 && failures <= 1, "--failures " + failures + ": a share from 0 to 1");
        require(owners >= 0 && owners <= 1, "--owners " + owners + ": a share from 0 to 1");
        require(jobs == null || jobs >= 1 && jobs <= 100_000, "--jobs " + jobs + ": from 1 to 100000");
        require(
                report == null || Files.isDirectory(report.toAbsolutePath().getParent()),
                "cannot write --report " + report + ": there is no such folder");
        for (String scheme : schemes) {
            config(scheme, null);
        }
    }

    static void require(boolean holds, String message) {
        if (!holds) {
            throw UserError.usage(message);
        }
    }

    private RecordedBuild recorded() {
        try {
            return RecordedBuild.of(EventLog.read(events));
        } catch (IOException e) {
            throw UserError.usage("cannot read --events " + events + ": " + Reason.of(e));
        } catch (IllegalArgumentException e) {
            throw UserError.usage("cannot simulate --events " + events + ": " + e.getMessage());
        }
    }

    private List<SimulatedUnit> plan(RecordedBuild recorded) {
        try {
            Shapes shapes = new Shapes(seed, noise, jobs != null);
            return recorded == null ? shapes.named(shape, units) : shapes.predicted(recorded.units());
        } catch (IllegalArgumentException e) {
            throw UserError.usage("--shape: " + e.getMessage());
        }
    }

    private String title(RecordedBuild recorded) {
        return recorded == null
                ? String.format(Locale.ROOT, "%s, seed %d", shape, seed)
                : "build " + recorded.buildId();
    }

    private SchedulerConfig config(String scheme, RecordedBuild recorded) {
        int local = jobs != null ? jobs : recorded == null ? 1 : recorded.localJobs();
        try {
            return SchedulerConfig.DEFAULTS
                    .withScheme(scheme.toLowerCase(Locale.ROOT))
                    .withKeepGoing(true)
                    .withStallAfter(Duration.ZERO)
                    .withLocalJobs(local);
        } catch (IllegalArgumentException e) {
            throw UserError.usage("--scheme: " + e.getMessage());
        }
    }

    /** With mishaps the undisturbed run comes first: it says within which time they fall. */
    private Outcome run(
            String scheme,
            List<SimulatedUnit> plan,
            List<SimulatedAgent> agents,
            RecordedBuild recorded,
            ReportBuilder builder) {
        if (failures == 0 && owners == 0) {
            return simulate(scheme, plan, agents, recorded, builder);
        }
        double within = simulate(scheme, plan, agents, recorded, null).makespanSeconds();
        List<SimulatedAgent> wanted = Disturbance.owners(agents, owners, within, seed);
        return simulate(scheme, plan, Disturbance.of(wanted, failures, within, seed), recorded, builder);
    }

    private Outcome simulate(
            String scheme,
            List<SimulatedUnit> plan,
            List<SimulatedAgent> agents,
            RecordedBuild recorded,
            ReportBuilder builder) {
        Simulation simulation = new Simulation(config(scheme, recorded), plan, agents, seed, false);
        if (builder != null) {
            List<String> shown = List.of("simulated", "scheme " + scheme, agents.size() + " agents", "seed " + seed);
            simulation.watchedBy(new BuildEvents("simulation of " + title(recorded), shown, plan, builder));
        }
        return simulation.run(LIMIT_SECONDS);
    }

    private void write(ReportBuilder builder) {
        try {
            HtmlReport.write(report, builder.snapshot());
        } catch (IOException e) {
            throw UserError.usage("cannot write --report " + report + ": " + Reason.of(e));
        }
    }
}
