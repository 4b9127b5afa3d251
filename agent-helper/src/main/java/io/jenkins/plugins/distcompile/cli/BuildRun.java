package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.cli.progress.ProgressDisplay;
import io.jenkins.plugins.distcompile.cli.progress.Terminal;
import io.jenkins.plugins.distcompile.dispatch.AgentSource;
import io.jenkins.plugins.distcompile.dispatch.Dispatcher;
import io.jenkins.plugins.distcompile.ranking.BuildRankings;
import io.jenkins.plugins.distcompile.report.BuildEvent;
import io.jenkins.plugins.distcompile.report.EventLog;
import io.jenkins.plugins.distcompile.report.EventLogWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One build from the command line: progress while it runs, summary and report after it, tidy on Ctrl-C. */
final class BuildRun {
    /**
     * @param report where the HTML report goes; null = none
     * @param events where the event log goes; null = none
     */
    record Request(BuildCore.Request build, Path report, Path events, Terminal terminal, boolean json, boolean quiet) {}

    private final Request request;
    private final Shell shell;
    private final PrintWriter out;
    private final PrintWriter err;
    private BuildRankings rankings = BuildRankings.none();
    private Consumer<Dispatcher> preparation = dispatcher -> {};

    /**
     * @param out where the summary goes
     * @param err where progress and complaints go
     */
    BuildRun(Request request, Shell shell, PrintWriter out, PrintWriter err) {
        this.request = request;
        this.shell = shell;
        this.out = out;
        this.err = err;
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
        List<Consumer<BuildEvent>> sinks = new ArrayList<>();
        boolean success;
        BuildCore build;
        try (ProgressDisplay display = new ProgressDisplay(err, request.terminal(), request.quiet());
                EventLogWriter log =
                        request.events() == null ? null : EventLog.writer(request.events(), this::complain);
                Ticker ticker = new Ticker(display)) {
            sinks.add(display);
            sinks.add(ticker);
            if (log != null) {
                sinks.add(log);
            }
            build = new BuildCore(request.build(), rankings, pool, sinks);
            build.prepare(preparation);
            Rehearsal.laterOfSummary(request.json());
            try (Shell.Guard guard = shell.guard(build::abort)) {
                success = build.run();
            }
        } catch (IOException e) {
            throw UserError.usage("cannot write --events " + request.events() + ": " + Reason.of(e));
        }
        new Conclusion(request, out, out, this::complain).of(build);
        return success ? ExitStatus.OK : ExitStatus.BUILD_FAILED;
    }

    private void complain(String trouble) {
        err.println("distcompile: " + trouble);
        err.flush();
    }
}
