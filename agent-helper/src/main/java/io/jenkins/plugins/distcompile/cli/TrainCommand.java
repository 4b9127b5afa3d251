package io.jenkins.plugins.distcompile.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * {@code distcompile train}: what client and helper do in a build of one unit, in one JVM and a folder of its own, so
 * that {@code bin/distcompile} can have the JVM archive the classes that this takes. Without a compiler the archive
 * lacks some classes, and that is all. Ends the JVM's usefulness: the helper goes when the JVM does.
 */
@Command(name = "train", hidden = true, description = "Does what a build does, for the class-data archive.")
final class TrainCommand implements Callable<Integer> {
    private static final Pattern PORT = Pattern.compile("listens on 127\\.0\\.0\\.1:(\\d+)");
    private static final int PATIENCE_SECONDS = 20;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("distcompile-train").toRealPath();
        try {
            return train(folder);
        } finally {
            try (Stream<Path> left = Files.walk(folder)) {
                left.sorted(java.util.Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private static int train(Path folder) throws IOException, InterruptedException {
        String key = folder.resolve("key").toString();
        run(silent(), "key", "--out", key);
        CompletableFuture<String> port = new CompletableFuture<>();
        String work = folder.resolve("work").toString();
        String state = folder.resolve("state").toString();
        Thread helper = new Thread(
                () -> run(
                        announcing(port),
                        "serve",
                        "--listen",
                        "127.0.0.1:0",
                        "--key-file",
                        key,
                        "--slots",
                        "1",
                        "--no-benchmark",
                        "--work",
                        work,
                        "--state",
                        state),
                "training helper");
        helper.setDaemon(true);
        helper.start();
        try {
            String pool = "127.0.0.1:" + port.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            Files.writeString(
                    folder.resolve("train.c"),
                    "#include <stddef.h>\n#define ANSWER 42\nint answer(void) { return ANSWER; }\n");
            // In doubt what it includes, so that the preprocessor runs here.
            Files.writeString(
                    folder.resolve("here.c"), "#define HEADER <limits.h>\n#include HEADER\nint max = INT_MAX;\n");
            Path database = folder.resolve("compile_commands.json");
            Files.writeString(
                    database,
                    """
                    [{"directory": "%s", "file": "train.c", "command": "gcc -O1 -c train.c -o train.o"},
                     {"directory": "%s", "file": "here.c", "command": "gcc -O1 -c here.c -o here.o"}]
                    """
                            .formatted(folder, folder));
            Rehearsal.run();
            Rehearsal.summary(true);
            run(silent(), "pool", "--pool", pool, "--key-file", key);
            return run(
                    silent(),
                    "build",
                    "--pool",
                    pool,
                    "--key-file",
                    key,
                    "--compile-commands",
                    database.toString(),
                    "--out",
                    folder.resolve("out").toString(),
                    "--history",
                    folder.resolve("history.mv").toString(),
                    "--report",
                    folder.resolve("report.html").toString());
        } catch (ExecutionException | TimeoutException e) {
            throw new UserError(ExitStatus.POOL, "the helper to train with did not start: " + e.getMessage());
        }
    }

    private static int run(PrintWriter said, String... arguments) {
        CommandLine command = Main.commandLine(arguments);
        command.setOut(said);
        command.setErr(said);
        return command.execute(arguments);
    }

    private static PrintWriter silent() {
        return new PrintWriter(Writer.nullWriter());
    }

    /** Completes the future with the port that the helper says it has. */
    private static PrintWriter announcing(CompletableFuture<String> port) {
        return new PrintWriter(Writer.nullWriter()) {
            @Override
            public void println(String line) {
                Matcher matcher = PORT.matcher(line);
                if (matcher.find()) {
                    port.complete(matcher.group(1));
                }
            }
        };
    }
}
