package io.jenkins.plugins.distcompile.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.distcompile.agent.benchmark.BenchmarkPolicy;
import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code distcompile benchmark}: times the benchmark unit on this machine and says what the machine is. */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Times the benchmark unit on this machine and shows the score with the machine's profile.",
            "The score is kept for the helpers that run here."
        },
        footer = {"", "Example:", "  distcompile benchmark --json"})
final class BenchmarkCommand implements Callable<Integer> {
    private static final long PATIENCE_SECONDS = 180;
    private static final String SAID = "benchmark:";

    @Mixin
    private HelperOptions options;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Folder in which the score is kept. Default: ~/.local/state/distcompile")
    private Path state = Folders.state();

    @Option(names = "--json", description = "Print the profile as one JSON object, and nothing else.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, JsonProcessingException {
        CountDownLatch measured = new CountDownLatch(1);
        StringBuffer said = new StringBuffer();
        Consumer<String> log = line -> {
            if (line.startsWith(SAID)) {
                said.append(line.substring(SAID.length()).strip());
                measured.countDown();
            }
        };
        try (HelperHere here = new HelperHere(
                () -> Helpers.start(options, config -> config.state(state).benchmark(BenchmarkPolicy.NOW), log))) {
            EmbeddedAgent agent = new EmbeddedAgent(options.name, here.helper(), "benchmark");
            if (profile(agent).compilers().isEmpty()) {
                throw new UserError(ExitStatus.POOL, "no gcc and no clang is on this machine's PATH");
            }
            if (!measured.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new UserError(ExitStatus.POOL, "no score within " + PATIENCE_SECONDS + " s");
            }
            AgentProfile profile = profile(agent);
            if (profile.benchmark() <= 0) {
                throw new UserError(ExitStatus.POOL, said.toString());
            }
            spec.commandLine().getOut().println(json ? new ObjectMapper().writeValueAsString(profile) : words(profile));
            return ExitStatus.OK;
        }
    }

    private static AgentProfile profile(EmbeddedAgent agent) {
        AgentStatus status = AgentStatus.ask(agent);
        if (status.profile() == null) {
            String why = status.problem() == null ? "no answer" : status.problem();
            throw new UserError(ExitStatus.POOL, "this machine cannot be looked at: " + why);
        }
        return status.profile();
    }

    private static String words(AgentProfile profile) {
        return String.format(
                Locale.ROOT,
                "%.2f times the reference machine (%s, %d cores)",
                profile.benchmark(),
                profile.cpu().model(),
                profile.cpu().cores());
    }
}
