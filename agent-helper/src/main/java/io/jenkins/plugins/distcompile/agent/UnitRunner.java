package io.jenkins.plugins.distcompile.agent;

import io.jenkins.plugins.distcompile.agent.UnitRun.Output;
import io.jenkins.plugins.distcompile.agent.UnitRun.Prepared;
import io.jenkins.plugins.distcompile.link.DamagedException;
import io.jenkins.plugins.distcompile.link.Packing;
import io.jenkins.plugins.distcompile.protocol.Attachment;
import io.jenkins.plugins.distcompile.protocol.Message.Assign;
import io.jenkins.plugins.distcompile.toolchain.AgentCommand;
import io.jenkins.plugins.distcompile.toolchain.DriverBypass;
import io.jenkins.plugins.distcompile.toolchain.RemoteOptions;
import io.jenkins.plugins.distcompile.toolchain.Task;
import io.jenkins.plugins.distcompile.toolchain.TextCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The blocking half of a unit's life before its process: checks, unpacks, writes, starts. Called on worker threads, each
 * unit on one at a time. Runs everywhere that Java does; nothing here needs /proc.
 */
final class UnitRunner {

    /** Longest input that is unpacked, bytes. The longest preprocessed sources known are below 100 MB. */
    private static final long MAX_INPUT_BYTES = 512 * Bytes.MIB;

    private static final int MAX_FILES = 10_000;

    private static final String DIAGNOSTICS = "diagnostics";
    /** A driver may be a wrapper that leaves something which still writes; a compiler proper and an assembler have ended. */
    private static final List<String> OF_KNOWN_PROGRAMS =
            Stream.concat(AgentCommand.FOLDERS.stream(), Stream.of(DIAGNOSTICS)).toList();

    private final WorkFolder work;
    private final CommandPolicy policy;
    private final CompilerShelf compilers;
    private final long minFreeDiskBytes;
    private final DriverBypass bypass = new DriverBypass();

    UnitRunner(WorkFolder work, CommandPolicy policy, CompilerShelf compilers, long minFreeDiskBytes) {
        this.work = work;
        this.policy = policy;
        this.compilers = compilers;
        this.minFreeDiskBytes = minFreeDiskBytes;
    }

    /** Everything up to the start. Leaves nothing behind when it fails. */
    Prepared prepare(Mirror mirror, Assign assign, List<byte[]> wires) throws CannotRun {
        checkDisk(assign.attachments().stream().mapToLong(Attachment::bytes).sum());
        Path folder = null;
        try {
            if (assign.task() instanceof Task.Compile compile) {
                folder = work.newCompile();
                return compile.mirror().used()
                        ? prepareMirrored(compile, mirror, assign, wires, folder)
                        : prepareCompile(compile, assign, wires, folder);
            }
            folder = work.newUnit();
            return prepareCommand((Task.Command) assign.task(), assign, wires, folder);
        } catch (CannotRun e) {
            remove(folder);
            throw e;
        } catch (IOException e) {
            remove(folder);
            throw diskFault(e);
        }
    }

    /** Starts the commands: no shell, nothing on standard input, all they say in one file. */
    UnitProcess start(Prepared prepared) throws CannotRun {
        List<ProcessBuilder> builders = new ArrayList<>();
        for (List<String> command : prepared.commands()) {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(prepared.directory().toFile())
                    .redirectError(ProcessBuilder.Redirect.appendTo(
                            prepared.diagnostics().toFile()));
            builder.environment().clear();
            builder.environment().putAll(prepared.environment());
            builders.add(builder);
        }
        builders.get(0).redirectInput(CleanEnvironment.NO_INPUT);
        ProcessBuilder last = builders.get(builders.size() - 1);
        last.redirectOutput(last.redirectError()).redirectErrorStream(true);
        try {
            return new UnitProcess(
                    builders.size() == 1 ? List.of(last.start()) : ProcessBuilder.startPipeline(builders));
        } catch (IOException e) {
            for (List<String> command : prepared.commands()) {
                if (!Files.isExecutable(Path.of(command.get(0)))) {
                    throw CannotRun.fault("program " + command.get(0) + " is missing", e);
                }
            }
            throw diskFault(e);
        }
    }

