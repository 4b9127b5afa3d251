package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.cli.progress.ProgressDisplay;
import io.jenkins.plugins.distcompile.cli.progress.Terminal;
import io.jenkins.plugins.distcompile.dispatch.AgentSource;
import io.jenkins.plugins.distcompile.dispatch.BuildOptions;
import io.jenkins.plugins.distcompile.dispatch.BuildPlan;
import io.jenkins.plugins.distcompile.dispatch.Dispatcher;
import io.jenkins.plugins.distcompile.dispatch.Lessons;
import io.jenkins.plugins.distcompile.history.BuildMemory;
import io.jenkins.plugins.distcompile.history.CostModel;
import io.jenkins.plugins.distcompile.plan.PlanSource;
import io.jenkins.plugins.distcompile.ranking.BuildRankings;
import io.jenkins.plugins.distcompile.report.BuildEvent;
import io.jenkins.plugins.distcompile.report.BuildReport;
import io.jenkins.plugins.distcompile.report.EventLog;
import io.jenkins.plugins.distcompile.report.EventLogWriter;
import io.jenkins.plugins.distcompile.report.HtmlReport;
import io.jenkins.plugins.distcompile.report.RatedEvents;
import io.jenkins.plugins.distcompile.report.ReportBuilder;
import io.jenkins.plugins.distcompile.report.Summary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One build from the command line: progress while it runs, summary and report after it, tidy on Ctrl-C. */
final class BuildRun {
    private static final long TIDY_SECONDS = 10;

    /**
     * @param report where the HTML report goes; null = none
     * @param events where the event log goes; null = none
     * @param memory what earlier builds taught, and where this one's times go
     * @param cost rates of the agents
     */
    record Request(
            PlanSource plan,
            BuildOptions options,
            Path report,
            Path events,
            Terminal terminal,
            boolean json,
            boolean quiet,
            BuildMemory memory,
            CostModel cost) {}

    private final Request request;
    private final PrintWriter out;
    private BuildRankings rankings = BuildRankings.none();
    private Consumer<Dispatcher> preparation = dispatcher -> {};

    BuildRun(Request request, PrintWriter out) {
        this.request = request;
        this.out = out;
    }

    BuildRun rankedBy(BuildRankings utilities) {
        rankings = utilities;
        return this;
    }

    /** What is to be done with the dispatcher right before it runs. */
    BuildRun before(Consumer<Dispatcher> step) {
        preparation = step;
        return this;
    }

    /** @return the exit status */
    int run(List<AgentSource> pool) throws InterruptedException {
        ReportBuilder builder = new ReportBuilder();
        List<Consumer<BuildEvent>> sinks = new ArrayList<>(List.of(builder));
        boolean success;
        BuildPlan plan;
        try (ProgressDisplay display = new ProgressDisplay(System.err, request.terminal(), request.quiet());
                EventLogWriter log = request.events() == null ? null : EventLog.writer(request.events());
                Ticker ticker = new Ticker(display)) {
            sinks.add(display);
            sinks.add(ticker);
            if (log != null) {
                sinks.add(log);
            }
            plan = BuildPlan.of(request.plan().plan(), System.getenv(), Helpers.COMPILERS, request.memory());
            Dispatcher dispatcher = new Dispatcher(plan, pool, request.options(), rankings, withNotices(sinks));
            preparation.accept(dispatcher);
            success = runGuarded(dispatcher);
        } catch (IOException e) {
            throw UserError.usage("cannot write --events " + request.events() + ": " + Reason.of(e));
        }
        BuildReport report = builder.snapshot();
        conclude(report);
        remember(plan, report);
        return success ? ExitStatus.OK : ExitStatus.BUILD_FAILED;
    }

    /** What was noticed while the plan was read comes right after the first event. */
    private Consumer<BuildEvent> withNotices(List<Consumer<BuildEvent>> sinks) {
        return new RatedEvents(request.cost(), event -> {
            sinks.forEach(sink -> sink.accept(event));
            if (event instanceof BuildEvent.Started) {
                notices(sinks, "info", request.plan().notices());
                notices(sinks, "warning", request.memory().warnings());
            }
        });
    }

    private static void notices(List<Consumer<BuildEvent>> sinks, String level, List<String> texts) {
        for (String text : texts) {
            sinks.forEach(sink -> sink.accept(new BuildEvent.Notice(0, level, text)));
        }
    }

    /** Last of all, when the user has everything else: what succeeded is worth knowing even if the build failed. */
    private void remember(BuildPlan plan, BuildReport report) throws InterruptedException {
        for (String trouble : request.memory().record(Lessons.of(plan, report))) {
            System.err.println("distcompile: " + trouble);
        }
    }

    /** On Ctrl-C and SIGTERM the JVM runs the hook: it stops the build and waits until nothing is left running. */
    private static boolean runGuarded(Dispatcher dispatcher) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        Thread hook = new Thread(() -> {
            dispatcher.abort("interrupted");
            try {
                over.await(TIDY_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return dispatcher.run();
        } finally {
            over.countDown();
            removeHook(hook);
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is on its way out: the hook has done its work.
        }
    }

    private void conclude(BuildReport report) {
        int jobs = request.options().scheduling().localJobs();
        if (request.json()) {
            out.println(Summary.of(report, jobs).toJson());
        } else if (!request.quiet()) {
            out.print(Summary.of(report, jobs).toText());
        }
        out.flush();
        if (request.report() != null) {
            try {
                HtmlReport.write(request.report(), report, jobs);
            } catch (IOException e) {
                throw UserError.usage("cannot write --report " + request.report() + ": " + Reason.of(e));
            }
        }
    }
}
