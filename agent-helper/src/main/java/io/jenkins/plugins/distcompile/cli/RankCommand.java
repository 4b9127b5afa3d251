package io.jenkins.plugins.distcompile.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.distcompile.dispatch.AgentSource;
import io.jenkins.plugins.distcompile.ranking.RankMemory;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    private static final int ASKED_AT_ONCE = 16;

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
        PoolSpec list = pool.spec();
        if (list.equals(PoolSpec.NONE)) {
            throw UserError.usage("say which agents: --pool HOST:PORT,HOST:PORT or --pool @FILE");
        }
        if (ranking.specs().isEmpty()) {
            throw UserError.usage("say what ranks them: --ranking NAME=FILE, or --ranking NAME for an installed one");
        }
        // Read once, so that what is wrong with the options is said before anybody is asked.
        ranking.rankings(RankMemory.ofOneBuild());
        Duration patience = Durations.parse("--timeout", timeout);
        ExecutorService askers = Executors.newFixedThreadPool(ASKED_AT_ONCE);
        try (RunningPool running = RunningPool.start(list, pool, List.of(1))) {
            List<Future<AgentRanking>> answers = new ArrayList<>();
            for (AgentSource source : running.sources()) {
                answers.add(askers.submit(
                        () -> AgentRanking.ask(source, ranking.rankings(RankMemory.ofOneBuild()), patience)));
            }
            List<AgentRanking> agents = new ArrayList<>();
            for (Future<AgentRanking> answer : answers) {
                agents.add(answer.get());
            }
            agents.sort(AgentRanking.BEST_FIRST);
            print(agents);
            return agents.stream().anyMatch(agent -> agent.problem() == null) ? ExitStatus.OK : ExitStatus.POOL;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            askers.shutdownNow();
        }
    }

    private void print(List<AgentRanking> agents) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            try {
                out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(agents));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        } else {
            out.print(RankTable.of(agents));
        }
        out.flush();
    }
}
