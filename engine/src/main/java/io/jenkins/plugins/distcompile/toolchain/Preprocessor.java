package io.jenkins.plugins.distcompile.toolchain;

import io.jenkins.plugins.distcompile.toolchain.CompilerCall.Compile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs the local preprocessor for one unit and makes the text that an agent compiles. Made per unit; {@link #run} is
 * called once, on a worker thread; {@link #cancel} may be called from any thread at any time.
 */
public final class Preprocessor {
    private static final System.Logger LOG = System.getLogger(Preprocessor.class.getName());
    private static final int MAX_TEXT_BYTES = 512 << 20;
    private static final int MAX_DIAGNOSTIC_BYTES = 1 << 20;
    private static final AtomicLong SERIAL = new AtomicLong();

    private final Compile compile;
    private final Map<String, String> environment;
    private final boolean colour;
    private final Prologues prologues;
    private final long serial = SERIAL.incrementAndGet();
    private final ReentrantLock lock = new ReentrantLock();
    private Process process; // guarded by lock; null = not running
    /** What the preprocessor says; null = it was not started. Of {@link #run} alone. */
    private FileChannel errors;

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
            closeErrors();
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
        Path file = Files.createTempFile("distcompile-", ".err");
        builder.redirectError(file.toFile());
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
            // Where that can be, its name goes now and not only at its close: a client that is killed leaves nothing.
            errors = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
        }
    }

    private Outcome collect() throws IOException, InterruptedException {
        if (process == null) { // assembler needs no preprocessing
            return outcome(PreprocessedText.of(Files.readAllBytes(compile.sourcePath()), compile), "");
        }
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
        return outcome(PreprocessedText.of(output, compile), diagnostics());
    }

    private Outcome outcome(PreprocessedText.Outcome made, String diagnostics) {
        if (made.reason() != null) {
            return new Outcome.Local(made.reason());
        }
        return new Outcome.Ready(made.text(), diagnostics, compile.dependencies() == null ? null : temporaryRule());
    }

    /** Text and diagnostics come at once: a pipe for the one would stand still while the other is read. */
    private String diagnostics() throws IOException {
        if (errors.size() == 0) {
            return "";
        }
        return new String(Channels.newInputStream(errors).readNBytes(MAX_DIAGNOSTIC_BYTES), StandardCharsets.UTF_8);
    }

    private void closeErrors() {
        try {
            if (errors != null) {
                errors.close();
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a temporary file stays", e);
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
