package io.jenkins.plugins.distcompile.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What a client costs that gives many short units to many helpers: its processor time a unit and the most memory it held.
 * Compilers wait ({@code bench/peers/simcc.c}); everything else is real. Started by {@code bench/swarm}.
 */
public final class Swarm {
    private static final int PROCESSES = 4;
    private static final int UNIT_MILLIS = 50;
    private static final int SAMPLE_MILLIS = 50;

    private Swarm() {}

    /** Arguments: work folder, bin/distcompile, simulated compiler, page to write, helpers, units, rounds. */
    public static void main(String[] args) throws Exception {
        Path work = Files.createDirectories(Path.of(args[0]).toAbsolutePath());
        String launcher = Path.of(args[1]).toAbsolutePath().toString();
        int helpers = Integer.parseInt(args[4]);
        int units = Integer.parseInt(args[5]);
        int rounds = Integer.parseInt(args[6]);
        Path bin = Files.createDirectories(work.resolve("bin"));
        Files.copy(
                Path.of(args[2]),
                bin.resolve("gcc"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
        Path database = writeUnits(work.resolve("units"), units);
        Path key = work.resolve("pool.key");
        Files.deleteIfExists(key);
        await(run(work, bin, List.of(launcher, "key", "--out", key.toString()), "key.log"), work);
        List<Process> swarm = new ArrayList<>();
        Series cpu = new Series();
        Series memory = new Series();
        Series rate = new Series();
        try {
            Path pool = work.resolve("pool");
            Files.write(pool, startHelpers(work, bin, key, helpers, swarm));
            for (int round = 0; round < rounds; round++) {
                double before = ProcStat.endedChildrenSeconds();
                long start = System.nanoTime();
                Process client = run(
                        work,
                        bin,
                        List.of(
                                launcher,
                                "build",
                                "--pool",
                                "@" + pool,
                                "--key-file",
                                key.toString(),
                                "--compile-commands",
                                database.toString(),
                                "--out",
                                work.resolve("out").toString(),
                                "--no-history",
                                "--bid-wait",
                                "30s",
                                "--json"),
                        "build.log");
                memory.add(most(client));
                await(client, work);
                rate.add(units / ((System.nanoTime() - start) / 1e9));
                cpu.add((ProcStat.endedChildrenSeconds() - before) * 1e3 / units);
            }
        } finally {
            swarm.forEach(Process::destroyForcibly);
        }
        String table = String.join(
                "\n",
                "| figure, " + helpers + " helpers, " + units + " units of " + UNIT_MILLIS + " ms | median | spread |",
                "|---|--:|--:|",
                row("processor time of the client a unit, ms", cpu),
                row("memory of the client, MB resident at most", memory),
                row("units a second (one machine holds all)", rate));
        System.out.println(table);
        PerformancePage.write(Path.of(args[3]), "swarm", table);
    }

    private static String row(String figure, Series series) {
        return "| " + figure + " | " + series.median() + " | " + series.spread() + " |";
    }

    private static List<String> startHelpers(Path work, Path bin, Path key, int helpers, List<Process> swarm)
            throws IOException {
        List<String> addresses = new ArrayList<>();
        for (int p = 0; p < PROCESSES; p++) {
            int first = helpers * p / PROCESSES;
            int count = helpers * (p + 1) / PROCESSES - first;
            ProcessBuilder builder = new ProcessBuilder(
                            javaProgram(),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            HelperSwarm.class.getName(),
                            Integer.toString(first),
                            Integer.toString(count),
                            key.toString(),
                            work.resolve("swarm" + p).toString())
                    .redirectError(work.resolve("swarm" + p + ".log").toFile());
            builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
            swarm.add(builder.start());
            BufferedReader ports = swarm.get(p).inputReader();
            for (int i = 0; i < count; i++) {
                String port = ports.readLine();
                if (port == null) {
                    throw new IOException("helpers did not start; see " + work.resolve("swarm" + p + ".log"));
                }
                addresses.add("127.0.0.1:" + port);
            }
        }
        return addresses;
    }

    private static Path writeUnits(Path folder, int count) throws IOException {
        Path database = TrivialUnits.write(folder, count);
        for (int i = 0; i < count; i++) {
            Files.writeString(
                    folder.resolve("unit" + i + ".c"),
                    String.format(Locale.ROOT, "extern int sim_ms_%d;%nextern int sim_unit_u%d;%n", UNIT_MILLIS, i));
        }
        return database;
    }

    private static Process run(Path work, Path bin, List<String> command, String log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve(log).toFile());
        builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
        return builder.start();
    }

    private static String javaProgram() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static double most(Process client) throws InterruptedException {
        double most = 0;
        while (!client.waitFor(SAMPLE_MILLIS, TimeUnit.MILLISECONDS)) {
            try {
                most = Math.max(most, ProcStat.megabytes(client.pid(), "VmHWM"));
            } catch (IOException e) {
                // Ended between the two looks.
                continue;
            }
        }
        return most;
    }

    private static void await(Process process, Path work) throws IOException, InterruptedException {
        if (process.waitFor() != 0) {
            throw new IOException("ended with status " + process.exitValue() + "; see the logs in " + work);
        }
    }
}
