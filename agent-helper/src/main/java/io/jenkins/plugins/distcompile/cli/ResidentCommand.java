package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.cli.resident.ResidentCalls;
import io.jenkins.plugins.distcompile.cli.resident.ResidentService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code distcompile resident}: a client that stays, so that builds need not start a JVM each. */
@Command(
        name = "resident",
        mixinStandardHelpOptions = true,
        description = {
            "A client that stays: while the current folder has one, 'distcompile build' there is run by it and spares the"
                    + " start of a JVM.",
            "It takes builds of the same user whose environment is in essence the one it was started with; every other"
                    + " build starts a JVM as ever."
        },
        footer = {
            "",
            "Example:",
            "  distcompile resident start --idle 8h",
            "  distcompile build --compile-commands build/compile_commands.json --pool @pool",
            "  distcompile resident stop"
        })
final class ResidentCommand implements Runnable {
    private static final String IDLE = "How long it stays without a build. Default: ${DEFAULT-VALUE}";

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "resident: start, stop, status or run is expected");
    }

    /** With which {@code bin/distcompile} finds it again. */
    private static Path cache() {
        return Folders.launcherCache();
    }

    private static Path folder() {
        return Path.of("").toAbsolutePath();
    }

    private void say(String text) {
        spec.commandLine().getOut().println(text);
        spec.commandLine().getOut().flush();
    }

    @Command(
            name = "start",
            mixinStandardHelpOptions = true,
            description = "Starts one for the current folder and returns when it takes builds.")
    int start(@Option(names = "--idle", paramLabel = "TIME", defaultValue = "3h", description = IDLE) String idle)
            throws InterruptedException {
        idle(idle);
        try {
            Optional<String> there = ResidentCalls.status(cache());
            if (there.isPresent()) {
                say("the resident client of " + folder() + " runs already: " + there.get());
                return ExitStatus.OK;
            }
            say(new ResidentStart(ResidentCalls.log(cache())).run(idle));
            return ExitStatus.OK;
        } catch (IOException e) {
            throw new UserError(ExitStatus.POOL, "cannot start a resident client: " + Reason.of(e));
        }
    }

    @Command(
            name = "stop",
            mixinStandardHelpOptions = true,
            description = "Ends the current folder's, once the builds it runs have ended.")
    int stop() {
        return answered(ResidentCalls::stop, "the resident client of %s has ended: %s");
    }

    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = "Tells whether the current folder has one.")
    int status() {
        return answered(ResidentCalls::status, "the resident client of %s: %s");
    }

    private interface Question {
        Optional<String> ask(Path cache) throws IOException;
    }

    private int answered(Question question, String form) {
        try {
            Optional<String> answer = question.ask(cache());
            say(
                    answer.isPresent()
                            ? form.formatted(folder(), answer.get())
                            : folder() + " has no resident client; start one with 'distcompile resident start'");
            return answer.isPresent() ? ExitStatus.OK : ExitStatus.POOL;
        } catch (IOException e) {
            throw new UserError(ExitStatus.POOL, "cannot ask the resident client: " + Reason.of(e));
        }
    }

    @Command(
            name = "run",
            mixinStandardHelpOptions = true,
            description = "Is one, in the foreground: for service managers.")
    int runHere(@Option(names = "--idle", paramLabel = "TIME", defaultValue = "3h", description = IDLE) String idle)
            throws InterruptedException {
        Duration stay = idle(idle);
        try {
            Rehearsal.run();
            Rehearsal.summary(false);
            ResidentService.run(
                    cache(),
                    stay,
                    ServedShell::run,
                    () -> say("the resident client of " + folder() + " takes builds: process "
                            + ProcessHandle.current().pid() + "; it ends after " + idle
                            + " without one, or by 'distcompile resident stop'"));
            return ExitStatus.OK;
        } catch (IOException e) {
            throw new UserError(ExitStatus.POOL, "cannot be a resident client: " + Reason.of(e));
        }
    }

    private static Duration idle(String text) {
        Duration idle = Durations.parse("--idle", text);
        if (idle.isZero()) {
            throw UserError.usage("--idle " + text + ": more than nothing is expected");
        }
        return idle;
    }
}
