package io.jenkins.plugins.distcompile.farm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line in a process of its own, as a person starts it. */
final class Cli implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 600;

    private final Process process;
    private final Path out;
    private final Path err;

    private Cli(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("io.jenkins.plugins.distcompile.cli.Main");
        return command;
    }

    static Cli start(Path folder, List<String> arguments) throws IOException {
        return start(List.of(), folder, arguments);
    }

    /** @param before what the command line begins with, such as {@code ip netns exec NAME} */
    static Cli start(List<String> before, Path folder, List<String> arguments) throws IOException {
        Path out = Files.createTempFile(folder, "cli", ".out");
        Path err = Files.createTempFile(folder, "cli", ".err");
        List<String> command = new ArrayList<>(before);
        // Whoever started these tests in the background may have had Ctrl-C ignored, which children inherit.
        command.addAll(List.of("env", "--default-signal=INT"));
        command.addAll(java());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        // What one test's builds remember is no other's business, nor the developer's.
        builder.environment().put("XDG_STATE_HOME", folder.resolve("xdg-state").toString());
        Process process = builder.start();
        process.getOutputStream().close();
        return new Cli(process, out, err);
    }

    /** Waits for the end; fails the test when there is none. */
    Cli finish() throws Exception {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the command did not end:\n" + err() + out());
        }
        return this;
    }

    int status() {
        return process.exitValue();
    }

    String out() throws IOException {
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    String err() throws IOException {
        return Files.readString(err, StandardCharsets.UTF_8);
    }

    JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out());
    }

    Process process() {
        return process;
    }

    void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