    /** Clears up after a compile whose processes have ended by themselves; its folder serves another. */
    void takeBack(Prepared prepared) {
        Path folder = prepared.folder();
        try {
            work.takeBack(folder, prepared.commands().size() > 1 ? OF_KNOWN_PROGRAMS : AgentCommand.FOLDERS);
        } catch (IOException e) {
            remove(folder);
        }
    }

    /** Removes a unit's folder; null = there is none. */
    void remove(Path folder) {
        if (folder == null) {
            return;
        }
        try {
            WorkFolder.deleteTree(folder);
        } catch (IOException e) {
            // A process that is just dying may still write there: the helper's folder goes at its close, or the next
            // start.
            return;
        }
    }

    /** Removes what mirrors have left, unless somebody has used it within this time. */
    void clearSpares(Duration unused) {
        try {
            work.spares().clearUnlessUsedWithin(unused);
        } catch (IOException e) {
            return; // it goes with the helper's folder
        }
    }

    private Prepared prepareCompile(Task.Compile task, Assign assign, List<byte[]> wires, Path folder)
            throws CannotRun, IOException {
        Optional<String> unsafe = RemoteOptions.check(task.options());
        if (unsafe.isPresent()) {
            throw CannotRun.refused("option " + unsafe.get());
        }
        Path compiler = compilers.byDigest(task.compiler());
        if (assign.attachments().size() != 1) {
            throw CannotRun.refused(
                    "a compile has one input, not " + assign.attachments().size());
        }
        byte[] text = unpack(assign.attachments().get(0), wires.get(0));
        Optional<String> foreign = TextCheck.check(text, task);
        if (foreign.isPresent()) {
            throw CannotRun.refused("text: " + foreign.get());
        }
        AgentCommand command = compileCommand(task, compiler, folder);
        ensure(command.text().getParent());
        Files.write(command.text(), text);
        List<Output> outputs = new ArrayList<>();
        outputs.add(new Output("object", command.object()));
        for (int i = 0; i < task.sideOutputs().size(); i++) {
            outputs.add(
                    new Output(task.sideOutputs().get(i), command.sideOutputs().get(i)));
        }
        return prepared(task, command, compiler, folder, "", outputs, assign.quick());
    }

    /** The client's files come along, or are here from units before. */
    private Prepared prepareMirrored(Task.Compile task, Mirror mirror, Assign assign, List<byte[]> wires, Path folder)
            throws CannotRun, IOException {
        Optional<String> unsafe = RemoteOptions.checkMirrored(task.options());
        if (unsafe.isPresent()) {
            throw CannotRun.refused("option " + unsafe.get());
        }
        Path compiler = compilers.byDigest(task.compiler());
        List<byte[]> packs = new ArrayList<>();
        for (int i = 0; i < wires.size(); i++) {
            packs.add(unpack(assign.attachments().get(i), wires.get(i)));
        }
        String root = mirror.take(work, task, packs);
        AgentCommand command;
        try {
            command = AgentCommand.of(task, compiler, folder, root);
        } catch (IllegalArgumentException e) {
            throw CannotRun.refused(e.getMessage());
        }
        List<Output> outputs = new ArrayList<>(List.of(new Output("object", command.object())));
        if (!task.mirror().dependencies().isEmpty()) {
            ensure(AgentCommand.dependencies(folder).getParent());
            outputs.add(new Output(AgentCommand.DEPENDENCIES, AgentCommand.dependencies(folder)));
        }
        return prepared(task, command, compiler, folder, root, outputs, assign.quick());
    }

