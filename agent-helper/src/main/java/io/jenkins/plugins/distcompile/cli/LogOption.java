package io.jenkins.plugins.distcompile.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** For commands whose standard output carries frames: some launchers mix standard error into it. */
final class LogOption {
    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "Write messages to this file in place of standard error.")
    private Path file;

    /** Called before anything is printed. */
    void open(CommandSpec spec) {
        if (file == null) {
            return;
        }
        try {
            // Lives as long as the process.
            PrintStream log = new PrintStream(Files.newOutputStream(file), true, StandardCharsets.UTF_8);
            System.setErr(log);
            spec.commandLine().setErr(new PrintWriter(log, true, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw UserError.usage("cannot write --log " + file + ": " + Reason.of(e));
        }
    }
}
