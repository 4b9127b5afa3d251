package io.jenkins.plugins.distcompile.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.criteria.CompilerFacts;
import io.jenkins.plugins.distcompile.link.Packed;
import io.jenkins.plugins.distcompile.link.Packing;
import io.jenkins.plugins.distcompile.toolchain.AgentCommand;
import io.jenkins.plugins.distcompile.toolchain.CommandLine;
import io.jenkins.plugins.distcompile.toolchain.CompilerCall.Compile;
import io.jenkins.plugins.distcompile.toolchain.InputPack;
import io.jenkins.plugins.distcompile.toolchain.ShellWords;
import io.jenkins.plugins.distcompile.toolchain.Task;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.rules.TemporaryFolder;

/** A project, and a mirror of it that holds what bundles bring and nothing else; both compilers are the real one. */
final class MirroredUnit extends TemporaryFolder {
    /** What a compile wrote, and what it said. */
    record Made(int status, byte[] object, String rule, String said) {}

    private static final CompilerFacts GCC = new CompilerFacts("gcc", "12.2.0", "", "");

    final Inputs inputs = new Inputs(System.getenv());
    private Path project;
    private Path mirror;
    private Path unit;

    @Override
    protected void before() throws Throwable {
        super.before();
        Path root = getRoot().toPath().toRealPath();
        project = Files.createDirectories(root.resolve("project/build")).getParent();
        mirror = Files.createDirectories(root.resolve("agent/m/a/a"));
        unit = Files.createDirectories(root.resolve("agent/u"));
        Files.createDirectories(unit.resolve("d"));
        Files.createDirectories(unit.resolve("s"));
    }

    Path path(String name) {
        return project.resolve(name);
    }

    void write(String name, String text) throws Exception {
        Files.createDirectories(path(name).getParent());
        Files.writeString(path(name), text);
    }

    /** A command run in {@code build}. */
    Compile call(String command) {
        return (Compile) CommandLine.parse(ShellWords.split(command), path("build"));
    }

    InputBundle bundle(String command) throws Inputs.InDoubt {
        Compile call = call(command);
        return inputs.bundle(call, call.task("", Map.of(), false), GCC, true, true);
    }

    /** Why the unit is preprocessed here. */
    String doubt(String command) {
        try {
            bundle(command);
            return "none";
        } catch (Inputs.InDoubt e) {
            return e.getMessage();
        }
    }

    /** Compiles here and in the mirror: object, make rule and diagnostics are the same. */
    void same(String command) throws Exception {
        same(command, 0);
    }

    void same(String command, int status) throws Exception {
        Made here = here(command);
        Made there = there(command);
        assertThat(there.said()).as(command).isEqualTo(here.said());
        assertThat(there.status()).as(command + "\n" + there.said()).isEqualTo(status);
        assertThat(here.status()).as(command).isEqualTo(status);
        assertThat(Arrays.equals(there.object(), here.object())).as(command).isTrue();
        assertThat(there.rule()).as(command).isEqualTo(here.rule());
    }

    Made here(String command) throws Exception {
        Compile call = call(command);
        Files.deleteIfExists(call.outputPath());
        int status = run(ShellWords.split(command), call.directory());
        String rule =
                call.dependencies() == null ? "" : read(call.dependencies().path());
        return new Made(status, object(call.outputPath()), rule, said());
    }

    Made there(String command) throws Exception {
        Compile call = call(command);
        InputBundle bundle = bundle(command);
        take(bundle.source());
        for (InputBundle.Pack pack : bundle.packs()) {
            take(pack.packed());
        }
        for (String folder : bundle.mirror().folders()) {
            Files.createDirectories(Path.of(mirror + folder));
        }
        Task.Compile task = call.task("", Map.of(), false).mirrored(call.preprocessing(), bundle.mirror());
        Path gcc = Path.of("/usr/bin", call.program());
        AgentCommand run = AgentCommand.of(task, gcc, unit, mirror.toString());
        Files.createDirectories(run.directory());
        int status = run(run.argv(), run.directory());
        Path list = AgentCommand.dependencies(unit);
        String rule = "";
        if (call.dependencies() != null && status == 0) {
            String listed = read(list).replace(mirror + "/", "/");
            byte[] made = MakeRule.of(call.dependencies()).from(listed.getBytes(StandardCharsets.ISO_8859_1));
            rule = new String(made, StandardCharsets.ISO_8859_1);
        }
        byte[] object = object(run.object());
        Files.deleteIfExists(run.object());
        Files.deleteIfExists(list);
        return new Made(status, object, rule, said().replace(mirror + "/", "/"));
    }

    private void take(Packed packed) throws Exception {
        byte[] pack = Packing.unpack(packed.attachment(), packed.wire(), 1 << 28);
        for (InputPack.InputFile file : InputPack.decode(pack)) {
            Path target = Path.of(mirror + file.path());
            Files.createDirectories(target.getParent());
            Files.write(target, file.content());
            Files.setLastModifiedTime(target, FileTime.fromMillis(file.modifiedMillis()));
        }
    }

    private int run(List<String> command, Path directory) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(unit.resolve("said").toFile());
        builder.environment().put("LC_ALL", "C");
        builder.environment().remove("PWD");
        return builder.start().waitFor();
    }

    private String said() throws Exception {
        return read(unit.resolve("said"));
    }

    private static String read(Path file) throws Exception {
        return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    }

    private static byte[] object(Path file) throws Exception {
        return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    }
}
