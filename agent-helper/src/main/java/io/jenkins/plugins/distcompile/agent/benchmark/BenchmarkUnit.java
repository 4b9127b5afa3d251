package io.jenkins.plugins.distcompile.agent.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Times the compile of our own fixed source with one compiler (B3): one run to warm the file cache up, then the best of
 * three. What is timed is processor time, user and system, of the driver and all its children: on a machine that others
 * use, wall time would measure them. {@code sh} tells it by its {@code times} (POSIX: the accumulated times of all of
 * its children, in hundredths of a second or finer); where there is no {@code sh}, wall time has to do. Sharing caches
 * and cores with others still makes a run longer and never shorter, hence the best. {@link #measure} blocks its caller;
 * {@link #cancel} may be called from any thread. Used once.
 */
public final class BenchmarkUnit {
    /**
     * Processor time of the best of three with gcc 12.2 on the reference machine: one core of a 2-core cloud
     * machine (AMD EPYC, 2.6 GHz). The least of nine such measurements (0.55 to 0.73 s), taken while others kept both processors busy.
     */
    static final double REFERENCE_SECONDS = 0.55;

    /** Counted up with each change of the source or of what is timed: such scores cannot be compared. */
    static final int EDITION = 2;

    /** Runs its arguments, then writes the shell's own times and its children's into a file. */
    private static final String TIMED = "\"$@\"; s=$?; times >times; exit $s";

    private static final Pattern TIME = Pattern.compile("(\\d{1,6})m(\\d{1,2}[.,]\\d{1,9})s");

    private static final String SOURCE = "benchmark-unit.c";
    private static final int RUNS = 3;
    /** null = there is none. */
    private static final Path SHELL = Files.isExecutable(Path.of("/bin/sh")) ? Path.of("/bin/sh") : null;

    private final Path compiler;
    private final Path work;
    private final Duration limit;
    private final InstantSource clock;
    /** Guarded by this; null = none runs. */
    private Process running;
    /** Guarded by this. */
    private boolean cancelled;

    /**
     * @param compiler a gcc or clang driver, C or C++
     * @param work folder for the source and object; made when missing, what is written there is removed
     * @param limit for all runs together
     */
    public BenchmarkUnit(Path compiler, Path work, Duration limit, InstantSource clock) {
        this.compiler = compiler;
        this.work = work;
        this.limit = limit;
        this.clock = clock;
    }

    /**
     * Compiles. An interrupt cancels it too.
     *
     * @throws IOException if the compiler cannot run or refuses the source, or the limit has passed before one run ended
     * @throws InterruptedException if cancelled
     */
    public BenchmarkScore measure() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(Files.createDirectories(work), "benchmark-");
        try {
            try (InputStream source = BenchmarkUnit.class.getResourceAsStream(SOURCE)) {
                if (source == null) {
                    throw new IOException("the helper's JAR lacks " + SOURCE);
                }
                Files.copy(source, folder.resolve(SOURCE), StandardCopyOption.REPLACE_EXISTING);
            }
            double seconds = bestOf(folder) / 1e9;
            return new BenchmarkScore(REFERENCE_SECONDS / seconds, seconds, clock.millis());
        } finally {
            remove(folder);
        }
    }

    /** Ends the measurement soon: {@link #measure} throws. */
    public synchronized void cancel() {
        cancelled = true;
        if (running != null) {
            kill(running);
        }
    }

    private long bestOf(Path folder) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        long best = Long.MAX_VALUE;
        for (int run = 0; run <= RUNS; run++) {
            long nanos = compile(folder, deadline);
            if (nanos < 0) {
                break;
            }
            // The first run counts only when the limit leaves no other: it may have waited for the disk.
            best = run == 1 ? nanos : Math.min(best, nanos);
        }
        if (best == Long.MAX_VALUE) {
            throw new IOException("the benchmark unit did not compile within " + limit.toSeconds() + " s");
        }
        return best;
    }

    /** Processor time in nanoseconds, wall time where that is not known; -1 = the deadline came first. */
    private long compile(Path folder, long deadline) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        List<String> command = new ArrayList<>();
        if (SHELL != null) {
            command.addAll(List.of(SHELL.toString(), "-c", TIMED, "sh"));
        }
        command.addAll(List.of(compiler.toString(), "-x", "c", "-O2", "-w", "-c", SOURCE, "-o", "benchmark-unit.o"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TMPDIR", folder.toString());
        long start = System.nanoTime();
        Process process;
        synchronized (this) {
            if (cancelled) {
                throw new InterruptedException("the benchmark was cancelled");
            }
            process = builder.start();
            running = process;
        }
        boolean ended;
        try {
            ended = process.waitFor(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } finally {
            kill(process);
            synchronized (this) {
                running = null;
            }
        }
        long nanos = System.nanoTime() - start;
        synchronized (this) {
            if (cancelled) {
                throw new InterruptedException("the benchmark was cancelled");
            }
        }
        if (!ended) {
            return -1;
        }
        if (process.exitValue() != 0) {
            throw new IOException(
                    compiler + " does not compile the benchmark unit: status " + process.exitValue() + firstLine(log));
        }
        long used = SHELL == null ? 0 : childrenNanos(folder.resolve("times"));
        return used > 0 ? used : nanos;
    }

    /** Of the second line that {@code times} prints: user and system time of the children; 0 = not understood. */
    private static long childrenNanos(Path times) throws IOException {
        List<String> lines = Files.exists(times) ? Files.readAllLines(times) : List.of();
        double seconds = 0;
        Matcher time = TIME.matcher(lines.size() < 2 ? "" : lines.get(1));
        while (time.find()) {
            seconds += 60 * Double.parseDouble(time.group(1))
                    + Double.parseDouble(time.group(2).replace(',', '.'));
        }
        return Math.round(seconds * 1e9);
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static String firstLine(Path log) throws IOException {
        try (InputStream in = Files.newInputStream(log)) {
            return new String(in.readNBytes(4_096), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .map(line -> ": " + line)
                    .orElse("");
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            System.getLogger(BenchmarkUnit.class.getName())
                    .log(System.Logger.Level.WARNING, "cannot remove {0}: {1}", folder, e.getMessage());
        }
    }
}
