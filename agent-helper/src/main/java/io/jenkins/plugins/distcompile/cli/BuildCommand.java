package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.history.BuildMemory;
import io.jenkins.plugins.distcompile.ranking.BuildRankings;
import io.jenkins.plugins.distcompile.ranking.RankMemory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code distcompile build}: runs a plan on a pool. */
@Command(
        name = "build",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Builds a plan on a pool of helpers; what no helper can take is built here.",
        footer = {
            "",
            "Examples:",
            "  distcompile build --compile-commands build/compile_commands.json --pool embedded:4",
            "  distcompile build --compile-commands build/compile_commands.json \\",
            "      --pool alpha:7700,beta:7700 --key-file ~/.distcompile.key --report report.html"
        })
final class BuildCommand implements Callable<Integer> {
    // Mixins rather than argument groups: a group's options could not be repeated.
    @Mixin
    private PlanOptions plan;

    @Mixin
    private PoolOptions pool;

    @Mixin
    private MulticastOptions multicast;

    @Mixin
    private RunOptions run = new RunOptions();

    @Mixin
    private RankingOptions ranking;

    @Spec
    private CommandSpec spec;

    private final Shell shell;

    BuildCommand() {
        this(Shell.OWN);
    }

    /** Of a build that another process has asked for. */
    BuildCommand(Shell shell) {
        this.shell = shell;
    }

    private void complain(String trouble) {
        spec.commandLine().getErr().println("distcompile: " + trouble);
    }

    @Override
    public Integer call() throws InterruptedException {
        PoolSpec poolSpec = pool.spec();
        RankMemory memory = ranking.known();
        // Links are opened and the history is read while the plan is.
        try (RunningPool helpers = RunningPool.startEarly(poolSpec, pool, run.agentSlots());
                OpenPool open = multicast.wanted() ? new OpenPool(multicast, pool, this::complain) : null) {
            BuildMemory known = run.memory(ProjectName.of(plan));
            BuildRun.Request request = run.request(
                    PlanLoader.load(plan),
                    known,
                    RunOptions.Expected.of(poolSpec).and(multicast.shown()),
                    shell);
            BuildRankings rankings = ranking.rankings(memory);
            return new BuildRun(
                            request,
                            shell,
                            spec.commandLine().getOut(),
                            spec.commandLine().getErr())
                    .rankedBy(rankings)
                    .before(open == null ? dispatcher -> {} : open::open)
                    .run(helpers.sources());
        } finally {
            ranking.keep(memory);
        }
    }
}
