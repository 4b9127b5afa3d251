package io.jenkins.plugins.distcompile.bench;

import io.jenkins.plugins.distcompile.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** A distccd of our own on loopback, for one build; without compression, as distcc starts by default. */
final class DistccServer implements AutoCloseable {
    private static final String ADDRESS = "127.0.0.2";

    private final Path work;
    private final Process daemon;
    private final int port;
    private final int jobs;

    private DistccServer(Path work, Process daemon, int port, int jobs) {
        this.work = work;
        this.daemon = daemon;
        this.port = port;
        this.jobs = jobs;
    }

    static DistccServer start(Path work, int jobs) throws Exception {
        Files.createDirectories(work);
        // distccd gives root away and then writes its files as another user.
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxrwxrwx"));
        int port = Ports.free(ADDRESS);
        ProcessBuilder builder = new ProcessBuilder(
                        "distccd",
                        "--no-detach",
                        "--daemon",
                        "--listen",
                        ADDRESS,
                        "-p",
                        Integer.toString(port),
                        "--allow",
                        "127.0.0.0/8",
                        "--jobs",
                        Integer.toString(jobs),
                        "--nice",
                        "0",
                        "--log-level",
                        "warning",
                        "--log-stderr")
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("distccd.log").toFile());
        builder.environment().put("TMPDIR", work.toString());
        Process daemon = builder.start();
        Ports.awaitOpen(ADDRESS, port, daemon);
        return new DistccServer(work, daemon, port, jobs);
    }

    /** @throws IOException if distcc compiled a unit here instead, which would spoil the figure */
    Cost build(Plan plan) throws Exception {
        Path log = work.resolve("distcc.log");
        Files.deleteIfExists(log);
        Files.createDirectories(work.resolve("state"));
        double before = ProcStat.treeSeconds(daemon.toHandle());
        Cost client = CommandRun.of(
                plan,
                jobs,
                List.of("distcc"),
                Map.of(
                        "DISTCC_HOSTS",
                        ADDRESS + ":" + port + "/" + jobs,
                        "DISTCC_DIR",
                        work.resolve("state").toString(),
                        "DISTCC_LOG",
                        log.toString(),
                        "DISTCC_FALLBACK",
                        "0"),
                work);
        double server = ProcStat.treeSeconds(daemon.toHandle()) - before;
        return new Cost(client.wallSeconds(), client.cpuSeconds() + server);
    }

    @Override
    public void close() throws InterruptedException {
        daemon.descendants().forEach(ProcessHandle::destroyForcibly);
        daemon.destroyForcibly().waitFor();
    }
}
