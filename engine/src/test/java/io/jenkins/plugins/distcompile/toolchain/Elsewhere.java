package io.jenkins.plugins.distcompile.toolchain;

import io.jenkins.plugins.distcompile.toolchain.CompilerCall.Compile;
import io.jenkins.plugins.distcompile.toolchain.Preprocessor.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Compiles a command twice, here and as client and agent would between them, and compares every file it writes. */
final class Elsewhere {
    private final Path agents;
    private final Map<String, String> environment = new TreeMap<>(System.getenv());
    private final CompilerIdentity identity = new CompilerIdentity();
    private final Prologues prologues = new Prologues();
    private final DriverBypass bypass = new DriverBypass();
    private int units;

    Elsewhere(Path agents) {
        this.agents = agents;
    }

    /** {@code same}, {@code local: REASON} or {@code differs: WHAT}. */
    String compare(List<String> command, Path directory) throws IOException, InterruptedException {
        CompilerCall call = understood(command, directory);
        if (!(call instanceof Compile compile)) {
            return "local: "
                    + (call instanceof CompilerCall.LocalOnly local ? local.reason() : "not a compile " + call);
        }
        Run local = run(command, directory, pwd(directory));
        if (local.status() != 0) {
            return "differs: the local compile fails: " + local.output();
        }
        localDiagnostics = local.output();
        Map<Path, byte[]> expected = new HashMap<>();
        for (Path output : compile.outputs()) {
            expected.put(output, Files.readAllBytes(output));
            Files.delete(output);
        }
        Optional<String> problem = remotely(compile);
        if (problem.isPresent()) {
            return problem.get();
        }
        for (Path output : compile.outputs()) {
            if (!java.util.Arrays.equals(expected.get(output), Files.readAllBytes(output))) {
                Files.write(output.resolveSibling(output.getFileName() + ".expected"), expected.get(output));
                return "differs: " + output;
            }
        }
        return "same";
    }

    /** Empty when the unit was compiled elsewhere and its files are in place. */
    Optional<String> remotely(Compile compile) throws IOException, InterruptedException {
        Outcome outcome = new Preprocessor(compile, environment, false, prologues).run();
        if (outcome instanceof Outcome.Local local) {
            return Optional.of("local: " + local.reason());
        }
        Outcome.Ready ready = (Outcome.Ready) outcome;
        Path compiler = identity.probe(compile.program(), compile.directory(), environment)
                .path();
        Task.Compile task = compile.task("digest", environment, false);
        Optional<String> refusal = RemoteOptions.check(task.options()).or(() -> TextCheck.check(ready.text(), task));
        if (refusal.isPresent()) {
            return Optional.of("differs: refused, " + refusal.get());
        }
        Path folder = Files.createDirectories(agents.resolve("unit-" + ++units)).toRealPath();
        AgentCommand command = AgentCommand.of(task, compiler, folder);
        Files.createDirectories(command.object().getParent());
        Files.createDirectories(command.text().getParent());
        Files.write(command.text(), ready.text());
        Map<String, String> clean = AgentCommand.environment(task, folder, environment.get("PATH"));
        Run run = run(command.argv(), command.directory(), clean);
        if (run.status() != 0) {
            return Optional.of("differs: the agent fails: " + run.output());
        }
        Optional<String> unlike = bypassed(task, command, compiler, folder, clean, run);
        if (unlike.isPresent()) {
            return unlike;
        }
        Files.copy(command.object(), compile.outputPath(), StandardCopyOption.REPLACE_EXISTING);
        for (int i = 0; i < command.sideOutputs().size(); i++) {
            Files.copy(
                    command.sideOutputs().get(i),
                    compile.sideOutput(compile.sideOutputs().get(i)),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        if (ready.dependencies() != null) {
            Files.move(ready.dependencies(), compile.dependencies().path(), StandardCopyOption.REPLACE_EXISTING);
        }
        diagnostics = DiagnosticsMerge.of(
                ready.diagnostics(),
                new Diagnostics(compile).restore(Diagnostics.withoutFolder(run.output(), command, task.source())));
        return Optional.empty();
    }

    /** Compiles once more without the driver, if that is known to be possible; says what came out otherwise than with it. */
    private Optional<String> bypassed(
            Task.Compile task, AgentCommand command, Path compiler, Path folder, Map<String, String> clean, Run driver)
            throws IOException, InterruptedException {
        bypass.steps(task, command, compiler, folder, clean); // the first time only notes the options
        Optional<DriverBypass.Steps> steps = bypass.steps(task, command, compiler, folder, clean);
        if (steps.isEmpty()) {
            return Optional.empty();
        }
        bypassed++;
        byte[] expected = Files.readAllBytes(command.object());
        Files.delete(command.object());
        Path said = Files.createTempFile(folder, "said", "");
        List<ProcessBuilder> builders = new ArrayList<>();
        for (List<String> words : List.of(steps.get().compiler(), steps.get().assembler())) {
            ProcessBuilder builder = new ProcessBuilder(words)
                    .directory(command.directory().toFile())
                    .redirectError(ProcessBuilder.Redirect.appendTo(said.toFile()));
            builder.environment().clear();
            builder.environment().putAll(clean);
            builder.environment().putAll(steps.get().environment());
            builders.add(builder);
        }
        for (Process process : ProcessBuilder.startPipeline(builders)) {
            if (process.waitFor() != 0) {
                return Optional.of("differs: without the driver it fails: " + Files.readString(said));
            }
        }
        if (!java.util.Arrays.equals(expected, Files.readAllBytes(command.object()))) {
            return Optional.of("differs: the object made without the driver");
        }
        return Files.readString(said).equals(driver.output())
                ? Optional.empty()
                : Optional.of("differs: diagnostics without the driver: " + Files.readString(said));
    }

    /** How many units were compiled without the driver too. */
    int bypassed;

    /** Of the last unit that was compiled elsewhere. */
    String diagnostics = "";

    /** The same from the compiler here. */
    String localDiagnostics = "";

    /** As a build understands it: the compiler behind a name such as {@code cc} is asked. */
    private CompilerCall understood(List<String> command, Path directory) throws IOException {
        CompilerCall call = CommandLine.parse(command, directory);
        if (!(call instanceof Compile compile)) {
            return call;
        }
        String kind = identity.probe(compile.program(), directory, environment)
                .facts()
                .kind();
        return CommandLine.parse(command, directory, CompilerFamily.ofKind(kind));
    }

    record Run(int status, String output) {}

    static Run run(List<String> command, Path directory, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    private Map<String, String> pwd(Path directory) {
        Map<String, String> all = new TreeMap<>(environment);
        all.put("PWD", directory.toString());
        return all;
    }
}
