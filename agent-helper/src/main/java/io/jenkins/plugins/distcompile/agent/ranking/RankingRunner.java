package io.jenkins.plugins.distcompile.agent.ranking;

import io.jenkins.plugins.distcompile.ranking.Rank;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Runs one ranking utility (C1): by its own {@code #!}, in a folder of its own that is removed afterwards, with nothing
 * on standard input and a clean environment of {@code PATH}, {@code HOME} and {@code TMPDIR} (the folder),
 * {@code LC_ALL=C}, {@code DISTCOMPILE_RANKING} (the utility's name), {@code DISTCOMPILE_RUN} (marks the run) and what
 * the helper adds, under a time limit. Blocks the calling thread; safe for use by several.
 */
public final class RankingRunner {
    public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(10);
    /** Standard output that is read; more is no rank. */
    public static final int MAX_OUTPUT_BYTES = 64 * 1024;

    private static final int MAX_ERROR_BYTES = 4 * 1024;
    private static final int START_TRIES = 5;
    /** Pipes end with the last process that holds them; after the kill that is now. */
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(2);

    private final Path work;
    private final Duration limit;
    private final Map<String, String> facts;
    private final Executor readers;

    /**
     * @param work folder below which each run gets its own; made when missing
     * @param limit wall time after which the utility and all it started are killed
     * @param facts further variables for its environment, e.g. {@code DISTCOMPILE_SLOTS}
     * @param readers reads what utilities write: two tasks for each run, which must not wait for a free thread; so not a
     *     bounded pool that runs the utilities too
     */
    public RankingRunner(Path work, Duration limit, Map<String, String> facts, Executor readers) {
        this.work = work;
        this.limit = limit;
        this.facts = Map.copyOf(facts);
        this.readers = readers;
    }

    /**
     * Runs it and reads its rank. Whatever goes wrong (cannot start, time-out, exit status, output) is a {@link Rank}
     * without value and with a reason.
     *
     * @throws InterruptedException if the caller was interrupted; the utility has been killed then
     */
    public Rank run(String name, Path utility) throws InterruptedException {
        Path folder = null;
        try {
            folder = Files.createTempDirectory(Files.createDirectories(work), "rank-");
            return runIn(folder, name, utility);
        } catch (IOException e) {
            // The system says that it is not there also when what its first line names is not.
            String hint = Files.isExecutable(utility) ? "; is what its #! line names on this machine?" : "";
            return Rank.none(name, "it could not be started: " + e.getMessage() + hint);
        } finally {
            if (folder != null) {
                remove(folder);
            }
        }
    }

    private Rank runIn(Path folder, String name, Path utility) throws IOException, InterruptedException {
        String run = UUID.randomUUID().toString();
        Process process = start(folder, name, utility, run);
        CompletableFuture<BoundedRead> output = BoundedRead.start(process.getInputStream(), MAX_OUTPUT_BYTES, readers);
        CompletableFuture<BoundedRead> errors = BoundedRead.start(process.getErrorStream(), MAX_ERROR_BYTES, readers);
        boolean ended;
        try {
            ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            // Also after a good end: nothing that it left behind may go on.
            MarkedProcesses.kill(process.toHandle(), "DISTCOMPILE_RUN=" + run);
        }
        if (!ended) {
            return Rank.none(name, "it did not end within " + limit.toMillis() + " ms");
        }
        return judge(name, process.exitValue(), output, errors);
    }

    private Process start(Path folder, String name, Path utility, String run) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(utility.toAbsolutePath().toString())
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(
                        new File(System.getProperty("os.name", "").startsWith("Windows") ? "NUL" : "/dev/null")));
        Map<String, String> environment = builder.environment();
        String path = environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        environment.clear();
        environment.putAll(facts);
        environment.put("PATH", path);
        environment.put("HOME", folder.toString());
        environment.put("TMPDIR", folder.toString());
        environment.put("LC_ALL", "C");
        environment.put("DISTCOMPILE_RANKING", name);
        environment.put("DISTCOMPILE_RUN", run);
        for (int attempt = 1; ; attempt++) {
            try {
                return builder.start();
            } catch (IOException e) {
                // A script just written is "busy" (ETXTBSY, execve(2)) while a process forked meanwhile by another
                // thread still holds our descriptor, which is until its own exec.
                if (attempt == START_TRIES || !String.valueOf(e.getMessage()).contains("error=26")) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    private static Rank judge(
            String name, int exit, CompletableFuture<BoundedRead> output, CompletableFuture<BoundedRead> errors)
            throws InterruptedException {
        try {
            BoundedRead said = output.get(DRAIN_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            if (exit != 0) {
                String complaint = errors.get(DRAIN_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                        .text()
                        .replaceAll("[\\p{Cntrl}&&[^\n]]", "?")
                        .strip();
                return Rank.none(
                        name,
                        "it ended with status " + exit
                                + (complaint.isEmpty()
                                        ? ""
                                        : ": " + complaint.lines().findFirst().orElse("")));
            }
            return said.complete()
                    ? RankOutput.parse(name, said.text())
                    : Rank.none(name, "it printed more than " + MAX_OUTPUT_BYTES / 1024 + " KiB");
        } catch (ExecutionException | TimeoutException e) {
            return Rank.none(name, "its output could not be read to the end");
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            System.getLogger(RankingRunner.class.getName())
                    .log(System.Logger.Level.WARNING, "cannot remove {0}: {1}", folder, e.getMessage());
        }
    }
}
