package io.jenkins.plugins.distcompile.bench.peers;

import io.jenkins.plugins.distcompile.bench.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Helpers of ours over TLS; with the history of an earlier build, or without one, with a client that stays, or without. */
final class Ours implements Peer {
    private static final int PORT = 7700;

    private final Path launcher;
    private final SimHost client;
    private final Path history;
    private final List<String> addresses = new ArrayList<>();
    private final Path key;
    private final boolean resident;
    private int builds;

    /**
     * @param history a copy of it is used and thrown away; null = cold
     * @param resident whether builds are run by the client that stays in the client's folder
     */
    Ours(Path launcher, SimHost client, Path history, boolean resident) throws IOException, InterruptedException {
        this.launcher = launcher;
        this.client = client;
        this.history = history;
        this.resident = resident;
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
        String kind = history == null ? "ours, cold" : "ours, with history";
        return resident ? kind + ", resident" : kind;
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
                resident
                        ? Map.of("PATH", client.path())
                        : Map.of("PATH", client.path(), "DISTCOMPILE_NO_RESIDENT", "1"),
                client.folder(),
                client.folder().resolve("build.log"));
    }

    /** Starts the client that stays: it serves all builds in the client's folder. */
    static void startResident(Path launcher, SimHost client) throws IOException, InterruptedException {
        // Once with this machine's own compiler, for what it compiles is to run.
        resident(launcher, client, "start", Map.of());
        stopResident(launcher, client);
        resident(launcher, client, "start", Map.of("PATH", client.path()));
    }

    static void stopResident(Path launcher, SimHost client) throws IOException, InterruptedException {
        resident(launcher, client, "stop", Map.of());
    }

    private static void resident(Path launcher, SimHost client, String what, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path log = client.folder().resolve("resident.log");
        Process done =
                Commands.start(List.of(launcher.toString(), "resident", what), environment, client.folder(), log);
        if (done.waitFor() != 0) {
            throw new IOException("resident " + what + " failed; see " + log);
        }
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
