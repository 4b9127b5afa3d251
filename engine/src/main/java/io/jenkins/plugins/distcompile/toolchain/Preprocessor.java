package io.jenkins.plugins.distcompile.toolchain;

import io.jenkins.plugins.distcompile.toolchain.CompilerCall.Compile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs the local preprocessor for one unit and makes the text that an agent compiles. Made per unit; {@link #run} is
 * called once, on a worker thread; {@link #cancel} may be called from any thread at any time.
 */
public final class Preprocessor {
    private static final int MAX_TEXT_BYTES = 512 << 20;
    private static final int MAX_DIAGNOSTIC_BYTES = 1 << 20;
    private static final long MOST_SECONDS_AFTER_ITS_END = 5;
    private static final AtomicLong SERIAL = new AtomicLong();

    private final Compile compile;
    private final Map<String, String> environment;
    private final boolean colour;
    private final Prologues prologues;
    private final long serial = SERIAL.incrementAndGet();
    private final ReentrantLock lock = new ReentrantLock();
    private Process process; // guarded by lock; null = not running
    private boolean cancelled; // guarded by lock

    /**
     * @param environment the whole environment of the run; {@code PWD} is set to the working directory
     * @param colour whether diagnostics are to be coloured
     * @param prologues what earlier units of the same build have taught
     */
    public Preprocessor(Compile compile, Map<String, String> environment, boolean colour, Prologues prologues) {
        this.compile = compile;
        this.environment = Map.copyOf(environment);
        this.colour = colour;
        this.prologues = prologues;
    }

    /** What came of it. */
    public sealed interface Outcome {
        /**
         * The text can be sent.
         *
         * @param text UTF-8 or whatever the source is in
         * @param diagnostics what the preprocessor said, as bytes of the source's character set; mostly empty
         * @param dependencies file to rename to {@code compile.dependencies().path()} once the unit has succeeded, or
         *     to delete; null when none was asked for
         */
        record Ready(byte[] text, String diagnostics, Path dependencies) implements Outcome {}

        /** The unit has to run here, for this reason; nothing was left behind. */
        record Local(String reason) implements Outcome {}

        /** {@link #cancel} came first; nothing was left behind. */
        record Cancelled() implements Outcome {}
    }

    /** The command that is run; for display and for tests. */
    public List<String> command() {
        List<String> argv = new ArrayList<>(List.of(compile.program()));
        argv.addAll(compile.preprocessing());
        argv.add("-E");
        boolean gcc = compile.family() == CompilerFamily.GCC;
        if (compile.language() != Language.ASSEMBLER_WITH_CPP) {
            argv.add(gcc ? "-fdirectives-only" : "-frewrite-includes");
        }
        if (gcc) {
            argv.add("-fno-working-directory");
        }
        if (colour && compile.options().stream().noneMatch(CompilerCall::saysColour)) {
            argv.add(CompilerCall.COLOUR);
        }
        DependencyFile rule = compile.dependencies();
        if (rule != null) {
            argv.addAll(rule.options());
            argv.add("-MF");
            argv.add(temporaryRule().toString());
        }
        argv.addAll(List.of("-x", compile.language().option(), compile.source()));
        return List.copyOf(argv);
    }

    /** Runs it and waits. An interrupt counts as {@link #cancel}, and the thread's flag stays set. */
    public Outcome run() {
        return run(null);
    }

    /**
     * As the other.
     *
     * @param known the source if it has been read already, else null
     */
    public Outcome run(byte[] known) {
        boolean kept = false;
        try {
            byte[] source = known != null ? known : source();
            Optional<byte[]> text = prologues.text(compile, source);
            if (text.isPresent()) {
                return outcome(PreprocessedText.checked(text.get(), compile), "");
            }
            if (!start()) {
                return new Outcome.Cancelled();
            }
            Outcome outcome = collect();
            if (outcome instanceof Outcome.Ready ready && ready.diagnostics().isEmpty()) {
                prologues.learn(compile, source, ready.text());
            }
            kept = outcome instanceof Outcome.Ready;
            return outcome;
        } catch (IOException e) {
            return isCancelled() ? new Outcome.Cancelled() : new Outcome.Local("cannot preprocess: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cancel();
            return new Outcome.Cancelled();
        } finally {
            if (!kept && compile.dependencies() != null) {
                delete(temporaryRule());
            }
        }
    }

    private byte[] source() throws IOException {
        return Prologues.mayApply(compile) ? Files.readAllBytes(compile.sourcePath()) : new byte[0];
    }

    /** Kills the run, children included; a run not yet started will not start. */
    public void cancel() {
        lock.lock();
        try {
            cancelled = true;
            if (process != null) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean start() throws IOException {
        if (compile.language() == Language.ASSEMBLER) {
            return !isCancelled();
        }
        ProcessBuilder builder =
                new ProcessBuilder(command()).directory(compile.directory().toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("PWD", compile.directory().toString());
        lock.lock();
        try {
            if (cancelled) {
                return false;
            }
            process = builder.start();
            process.getOutputStream().close();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private Outcome collect() throws IOException, InterruptedException {
        if (process == null) { // assembler needs no preprocessing
            return outcome(PreprocessedText.of(Files.readAllBytes(compile.sourcePath()), compile), "");
        }
        FutureTask<String> errors = readErrors();
        byte[] output;
        try (InputStream in = process.getInputStream()) {
            output = in.readNBytes(MAX_TEXT_BYTES);
            if (in.read() >= 0) {
                cancel();
                return new Outcome.Local("the preprocessed text is larger than " + (MAX_TEXT_BYTES >> 20) + " MiB");
            }
        }
        int status = process.waitFor();
        if (isCancelled()) {
            return new Outcome.Cancelled();
        }
        if (status != 0) {
            return new Outcome.Local("preprocessing failed with status " + status);
        }
        Optional<Path> precompiled = PrecompiledHeaders.used(output, compile);
        if (precompiled.isPresent()) {
            return new Outcome.Local("uses the precompiled header " + precompiled.get());
        }
        return outcome(PreprocessedText.of(output, compile), said(errors));
    }

    private Outcome outcome(PreprocessedText.Outcome made, String diagnostics) {
        if (made.reason() != null) {
            return new Outcome.Local(made.reason());
        }
        return new Outcome.Ready(made.text(), diagnostics, compile.dependencies() == null ? null : temporaryRule());
    }

    /**
     * Reads beside the text what the preprocessor says: nobody else would empty that pipe, and it would stand still. Not by
     * way of a file, which a client that is killed would leave.
     */
    private FutureTask<String> readErrors() {
        InputStream stream = process.getErrorStream();
        FutureTask<String> errors = new FutureTask<>(() -> {
            try (InputStream in = stream) {
                String said = new String(in.readNBytes(MAX_DIAGNOSTIC_BYTES), StandardCharsets.UTF_8);
                in.transferTo(OutputStream.nullOutputStream());
                return said;
            }
        });
        Thread reader = new Thread(errors, "distcompile-errors");
        reader.setDaemon(true);
        reader.start();
        return errors;
    }

    private static String said(FutureTask<String> errors) throws IOException, InterruptedException {
        try {
            return errors.get(MOST_SECONDS_AFTER_ITS_END, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException("what the preprocessor says cannot be read: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IOException("the preprocessor has left a process that holds its standard error", e);
        }
    }

    private Path temporaryRule() {
        Path rule = compile.dependencies().path();
        return rule.resolveSibling(
                "." + rule.getFileName() + "." + ProcessHandle.current().pid() + "-" + serial);
    }

    private boolean isCancelled() {
        lock.lock();
        try {
            return cancelled;
        } finally {
            lock.unlock();
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