    private Prepared prepared(
            Task.Compile task,
            AgentCommand command,
            Path compiler,
            Path folder,
            String mirror,
            List<Output> outputs,
            boolean quick)
            throws CannotRun, IOException {
        ensure(command.object().getParent());
        Map<String, String> environment = CleanEnvironment.of(folder, compiler, task.environment());
        List<List<String>> commands = List.of(command.argv());
        Optional<DriverBypass.Steps> steps = bypass.steps(task, command, compiler, folder, mirror, environment);
        if (steps.isPresent()) {
            commands = List.of(steps.get().compiler(), steps.get().assembler());
            environment.putAll(steps.get().environment());
        }
        return new Prepared(
                folder,
                command.directory(),
                commands,
                environment,
                folder.resolve(DIAGNOSTICS),
                outputs,
                quick,
                mirror);
    }

    /** Looks first: creating folders that exist throws inside. */
    private static void ensure(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
    }

    private static AgentCommand compileCommand(Task.Compile task, Path compiler, Path folder) throws CannotRun {
        try {
            return AgentCommand.of(task, compiler, folder);
        } catch (IllegalArgumentException e) {
            throw CannotRun.refused(e.getMessage());
        }
    }

    private Prepared prepareCommand(Task.Command task, Assign assign, List<byte[]> wires, Path folder)
            throws CannotRun, IOException {
        if (task.command().isEmpty()
                || task.inputs().size() != assign.attachments().size()
                || task.inputs().size() > MAX_FILES
                || task.outputs().size() > MAX_FILES) {
            throw CannotRun.refused("a command has a program, and one attachment for each input it names");
        }
        Path program = policy.command(task.command().get(0));
        Path directory = Files.createDirectory(folder.resolve("w"));
        for (int i = 0; i < task.inputs().size(); i++) {
            Path file = inside(directory, task.inputs().get(i));
            Files.createDirectories(file.getParent());
            Files.write(file, unpack(assign.attachments().get(i), wires.get(i)));
        }
        List<Output> outputs = new ArrayList<>();
        for (String name : task.outputs()) {
            Path file = inside(directory, name);
            Files.createDirectories(file.getParent());
            outputs.add(new Output(name, file));
        }
        List<String> command = new ArrayList<>(task.command());
        command.set(0, program.toString());
        return new Prepared(
                folder,
                directory,
                List.of(command),
                CleanEnvironment.of(folder, program, Map.of()),
                folder.resolve(DIAGNOSTICS),
                outputs,
                assign.quick(),
                "");
    }

    private static Path inside(Path directory, String name) throws CannotRun {
        try {
            Path file = directory.resolve(name).normalize();
            if (!name.isBlank()
                    && !Path.of(name).isAbsolute()
                    && file.startsWith(directory)
                    && !file.equals(directory)) {
                return file;
            }
        } catch (InvalidPathException e) {
            throw CannotRun.refused("not a path here: " + e.getReason());
        }
        throw CannotRun.refused("path outside of the unit's folder: " + name);
    }

    private static byte[] unpack(Attachment attachment, byte[] wire) throws CannotRun {
        try {
            return Packing.unpack(attachment, wire, MAX_INPUT_BYTES);
        } catch (DamagedException e) {
            throw CannotRun.fault("the input arrived damaged: " + e.getMessage(), e);
        }
    }

    private void checkDisk(long inputBytes) throws CannotRun {
        try {
            long free = work.freeBytes();
            if (free - minFreeDiskBytes < inputBytes) {
                throw diskFull(free);
            }
        } catch (IOException e) {
            throw diskFault(e);
        }
    }

    private CannotRun diskFault(IOException e) {
        try {
            long free = work.freeBytes();
            if (free < Math.max(minFreeDiskBytes, 64 * Bytes.KIB) || DiskFull.isNamedBy(e)) {
                return diskFull(free);
            }
        } catch (IOException gone) {
            e.addSuppressed(gone);
        }
        return CannotRun.fault("work folder " + work.path() + ": " + e, e);
    }

    private CannotRun diskFull(long free) {
        return CannotRun.fault(DiskFull.reason(work.path(), free), null);
    }
}
