package io.jenkins.plugins.distcompile.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
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
        PrintWriter out = spec.commandLine().getOut();
        try (PoolSurvey<AgentStatus> survey = new PoolSurvey<>(pool, AgentStatus::ask)) {
            List<AgentStatus> agents = survey.ask();
            while (watch) {
                out.print(System.console() == null ? "" : CLEAR_SCREEN);
                print(out, agents);
                TimeUnit.SECONDS.sleep(2);
                agents = survey.ask();
            }
            print(out, agents);
            return agents.stream().anyMatch(a -> a.profile() != null) ? ExitStatus.OK : ExitStatus.POOL;
        }
    }

    private void print(PrintWriter out, List<AgentStatus> agents) {
        if (json) {
            PoolSurvey.printJson(out, agents);
        } else {
            out.print(PoolTable.of(agents));
        }
        out.flush();
    }
}
