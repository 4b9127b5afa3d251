package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.cli.control.AttachClient;
import io.jenkins.plugins.distcompile.cli.control.Attachment;
import io.jenkins.plugins.distcompile.cli.control.ControlFolder;
import io.jenkins.plugins.distcompile.link.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code distcompile attach}: brings one helper's streams to the dispatcher of a control folder. */
@Command(
        name = "attach",
        hidden = true, // of use to other programs only
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Joins its standard streams, which lead to a helper started by 'serve --stdio', to the dispatcher of",
            "CONTROL. Used by the Jenkins plugin: docs/control-folder.md."
        })
final class AttachCommand implements Callable<Integer> {
    @Parameters(paramLabel = "CONTROL", description = "The control folder that 'dispatch' was started with.")
    private Path control;

    @Option(names = "--agent", required = true, paramLabel = "NAME", description = "The helper's name.")
    private String agent;

    @Option(
            names = "--direct",
            split = ",",
            paramLabel = "HOST:PORT",
            description = "Where the helper may be reached without the relay, as 'serve --direct' printed it.")
    private List<String> direct = List.of();

    @Option(
            names = "--direct-only",
            description = "Send no unit through the relay; without a direct link, none at all.")
    private boolean directOnly;

    @Mixin
    private LogOption messages;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        messages.open(spec);
        Attachment attachment;
        try {
            attachment = new Attachment(agent, direct, directOnly);
        } catch (IllegalArgumentException e) {
            throw UserError.usage("--agent or --direct: " + e.getMessage());
        }
        Transport own = Transport.ofStandardStreams();
        // Whatever else prints must not get between the frames.
        System.setOut(System.err);
        try {
            AttachClient.run(new ControlFolder(control), attachment, own);
            return ExitStatus.OK;
        } catch (IOException e) {
            throw new UserError(ExitStatus.POOL, "cannot attach " + agent + ": " + Reason.of(e));
        }
    }
}
