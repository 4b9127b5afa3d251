package io.jenkins.plugins.distcompile.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Debian's icecream: a scheduler and a daemon without slots on the client's side, a daemon on each host, and a toolchain
 * archive that holds nothing but the simulated compiler.
 */
final class Icecc implements Peer {
    private static final String NET = "simulated";
    private static final int SCHEDULER_PORT = 8765;
    private static final long LOGIN_SECONDS = 60;

    private final SimHost client;
    private final Path simcc;
    private final List<Process> here = new ArrayList<>();
    private Path archive;
    private int jobs;

    Icecc(SimHost client, Path simcc) {
        this.client = client;
        this.simcc = simcc;
    }

    @Override
    public String name() {
        return "icecc";
    }

    @Override
    public void start(List<SimHost> hosts, int slots) throws Exception {
        jobs = slots * hosts.size();
        archive = archive();
        Path log = client.folder().resolve("scheduler.log");
        Files.deleteIfExists(log);
        here.add(Commands.start(
                List.of(
                        "icecc-scheduler",
                        "-n",
                        NET,
                        "-p",
                        Integer.toString(SCHEDULER_PORT),
                        "-vvv",
                        "-l",
                        log.toString()),
                Map.of(),
                client.folder(),
                client.folder().resolve("scheduler.out")));
        here.add(Commands.start(
                daemon(client, 0, List.of("--no-remote")),
                Map.of("PATH", client.path()),
                client.folder(),
                client.folder().resolve("iceccd.out")));
        for (SimHost host : hosts) {
            host.start(daemon(host, slots, List.of()), Map.of("PATH", host.path(), "SIM_CONF", host.conf()));
        }
        awaitLogins(log, hosts.size() + 1);
    }

    private static List<String> daemon(SimHost host, int slots, List<String> more) {
        List<String> command = new ArrayList<>(List.of(
                "iceccd",
                "-n",
                NET,
                "-N",
                host.name(),
                "-s",
                SimNet.CLIENT_ADDRESS + ":" + SCHEDULER_PORT,
                "-b",
                host.folder().resolve("icecc-envs").toString(),
                "-l",
                host.folder().resolve("iceccd.log").toString(),
                "-m",
                Integer.toString(Math.max(1, slots)),
                "-u",
                "icecc"));
        command.addAll(more);
        return command;
    }

    private static void awaitLogins(Path log, int daemons) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LOGIN_SECONDS);
        // The scheduler tells nobody but its log.
        while (!Files.exists(log)
                || Files.readString(log)
                                .lines()
                                .filter(l -> l.contains("login "))
                                .count()
                        < daemons) {
            if (System.nanoTime() > deadline) {
                throw new IOException("icecc's daemons did not log in within " + LOGIN_SECONDS + " s; see " + log);
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        // Their first load report, without which nothing is given to them.
        TimeUnit.SECONDS.sleep(4);
    }

    private Path archive() throws IOException, InterruptedException {
        Path root = client.folder().resolve("icecc-root");
        Path bin = Files.createDirectories(root.resolve("usr/bin"));
        for (String name : List.of("gcc", "g++", "as")) {
            Files.copy(
                    simcc, bin.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        }
        // icecc tries an archive out by running its /bin/true
        Path source = client.folder().resolve("true.c");
        Files.writeString(source, "int main(void) { return 0; }\n");
        Files.createDirectories(root.resolve("bin"));
        Files.createDirectories(root.resolve("tmp"));
        Files.setPosixFilePermissions(root.resolve("tmp"), PosixFilePermissions.fromString("rwxrwxrwx"));
        Commands.run(
                "/usr/bin/gcc",
                "-O1",
                "-static",
                source.toString(),
                "-o",
                root.resolve("bin/true").toString());
        Path made = client.folder().resolve("toolchain.tar.gz");
        Commands.run("tar", "czf", made.toString(), "-C", root.toString(), ".");
        return made;
    }

    @Override
    public Process build(Work work, Path out) throws Exception {
        return Make.start(
                client,
                work,
                "icecc",
                jobs,
                out,
                Map.of(
                        "ICECC_VERSION", archive.toString(),
                        "ICECC_REMOTE_CPP", "0",
                        "ICECC_CARET_WORKAROUND", "0"));
    }

    @Override
    public void close() throws InterruptedException {
        for (Process process : here) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        here.clear();
    }
}
