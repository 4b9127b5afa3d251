package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.link.PoolKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code distcompile key}: makes the secret that clients and helpers of one pool share. */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        description = "Makes a pool key: the secret by which clients and helpers know each other.",
        footer = {
            "",
            "Copy the file to every machine of the pool over a channel you trust, readable by its owner alone."
        })
final class KeyCommand implements Callable<Integer> {
    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to write it; must not exist.")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            PoolKey.generate().write(out);
        } catch (IOException e) {
            throw UserError.usage("cannot write --out " + out + ": " + Reason.of(e));
        }
        spec.commandLine().getOut().println("wrote a new pool key to " + out);
        return ExitStatus.OK;
    }
}
