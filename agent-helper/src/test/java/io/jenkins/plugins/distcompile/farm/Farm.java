package io.jenkins.plugins.distcompile.farm;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.distcompile.report.BuildEvent;
import io.jenkins.plugins.distcompile.report.EventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/** A pool on this machine for one test: helpers and clients as processes, a project to build, and their tidy end. */
final class Farm extends ExternalResource {
    private final TemporaryFolder folder = new TemporaryFolder();
    private final List<AutoCloseable> open = new ArrayList<>();
    private Path key;

    @Override
    protected void before() throws Throwable {
        folder.create();
        key = path("pool.key");
        Cli made = Cli.start(root(), List.of("key", "--out", key.toString())).finish();
        if (made.status() != 0) {
            throw new IOException(made.err());
        }
    }

    @Override
    protected void after() {
        for (AutoCloseable each : open) {
            try {
                each.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        folder.delete();
    }

    Path root() throws IOException {
        return folder.getRoot().toPath().toRealPath();
    }

    Path path(String name) throws IOException {
        return root().resolve(name);
    }

    Path key() {
        return key;
    }

    /** A project whose compiles take {@code slow} seconds longer than they need. */
    Project project(int units, String slow) throws Exception {
        return Project.create(path("project"), Project.compiler(path("bin"), slow), units);
    }

    /** A helper with the project's compiler. */
    HelperProcess helper(String name, String... options) throws Exception {
        return helperWith(path("bin").resolve("gcc"), name, options);
    }

    HelperProcess helperWith(Path compiler, String name, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of("--slots", "2", "--allow", compiler.toString()));
        all.addAll(List.of(options));
        HelperProcess helper = HelperProcess.start(root(), key, name, all);
        open.add(helper);
        helper.port();
        return helper;
    }

    /** A helper with this compiler, its command line behind another. */
    HelperProcess helperBehind(List<String> before, Path compiler, String name, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of("--slots", "2", "--allow", compiler.toString()));
        all.addAll(List.of(options));
        HelperProcess helper = HelperProcess.start(before, root(), key, name, List.of("--listen", "127.0.0.1:0"), all);
        open.add(helper);
        helper.port();
        return helper;
    }

    /** A helper that listens in a network namespace. */
    HelperProcess server(String host, String address) throws Exception {
        List<String> options =
                List.of("--slots", "2", "--allow", path("bin").resolve("gcc").toString());
        HelperProcess helper =
                HelperProcess.start(NetLab.in(host), root(), key, host, List.of("--listen", address), options);
        open.add(helper);
        helper.port();
        return helper;
    }

    /** A helper in a network namespace that listens on no port but to a group. */
    HelperProcess listener(String namespace, String name, String group, String... options) throws Exception {
        return listenerWith(key, namespace, name, group, options);
    }

    HelperProcess listenerWith(Path itsKey, String namespace, String name, String group, String... options)
            throws Exception {
        List<String> all = new ArrayList<>(
                List.of("--slots", "2", "--allow", path("bin").resolve("gcc").toString()));
        all.addAll(List.of(options));
        HelperProcess helper =
                HelperProcess.start(NetLab.in(namespace), root(), itsKey, name, List.of("--join", group), all);
        open.add(helper);
        Awaitility.await("joined").until(() -> helper.log().contains(name + " joined " + group));
        return helper;
    }

    /** A build of the project; its events go to {@code events.jsonl}. */
    Cli build(Project project, List<HelperProcess> pool, String... options) throws Exception {
        List<String> addresses = new ArrayList<>();
        for (HelperProcess helper : pool) {
            addresses.add(helper.address());
        }
        return buildWith(project, String.join(",", addresses), options);
    }

    Cli buildWith(Project project, String pool, String... options) throws Exception {
        return buildIn(List.of(), project, pool, options);
    }

    /** @param before what the command line begins with, such as {@code ip netns exec NAME} */
    Cli buildIn(List<String> before, Project project, String pool, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "build",
                "--compile-commands",
                project.database().toString(),
                "--key-file",
                key.toString(),
                "--events",
                events().toString(),
                "--report",
                path("report.html").toString(),
                "--json"));
        if (!pool.isEmpty()) {
            // A loaded machine must not turn a late bid into a local build, nor slow helpers into the worse place: what
            // is
            // tested is what comes after that.
            arguments.addAll(List.of("--pool", pool, "--bid-wait", "30s", "--local-work", "fallback"));
        }
        arguments.addAll(List.of(options));
        Cli cli = Cli.start(before, root(), arguments);
        open.add(cli);
        return cli;
    }

    /** A control folder for a build of the project. */
    Control control(Project project) throws IOException {
        Control control = new Control(this, project);
        open.add(control);
        return control;
    }

    Path events() throws IOException {
        return path("events.jsonl");
    }

    /** Waits until the event log holds such an event. */
    <T extends BuildEvent> void await(Class<T> kind, Predicate<T> wanted) {
        Awaitility.await().until(() -> events(kind).anyMatch(wanted));
    }

    <T extends BuildEvent> Stream<T> events(Class<T> kind) throws IOException {
        return Files.exists(events())
                ? EventLog.read(events()).stream().filter(kind::isInstance).map(kind::cast)
                : Stream.empty();
    }

    static JsonNode agent(JsonNode summary, String name) {
        for (JsonNode agent : summary.get("agents")) {
            if (agent.get("name").asText().equals(name)) {
                return agent;
            }
        }
        throw new AssertionError("no agent " + name + " in " + summary);
    }
}
