package io.jenkins.plugins.distcompile.bench.peers;

import io.jenkins.plugins.distcompile.bench.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Helpers of ours over TLS; with the history of an earlier build, or without one. */
final class Ours implements Peer {
    private static final int PORT = 7700;

    private final Path launcher;
    private final SimHost client;
    private final Path history;
    private final List<String> addresses = new ArrayList<>();
    private final Path key;
    private int builds;

    /** @param history a copy of it is used and thrown away; null = cold */
    Ours(Path launcher, SimHost client, Path history) throws IOException, InterruptedException {
        this.launcher = launcher;
        this.client = client;
        this.history = history;
        this.key = client.folder().resolve("pool.key");
        if (!Files.exists(key)) {
            Process made = Commands.start(
                    distcompile("key", "--out", key.toString()),
                    Map.of(),
                    client.folder(),
                    client.folder().resolve("key.log"));
            if (made.waitFor() != 0) {
                throw new IOException("no key was made; see " + client.folder().resolve("key.log"));
            }
        }
    }

    @Override
    public String name() {
        return history == null ? "ours, cold" : "ours, with history";
    }

    @Override
    public void start(List<SimHost> hosts, int slots) throws Exception {
        addresses.clear();
        List<Process> helpers = new ArrayList<>();
        for (SimHost host : hosts) {
            helpers.add(host.start(
                    distcompile(
                            "serve",
                            "--listen",
                            host.address() + ":" + PORT,
                            "--slots",
                            Integer.toString(slots),
                            "--key-file",
                            key.toString(),
                            "--state",
                            host.folder().resolve("state").toString(),
                            "--work",
                            host.folder().toString(),
                            "--name",
                            host.name(),
                            "--activity",
                            "ignore",
                            "--no-benchmark"),
                    Map.of("PATH", host.path())));
            addresses.add(host.address() + ":" + PORT);
        }
        for (int i = 0; i < hosts.size(); i++) {
            Ports.awaitOpen(hosts.get(i).address(), PORT, helpers.get(i));
        }
        // A daemon has been up for long when a build comes: these have looked at themselves and been asked once.
        List<String> ask = distcompile("pool", "--pool", String.join(",", addresses), "--key-file", key.toString());
        Commands.start(ask, Map.of(), client.folder(), client.folder().resolve("pool.log"))
                .waitFor();
    }

    @Override
    public Process build(Work work, Path out) throws Exception {
        return build(work, out, workingHistory());
    }

    /** A build that leaves its times in a file. */
    Process learn(Work work, Path out, Path into) throws Exception {
        return build(work, out, into);
    }

    private Path workingHistory() throws IOException {
        return history == null
                ? null
                : Files.copy(history, client.folder().resolve("history.mv"), StandardCopyOption.REPLACE_EXISTING);
    }

    private Process build(Work work, Path out, Path times) throws IOException {
        List<String> command = distcompile(
                "build",
                "--pool",
                String.join(",", addresses),
                "--key-file",
                key.toString(),
                "--events",
                eventsFile().toString(),
                "--json");
        command.addAll(work.planOptions(out));
        command.addAll(times == null ? List.of("--no-history") : List.of("--history", times.toString()));
        return Commands.start(
                command,
                Map.of("PATH", client.path()),
                client.folder(),
                client.folder().resolve("build.log"));
    }

    /** One a build; the logs of a failed run tell what happened, and those that were kept where the time went. */
    private Path eventsFile() {
        String kind = history == null ? "cold" : "history";
        return client.folder().resolve("events-" + kind + "-" + ++builds + "-" + System.nanoTime() + ".jsonl");
    }

    private List<String> distcompile(String... arguments) {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        return command;
    }
}
