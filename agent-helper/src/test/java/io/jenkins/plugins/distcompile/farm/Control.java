package io.jenkins.plugins.distcompile.farm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.distcompile.report.BuildEvent;
import io.jenkins.plugins.distcompile.report.EventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A control folder of one test, with its dispatcher and the agents that are attached to it. */
final class Control implements AutoCloseable {
    private final Farm farm;
    private final Path folder;
    private final Map<String, Object> options = new LinkedHashMap<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    Control(Farm farm, Project project) throws IOException {
        this.farm = farm;
        this.folder = Files.createDirectories(farm.path("workspace@tmp/control"));
        Files.setPosixFilePermissions(folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
        options.put("version", 1);
        options.put("buildId", "test-1");
        options.put("directory", project.folder().toString());
        options.put("plan", Map.of("compileCommands", "compile_commands.json"));
        // A loaded machine must not turn a late agent into a local build.
        options.put("waitForAgents", "60s");
    }

    Control with(String field, Object value) {
        options.put(field, value);
        return this;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** Starts the dispatcher, and waits until the starter has ended. */
    Cli dispatch() throws Exception {
        new ObjectMapper().writeValue(file("options.json").toFile(), options);
        return again();
    }

    Cli again() throws Exception {
        Cli starter = Cli.start(farm.root(), List.of("dispatch", folder.toString(), "--detach"));
        open.add(starter);
        return starter.finish();
    }

    /** Asks whether the dispatcher lives. */
    Cli probe() throws Exception {
        Cli probe = Cli.start(farm.root(), List.of("dispatch", folder.toString(), "--probe"));
        open.add(probe);
        return probe.finish();
    }

    /** Starts the dispatcher, which must get ready. */
    Control running() throws Exception {
        Cli starter = dispatch();
        assertThat(starter.status()).as(starter.err()).isZero();
        return this;
    }

    Relay relay(String agent) throws Exception {
        return relay(agent, "-", "-");
    }

    Relay relay(String agent, String listen, String addresses) throws Exception {
        Path compiler = farm.path("bin").resolve("gcc");
        Relay relay = Relay.start(
                folder,
                agent,
                listen,
                addresses,
                List.of(
                        "--slots",
                        "2",
                        "--allow",
                        compiler.toString(),
                        "--work",
                        farm.path("work-" + agent).toString()));
        open.add(relay);
        return relay;
    }

    long pid() throws IOException {
        return new ObjectMapper()
                .readTree(file("dispatcher.json").toFile())
                .get("pid")
                .asLong();
    }

    /** Sends the dispatcher a signal, such as {@code STOP}. */
    void signal(String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** Waits for result.json. */
    JsonNode result() throws Exception {
        Awaitility.await().until(() -> Files.exists(file("result.json")));
        return new ObjectMapper().readTree(file("result.json").toFile());
    }

    void awaitDispatchersEnd() throws Exception {
        long pid = pid();
        Awaitility.await().until(() -> !Relay.alive(pid));
    }

    <T extends BuildEvent> Stream<T> events(Class<T> kind) throws IOException {
        return EventLog.read(file("events.jsonl")).stream()
                .filter(kind::isInstance)
                .map(kind::cast);
    }

    <T extends BuildEvent> void await(Class<T> kind, Predicate<T> wanted) {
        Awaitility.await().until(() -> events(kind).anyMatch(wanted));
    }

    void awaitRunning(String agent) {
        await(BuildEvent.CopyRunning.class, event -> event.agent().equals(agent));
    }

    Stream<String> notices() throws IOException {
        return events(BuildEvent.Notice.class).map(BuildEvent.Notice::text);
    }

    @Override
    public void close() throws Exception {
        if (Files.exists(file("dispatcher.json"))) {
            ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroyForcibly);
        }
        for (AutoCloseable each : open) {
            each.close();
        }
    }
}
