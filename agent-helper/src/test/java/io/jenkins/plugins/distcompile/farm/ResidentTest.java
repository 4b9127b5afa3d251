package io.jenkins.plugins.distcompile.farm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** A client that stays, called as {@code bin/distcompile} calls it. */
public class ResidentTest {
    private static final String OWN_JVM = "a JVM of its own";

    @Rule
    public final Farm farm = new Farm();

    private final List<Process> started = new ArrayList<>();
    private int calls;

    @Before
    public void writeFallback() throws Exception {
        Path script = Files.writeString(
                farm.path("fallback"), "#!/bin/sh\necho \"" + OWN_JVM + ": $DISTCOMPILE_NO_RESIDENT: $*\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @After
    public void stop() throws Exception {
        started.forEach(Process::destroyForcibly);
        distcompile("resident", "stop");
    }

    @Test
    public void buildsAreRunByItAndNeedNoJvmOfTheirOwn() throws Exception {
        Project project = farm.project(3, "0");
        HelperProcess helper = farm.helper("helper");
        assertThat(distcompile("resident", "status").status).isEqualTo(3);
        assertThat(distcompile("resident", "start").out).contains("takes builds");
        assertThat(distcompile("resident", "start").out).contains("runs already");

        Said first = call(build(project, helper));
        assertThat(first.status).as(first.toString()).isZero();
        assertThat(first.out).contains("Build succeeded: 3 of 3 units").doesNotContain(OWN_JVM);
        assertThat(first.err).contains("[");
        project.assertComplete();

        Files.writeString(project.source(1), "int broken = ;\n");
        Said second = call(build(project, helper));
        assertThat(second.status).isEqualTo(1);
        assertThat(second.err).contains("FAILED unit01.c").contains("unit01.c:1:14: error:");

        assertThat(distcompile("resident", "status").out).contains("2 builds so far");
        assertThat(distcompile("resident", "stop").out).contains("has ended");
        assertThat(distcompile("resident", "status").status).isEqualTo(3);
        try (Stream<Path> left = Files.list(farm.path("cache/resident"))) {
            assertThat(left.map(Path::getFileName).map(Path::toString))
                    .as("left behind")
                    .containsExactlyInAnyOrder("caller", "caller.c");
        }
    }

    @Test
    public void wrongUsageIsToldAsEver() throws Exception {
        distcompile("resident", "start");
        Said said = call(List.of("build", "--plan", "no-such-plan.json"));
        assertThat(said.status).isEqualTo(2);
        assertThat(said.err).contains("no-such-plan.json");
        assertThat(said.out).isEmpty();
    }

    @Test
    public void commandsSeeTheCallersEnvironment() throws Exception {
        distcompile("resident", "start");
        Files.writeString(
                farm.path("plan.json"),
                """
                { "units": [ { "id": "said", "kind": "generate", "command": ["sh", "say.sh"], "outputs": ["said"] } ] }
                """);
        Files.writeString(farm.path("say.sh"), "echo \"$ANSWER\" >said\n");
        Said said = call(List.of("build", "--plan", "plan.json", "--no-history"), Map.of("ANSWER", "forty-two"));
        assertThat(said.status).as(said.toString()).isZero();
        assertThat(farm.path("said")).hasContent("forty-two\n");
    }

    @Test
    public void whoeverIsNotForItStartsAJvm() throws Exception {
        Path folder = Files.createDirectories(farm.path("cache/resident"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        distcompile("resident", "start");
        assertThat(Files.getPosixFilePermissions(folder)).hasSize(3);

        Said other = call(List.of("build", "--help"), Map.of("PATH", System.getenv("PATH") + ":/nowhere"));
        assertThat(other.out).isEqualTo(OWN_JVM + ": 1: build --help\n");
        assertThat(other.err).contains("PATH is another one").hasLineCount(1);

        assertThat(call(List.of("build", "--help")).out).contains("Usage: distcompile build");

        // Others could put a socket of theirs there.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwx---"));
        assertThat(call(List.of("build", "--help")).out).startsWith(OWN_JVM);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));

        Path elsewhere = Files.createDirectories(farm.path("elsewhere"));
        Said there = callIn(elsewhere, List.of("build", "--help"), Map.of()).finish();
        assertThat(there.out).startsWith(OWN_JVM);
        assertThat(there.err).isEmpty();
    }

    @Test
    public void ctrlCEndsTheBuildAndNotTheResidentClient() throws Exception {
        Project project = farm.project(2, "1000");
        distcompile("resident", "start");
        Running build = callIn(farm.root(), build(project, null), Map.of());
        awaitCompiler(true);
        signal("INT", build.process.pid());
        Said said = build.finish();
        assertThat(said.status).isEqualTo(130);
        assertThat(said.out).contains("interrupted");
        awaitCompiler(false);

        // Whoever vanishes is no longer waited for.
        Running other = callIn(farm.root(), build(project, null), Map.of());
        awaitCompiler(true);
        other.process.destroyForcibly();
        awaitCompiler(false);
        Awaitility.await().until(() -> distcompile("resident", "status").out.contains("2 builds so far, idle"));
    }

    @Test
    public void itsDeathIsToldAndTheNextBuildDoesWithoutIt() throws Exception {
        Project project = farm.project(1, "1000");
        String greeting = distcompile("resident", "start").out;
        long resident = Long.parseLong(greeting.replaceFirst("(?s).*process (\\d+).*", "$1"));
        Running build = callIn(farm.root(), build(project, null), Map.of());
        awaitCompiler(true);
        signal("KILL", resident);
        Said said = build.finish();
        assertThat(said.status).isEqualTo(70);
        assertThat(said.err).contains("the resident client has gone");
        ProcessHandle.allProcesses()
                .filter(this::isCompiler)
                .forEach(ProcessHandle::destroyForcibly); // nobody is left to end what it ran

        assertThat(call(List.of("build", "--help")).out).startsWith(OWN_JVM);
        assertThat(distcompile("resident", "status").status).isEqualTo(3);
        assertThat(distcompile("resident", "start").out).contains("takes builds");
        assertThat(call(List.of("build", "--help")).out).contains("Usage: distcompile build");
    }

    @Test
    public void stoppingItWaitsForBuildsAndItsIdleTimeEndsItself() throws Exception {
        Project project = farm.project(1, "0");
        Path hold = Files.createFile(farm.path("bin/hold"));
        distcompile("resident", "start");
        Running build = callIn(farm.root(), build(project, null), Map.of());
        awaitCompiler(true);
        Running stopping = run(farm.root(), Cli.java(), List.of("resident", "stop"), Map.of());
        Awaitility.await().until(() -> distcompile("resident", "status").status == 3);
        assertThat(stopping.process.isAlive()).isTrue();
        Files.delete(hold);
        assertThat(build.finish().status).isZero();
        assertThat(stopping.finish().out).contains("has ended");

        distcompile("resident", "start", "--idle", "500ms");
        Awaitility.await().until(() -> distcompile("resident", "status").status == 3);
        assertThat(distcompile("resident", "start", "--idle", "soon").status).isEqualTo(2);
    }

    private List<String> build(Project project, HelperProcess helper) {
        List<String> arguments = new ArrayList<>(
                List.of("build", "--compile-commands", project.database().toString(), "--no-history"));
        if (helper != null) {
            arguments.addAll(
                    List.of("--pool", helper.address(), "--key-file", farm.key().toString(), "--bid-wait", "30s"));
        }
        return arguments;
    }

    private void awaitCompiler(boolean running) {
        Awaitility.await().until(() -> ProcessHandle.allProcesses().anyMatch(this::isCompiler) == running);
    }

    /** The script that stands for gcc in this test's folder, or what that waits with. */
    private boolean isCompiler(ProcessHandle process) {
        try {
            String folder = farm.path("bin").toString();
            String[] words = process.info().arguments().orElse(new String[0]);
            return List.of(words).contains(folder + "/gcc") && List.of(words).contains("-c");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void signal(String name, long process) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process)).start().waitFor();
    }

    /** What a command printed, and its exit status. */
    private record Said(int status, String out, String err) {}

    private record Running(Process process, Path out, Path err) {
        Said finish() throws Exception {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            return new Said(process.exitValue(), Files.readString(out), Files.readString(err));
        }
    }

    private Said distcompile(String... arguments) throws Exception {
        return run(farm.root(), Cli.java(), List.of(arguments), Map.of()).finish();
    }

    private Said call(List<String> arguments) throws Exception {
        return call(arguments, Map.of());
    }

    private Said call(List<String> arguments, Map<String, String> variables) throws Exception {
        return callIn(farm.root(), arguments, variables).finish();
    }

    private Running callIn(Path folder, List<String> arguments, Map<String, String> variables) throws Exception {
        String resident = farm.path("cache/resident").toString();
        // Whoever started these tests in the background may have had Ctrl-C ignored, which children inherit.
        List<String> caller = List.of(
                "env",
                "--default-signal=INT",
                resident + "/caller",
                resident,
                farm.path("fallback").toString());
        return run(folder, caller, arguments, variables);
    }

    private Running run(Path folder, List<String> program, List<String> arguments, Map<String, String> variables)
            throws Exception {
        List<String> command = new ArrayList<>(program);
        command.addAll(arguments);
        Path out = farm.path("call" + ++calls + ".out");
        Path err = farm.path("call" + calls + ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("DISTCOMPILE_CACHE", farm.path("cache").toString());
        builder.environment().put("XDG_STATE_HOME", farm.path("xdg-state").toString());
        builder.environment().putAll(variables);
        Process process = builder.start();
        started.add(process);
        process.getOutputStream().close();
        return new Running(process, out, err);
    }
}
