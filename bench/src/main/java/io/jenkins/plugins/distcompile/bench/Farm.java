package io.jenkins.plugins.distcompile.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One helper of ours on loopback over TLS, and builds through it, all by the command line that people use. */
final class Farm implements AutoCloseable {
    private static final String ADDRESS = "127.0.0.1";

    /** Between two looks at a client's memory. */
    private static final int SAMPLE_MILLIS = 100;

    private static final int SAMPLES = 300;

    private final Path work;
    private final Path launcher;
    private final Process helper;
    private final int port;
    private ProcessHandle resident; // null = there is none

    private Farm(Path work, Path launcher, Process helper, int port) {
        this.work = work;
        this.launcher = launcher;
        this.helper = helper;
        this.port = port;
    }

    static Farm start(Path work, Path launcher, int slots) throws Exception {
        Files.createDirectories(work);
        Path key = work.resolve("pool.key");
        Files.deleteIfExists(key);
        int status = command(work, launcher, List.of("key", "--out", key.toString()), "key.log")
                .waitFor();
        if (status != 0) {
            throw new IOException("making a key ended with status " + status + "; see " + work.resolve("key.log"));
        }
        int port = Ports.free(ADDRESS);
        Process helper = command(
                work,
                launcher,
                List.of(
                        "serve",
                        "--no-benchmark",
                        "--listen",
                        ADDRESS + ":" + port,
                        "--slots",
                        Integer.toString(slots),
                        "--key-file",
                        key.toString(),
                        "--name",
                        "bench"),
                "serve.log");
        Ports.awaitOpen(ADDRESS, port, helper);
        return new Farm(work, launcher, helper, port);
    }

    /** From now on builds are run by a client that stays. */
    Farm withResidentClient() throws IOException, InterruptedException {
        Path log = work.resolve("resident.log");
        int status = command(work, launcher, List.of("resident", "start"), "resident.log")
                .waitFor();
        Matcher process = Pattern.compile("process (\\d+)").matcher(Files.readString(log));
        if (status != 0 || !process.find()) {
            throw new IOException("no resident client; see " + log);
        }
        resident = ProcessHandle.of(Long.parseLong(process.group(1))).orElseThrow();
        return this;
    }

    Cost build(Path database, Path out) throws Exception {
        double children = ProcStat.endedChildrenSeconds();
        double servers = serversSeconds();
        long start = System.nanoTime();
        int status = client(database, out).waitFor();
        double wall = (System.nanoTime() - start) / 1e9;
        if (status != 0) {
            throw new IOException("the build ended with status " + status + "; see " + work.resolve("build.log"));
        }
        return new Cost(wall, ProcStat.endedChildrenSeconds() - children + serversSeconds() - servers);
    }

    private double serversSeconds() throws IOException {
        return ProcStat.treeSeconds(helper.toHandle()) + (resident == null ? 0 : ProcStat.treeSeconds(resident));
    }

    double residentMegabytes() throws IOException {
        return ProcStat.megabytes(resident.pid(), "VmRSS");
    }

    double helperMegabytes() throws IOException {
        return ProcStat.megabytes(helper.pid(), "VmRSS");
    }

    /** The most that a client held while it planned the database and in the first seconds of the build, which ends then. */
    double clientMegabytes(Path database, Path out) throws Exception {
        Process client = client(database, out);
        double most = 0;
        for (int i = 0; i < SAMPLES && !client.waitFor(SAMPLE_MILLIS, TimeUnit.MILLISECONDS); i++) {
            try {
                most = Math.max(most, ProcStat.megabytes(client.pid(), "VmHWM"));
            } catch (IOException e) {
                // Ended between the two looks.
                continue;
            }
        }
        if (!client.isAlive()) {
            throw new IOException("the build ended with status " + client.exitValue() + " too early; see "
                    + work.resolve("build.log"));
        }
        client.destroy();
        client.waitFor();
        return most;
    }

    private Process client(Path database, Path out) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "build",
                "--pool",
                ADDRESS + ":" + port,
                "--key-file",
                work.resolve("pool.key").toString(),
                "--compile-commands",
                database.toString(),
                "--out",
                out.toString(),
                "--no-history",
                "--json"));
        String more = System.getenv("BENCH_BUILD_OPTIONS");
        if (more != null && !more.isBlank()) {
            arguments.addAll(List.of(more.strip().split("\\s+")));
        }
        return command(work, launcher, arguments, "build.log");
    }

    private static Process command(Path work, Path launcher, List<String> arguments, String log) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve(log).toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    @Override
    public void close() throws InterruptedException {
        if (resident != null) {
            resident.destroy();
        }
        helper.destroy();
        if (!helper.waitFor(10, TimeUnit.SECONDS)) {
            helper.destroyForcibly().waitFor();
        }
    }
}
