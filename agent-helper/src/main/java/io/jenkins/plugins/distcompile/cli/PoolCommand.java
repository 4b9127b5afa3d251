package io.jenkins.plugins.distcompile.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.distcompile.dispatch.AgentSource;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code distcompile pool}: what each agent of a list is and does. */
@Command(
        name = "pool",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows the agents of a pool: specs, load, slots, running units, round trip.",
        footer = {"", "Example:", "  distcompile pool --pool alpha:7700,beta:7700 --key-file ~/.distcompile.key --watch"
        })
final class PoolCommand implements Callable<Integer> {
    private static final int ASKED_AT_ONCE = 16;
    private static final String CLEAR_SCREEN = "\033[H\033[2J";

    @Mixin
    private PoolOptions pool;

    @Option(names = "--watch", description = "Ask again every two seconds until interrupted.")
    private boolean watch;

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
        PrintWriter out = spec.commandLine().getOut();
        ExecutorService askers = Executors.newFixedThreadPool(ASKED_AT_ONCE);
        try (RunningPool running = RunningPool.start(list, pool, List.of(1))) {
            List<AgentStatus> agents = ask(running.sources(), askers);
            while (watch) {
                out.print(System.console() == null ? "" : CLEAR_SCREEN);
                print(out, agents);
                TimeUnit.SECONDS.sleep(2);
                agents = ask(running.sources(), askers);
            }
            print(out, agents);
            return agents.stream().anyMatch(a -> a.profile() != null) ? ExitStatus.OK : ExitStatus.POOL;
        } finally {
            askers.shutdownNow();
        }
    }

    private static List<AgentStatus> ask(List<AgentSource> sources, ExecutorService askers)
            throws InterruptedException {
        List<Future<AgentStatus>> answers = new ArrayList<>();
        for (AgentSource source : sources) {
            answers.add(askers.submit(() -> AgentStatus.ask(source)));
        }
        List<AgentStatus> agents = new ArrayList<>();
        for (Future<AgentStatus> answer : answers) {
            try {
                agents.add(answer.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        return agents;
    }

    private void print(PrintWriter out, List<AgentStatus> agents) {
        if (json) {
            try {
                out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(agents));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        } else {
            out.print(PoolTable.of(agents));
        }
        out.flush();
    }
}
