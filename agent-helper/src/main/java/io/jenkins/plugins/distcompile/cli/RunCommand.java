package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.cli.calls.CallFolder;
import io.jenkins.plugins.distcompile.cli.calls.LauncherProgram;
import io.jenkins.plugins.distcompile.history.BuildMemory;
import io.jenkins.plugins.distcompile.ranking.BuildRankings;
import io.jenkins.plugins.distcompile.ranking.RankMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code distcompile run}: runs a build tool whose compilers go to a pool of helpers. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Runs a command, make for example. Whenever it or anything that it starts calls a compiler as"
                    + " 'distcompile-cc COMPILER ARGUMENT…', the pool compiles, or this machine if that is better.",
            "Ends with the command's exit status. The summary goes to standard error; with --json to standard output,"
                    + " and the command's output to standard error."
        },
        footer = {
            "",
            "Examples:",
            "  distcompile run --pool @pool --key-file pool.key -- make -j64 CC='distcompile-cc gcc'",
            "  cmake -S . -B build -G Ninja -DCMAKE_C_COMPILER_LAUNCHER=distcompile-cc",
            "  distcompile run --pool @pool --key-file pool.key -- ninja -C build -j64"
        })
final class RunCommand implements Callable<Integer> {
    @Mixin
    private PoolOptions pool;

    @Mixin
    private MulticastOptions multicast;

    @Mixin
    private RunOptions run = new RunOptions();

    @Mixin
    private RankingOptions ranking;

    @Parameters(
            arity = "1..*",
            paramLabel = "COMMAND",
            description = "The command and its arguments; everything that follows its name is the command's.")
    private List<String> command;

    @Spec
    private CommandSpec spec;

    private void complain(String trouble) {
        spec.commandLine().getErr().println("distcompile: " + trouble);
    }

    @Override
    public Integer call() throws InterruptedException {
        PoolSpec poolSpec = pool.spec();
        RankMemory memory = ranking.known();
        // Links are opened and the history is read while the launcher is looked at.
        try (RunningPool helpers = RunningPool.startEarly(poolSpec, pool, run.agentSlots());
                OpenPool open = multicast.wanted() ? new OpenPool(multicast, pool, this::complain) : null;
                CallFolder folder = CallFolder.make()) {
            BuildMemory known = run.memory(ProjectName.ofFolder(Path.of("").toAbsolutePath()));
            LauncherProgram launcher = LauncherProgram.ensure(Folders.launcherCache());
            Shell shell = new CommandShell(launcher.environment(System.getenv(), folder.socket()));
            BuildRun.Request request =
                    run.request(null, known, RunOptions.Expected.of(poolSpec).and(multicast.shown()), shell);
            BuildRankings rankings = ranking.rankings(memory);
            return new CommandRun(
                            request,
                            shell,
                            folder,
                            run.mayColour(),
                            spec.commandLine().getOut(),
                            spec.commandLine().getErr())
                    .rankedBy(rankings)
                    .before(open == null ? dispatcher -> {} : open::open)
                    .run(helpers.sources(), command);
        } catch (IOException e) {
            throw new UserError(ExitStatus.POOL, "cannot take compiler calls: " + Reason.of(e));
        } finally {
            ranking.keep(memory);
        }
    }
}
