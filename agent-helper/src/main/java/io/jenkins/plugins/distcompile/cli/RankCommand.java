package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.ranking.RankMemory;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code distcompile rank}: runs ranking utilities over a pool and shows what they say, without building anything. */
@Command(
        name = "rank",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs ranking utilities on the agents of a pool and shows ranks, facts and who qualifies.",
        footer = {
            "",
            "Example:",
            "  distcompile rank --ranking gpu=gpu.sh --min-rank 50 --pool alpha:7700,beta:7700 \\",
            "      --key-file ~/.distcompile.key"
        })
final class RankCommand implements Callable<Integer> {
    @Mixin
    private PoolOptions pool;

    @Mixin
    private RankingOptions ranking;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "How long to wait for each agent. Default: ${DEFAULT-VALUE}")
    private String timeout = "30s";

    @Option(names = "--json", description = "Print one JSON array instead of a table.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (ranking.specs().isEmpty()) {
            throw UserError.usage("say what ranks them: --ranking NAME=FILE, or --ranking NAME for an installed one");
        }
        // Read once, so that what is wrong with the options is said before anybody is asked.
        ranking.rankings(RankMemory.ofOneBuild());
        Duration patience = Durations.parse("--timeout", timeout);
        try (PoolSurvey<AgentRanking> survey = new PoolSurvey<>(
                pool, agent -> AgentRanking.ask(agent, ranking.rankings(RankMemory.ofOneBuild()), patience))) {
            List<AgentRanking> agents = survey.ask();
            agents.sort(AgentRanking.BEST_FIRST);
            print(agents);
            return agents.stream().anyMatch(agent -> agent.problem() == null) ? ExitStatus.OK : ExitStatus.POOL;
        }
    }

    private void print(List<AgentRanking> agents) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            PoolSurvey.printJson(out, agents);
        } else {
            out.print(RankTable.of(agents));
        }
        out.flush();
    }
}
