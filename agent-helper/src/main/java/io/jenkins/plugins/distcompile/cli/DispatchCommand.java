package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.cli.control.AttachClient;
import io.jenkins.plugins.distcompile.cli.control.ControlFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code distcompile dispatch}: one build, told by files, that outlives whoever asked for it. */
@Command(
        name = "dispatch",
        hidden = true, // of use to other programs only
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs the build that CONTROL/options.json describes; helpers come by 'attach'. A second start on the same",
            "folder changes nothing. Used by the Jenkins plugin: docs/control-folder.md."
        })
final class DispatchCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "CONTROL",
            description = "Folder with options.json; all that comes of the build goes there.")
    private Path control;

    @Option(
            names = "--detach",
            description = "Start the dispatcher as a process of a session of its own and return once it is ready.")
    private boolean detach;

    @Option(
            names = "--probe",
            description =
                    "Start nothing: end with status 0 if something answers where the dispatcher does, 3 if nothing.")
    private boolean probe;

    @Override
    public Integer call() throws InterruptedException {
        ControlFolder folder = new ControlFolder(control);
        if (!folder.exists()) {
            throw UserError.usage(control + ": no such control folder");
        }
        if (probe) {
            return probe(folder);
        }
        if (folder.started()) {
            return ExitStatus.OK;
        }
        return detach ? new DetachedStart(folder).run() : new ControlledBuild(folder).run();
    }

    private static int probe(ControlFolder folder) {
        try {
            return AttachClient.answers(folder) ? ExitStatus.OK : ExitStatus.POOL;
        } catch (IOException e) {
            throw UserError.usage("cannot tell: " + Reason.of(e));
        }
    }
}
