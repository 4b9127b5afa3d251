package io.jenkins.plugins.distcompile.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A host of the simulated cluster: a network namespace with an address and a host name of its own, and the simulated
 * compiler in its folder.
 */
final class SimHost {
    private static final List<String> COMPILER_NAMES =
            List.of("gcc", "g++", "cc", "c++", "x86_64-linux-gnu-gcc", "x86_64-linux-gnu-g++", "gcc-12", "g++-12");

    private final String name;
    private final String address;
    private final Path folder;
    private final String traceTo;

    private SimHost(String name, String address, Path folder, String traceTo) {
        this.name = name;
        this.address = address;
        this.folder = folder;
        this.traceTo = traceTo;
    }

    /**
     * Lays its folder out.
     *
     * @param traceTo {@code ADDRESS PORT} of the trace
     */
    static SimHost in(Path folder, String name, String address, Path simcc, String traceTo) throws IOException {
        Path bin = folder.resolve("bin");
        Files.createDirectories(bin);
        // distcc's daemon gives root away.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        for (String compiler : COMPILER_NAMES) {
            Files.copy(
                    simcc,
                    bin.resolve(compiler),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
        SimHost host = new SimHost(name, address, folder, traceTo);
        host.factor("1");
        return host;
    }

    String name() {
        return name;
    }

    String address() {
        return address;
    }

    Path folder() {
        return folder;
    }

    /** What the simulated compiler reads of its host. */
    String conf() throws IOException {
        return Files.readString(confFile()).strip();
    }

    private Path confFile() {
        return folder.resolve("bin").resolve("sim.conf");
    }

    String path() {
        return folder.resolve("bin") + ":" + System.getenv("PATH");
    }

    /** How many times slower than the fastest it is from now on, or {@code hang}. */
    void factor(String factor) throws IOException {
        Files.writeString(confFile(), name + " " + factor + " " + traceTo + "\n");
    }

    /** Starts a program there. */
    Process start(List<String> command, Map<String, String> environment) throws IOException {
        List<String> inside = new ArrayList<>(List.of(
                "ip",
                "netns",
                "exec",
                name,
                "unshare",
                "--uts",
                "sh",
                "-c",
                "hostname " + name + " && exec \"$@\"",
                "sh"));
        inside.addAll(command);
        return Commands.start(inside, environment, folder, folder.resolve("daemon.log"));
    }

    /** Sends a signal to everything that runs there. */
    void signal(String signal) throws IOException, InterruptedException {
        String pids = Commands.output("ip", "netns", "pids", name).strip();
        if (!pids.isEmpty()) {
            List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
            command.addAll(List.of(pids.split("\\s+")));
            // One that has ended meanwhile is no failure.
            Commands.output(command.toArray(String[]::new));
        }
    }

    /** Pulls its cable. */
    void cut() throws IOException, InterruptedException {
        Commands.run("ip", "link", "set", "peer-" + name, "down");
    }
}
