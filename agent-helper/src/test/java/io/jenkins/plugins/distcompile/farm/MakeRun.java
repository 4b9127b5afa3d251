package io.jenkins.plugins.distcompile.farm;

import io.jenkins.plugins.distcompile.report.BuildEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.rules.ExternalResource;

/** Commands under {@code distcompile run}, started in the folder of a project that has a makefile for its units. */
final class MakeRun extends ExternalResource {
    private final Farm farm;
    private final List<Cli> started = new ArrayList<>();

    MakeRun(Farm farm) {
        this.farm = farm;
    }

    @Override
    protected void after() {
        started.forEach(Cli::close);
    }

    /** A project, and a makefile that makes its objects with {@code $(CC)} and puts them into one. */
    Project project(int units, String slow) throws Exception {
        Project project = farm.project(units, slow);
        Files.writeString(
                project.folder().resolve("Makefile"),
                """
                OBJECTS = $(patsubst %.c,obj/%.o,$(wildcard unit*.c))
                all.o: $(OBJECTS)
                	$(CC) -r -nostdlib -o $@ $(OBJECTS)
                obj/%.o: %.c
                	$(CC) -O2 -g -Wall -c $< -o $@
                """);
        return project;
    }

    /** {@code CC=distcompile-cc} and the project's compiler. */
    String compiler() throws IOException {
        return "CC=distcompile-cc " + farm.path("bin/gcc");
    }

    /** Further ones of the next runs, each with its value. */
    final List<String> variables = new ArrayList<>();

    /** With a cache of this test's own, and in a process group of its own as a shell would start it. */
    Cli start(Project project, List<HelperProcess> pool, List<String> options, String... command) throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of("run", "--events", farm.events().toString()));
        if (!pool.isEmpty()) {
            String addresses =
                    String.join(",", pool.stream().map(HelperProcess::address).toList());
            arguments.addAll(
                    List.of("--pool", addresses, "--key-file", farm.key().toString()));
            arguments.addAll(List.of("--bid-wait", "30s", "--local-work", "fallback"));
        }
        arguments.addAll(options);
        arguments.add("--");
        arguments.addAll(Arrays.asList(command));
        List<String> before = new ArrayList<>(List.of(
                "setsid",
                "env",
                "DISTCOMPILE_CACHE=" + farm.path("cache"),
                "JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=" + Files.createDirectories(farm.path("tmp"))));
        before.addAll(variables);
        Cli cli = Cli.start(before, project.folder(), arguments);
        started.add(cli);
        return cli;
    }

    Cli make(Project project, List<HelperProcess> pool, String... options) throws Exception {
        return start(project, pool, List.of(options), "make", "-j8", compiler());
    }

    /** The program in front of compilers; there after a first run. */
    Path launcher() throws IOException {
        return farm.path("cache/launcher/distcompile-cc");
    }

    /** Waits until a unit runs on an agent. */
    void awaitRunning() {
        farm.await(BuildEvent.CopyRunning.class, event -> true);
    }

    /** Processes whose command line names such a file in this test's folder; helpers left out. */
    Stream<ProcessHandle> processes(String word) throws IOException {
        String root = farm.root().toString();
        return ProcessHandle.allProcesses().filter(process -> {
            List<String> words =
                    new ArrayList<>(Arrays.asList(process.info().arguments().orElse(new String[0])));
            words.add(process.info().command().orElse(""));
            return !words.contains("serve")
                    && words.stream().anyMatch(each -> each.startsWith(root) && each.endsWith(word));
        });
    }

    void awaitNone(String word) {
        Awaitility.await(word).until(() -> processes(word).findAny().isEmpty());
    }

    /** Folders of runs, temporary objects: what nobody is to leave. */
    List<String> leftovers(Project project) throws IOException {
        try (Stream<Path> files = Files.walk(project.folder())) {
            List<String> names = new ArrayList<>(
                    files.map(file -> project.folder().relativize(file).toString())
                            .filter(name -> name.endsWith(".tmp") || name.contains("/.") || name.startsWith("."))
                            .toList());
            for (Path socket : runFolders()) {
                names.add(socket.toString());
            }
            return names;
        }
    }

    private List<Path> runFolders() throws IOException {
        try (Stream<Path> files = Files.list(farm.path("tmp"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("distcompile"))
                    .toList();
        }
    }
}
