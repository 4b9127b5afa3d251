package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.cli.calls.CallFolder;
import io.jenkins.plugins.distcompile.cli.calls.CompilerCalls;
import io.jenkins.plugins.distcompile.cli.progress.ProgressDisplay;
import io.jenkins.plugins.distcompile.dispatch.AgentSource;
import io.jenkins.plugins.distcompile.dispatch.CallReader;
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

/**
 * One build whose units are the compiler calls of a command: open as long as the command runs. The command has the terminal;
 * of the build only what a person should know is printed meanwhile, and the summary after it, all on standard error.
 */
final class CommandRun {
    private final BuildRun.Request request;
    private final Shell shell;
    private final CallFolder folder;
    private final boolean colour;
    private final PrintWriter out;
    private final PrintWriter err;
    private BuildRankings rankings = BuildRankings.none();
    private Consumer<Dispatcher> preparation = dispatcher -> {};

    /**
     * @param folder where the command's compilers call
     * @param colour whether those that would speak to a terminal may be told so
     */
    CommandRun(
            BuildRun.Request request,
            Shell shell,
            CallFolder folder,
            boolean colour,
            PrintWriter out,
            PrintWriter err) {
        this.request = request;
        this.shell = shell;
        this.folder = folder;
        this.colour = colour;
        this.out = out;
        this.err = err;
    }

    CommandRun rankedBy(BuildRankings utilities) {
        rankings = utilities;
        return this;
    }

    /** What is to be done with the dispatcher right before it runs. */
    CommandRun before(Consumer<Dispatcher> step) {
        preparation = step;
        return this;
    }

    /** @return the command's exit status */
    int run(List<AgentSource> pool, List<String> command) throws InterruptedException {
        try (ProgressDisplay display = new ProgressDisplay(err, request.terminal(), request.quiet());
                EventLogWriter log =
                        request.events() == null ? null : EventLog.writer(request.events(), this::complain)) {
            List<Consumer<BuildEvent>> sinks = new ArrayList<>(List.of(toldMeanwhile(display)));
            if (log != null) {
                sinks.add(log);
            }
            BuildCore build = new BuildCore(request.build(), rankings, pool, sinks);
            build.prepare(preparation);
            Rehearsal.laterOfSummary(request.json());
            int status = run(build, command);
            new Conclusion(request, out, err, this::complain).of(build);
            return status;
        } catch (IOException e) {
            throw UserError.usage("cannot write --events " + request.events() + ": " + Reason.of(e));
        }
    }

    private int run(BuildCore build, List<String> command) throws InterruptedException {
        CallReader reader = new CallReader(Path.of(""), Helpers.COMPILERS);
        try (CompilerCalls calls = CompilerCalls.open(folder, reader, build.intake(), colour)) {
            CommandProcess process =
                    CommandProcess.start(command, request.build().environment(), request.json());
            process.onExit(status -> ended(build, calls, command.get(0), status));
            try (Shell.Guard guard = shell.guard(reason -> {
                process.end(); // else its compilers would go on without us
                build.abort(reason);
            })) {
                build.run();
                calls.close();
                folder.close();
            } finally {
                process.end();
            }
            return process.status();
        } catch (IOException e) {
            throw new UserError(ExitStatus.POOL, "cannot take compiler calls: " + Reason.of(e));
        }
    }

    private static void ended(BuildCore build, CompilerCalls calls, String program, int status) {
        calls.takeNoMore();
        String others = calls.others();
        if (others != null) {
            build.notice("info", others);
        }
        build.intake().close(status == 0, Path.of(program).getFileName() + " ended with status " + status);
    }

    /** Units are the command's to speak of: it hears of each, and shows it as it likes. */
    private static Consumer<BuildEvent> toldMeanwhile(ProgressDisplay display) {
        return event -> {
            boolean ofUnits = event instanceof BuildEvent.Started
                    || event instanceof BuildEvent.UnitPlanned
                    || event instanceof BuildEvent.UnitDone;
            if (!ofUnits) {
                display.accept(event);
            }
        };
    }

    private void complain(String trouble) {
        err.println("distcompile: " + trouble);
        err.flush();
    }
}
