package io.jenkins.plugins.distcompile.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What heartbeats cost while nothing else happens: one helper, one client, one unit that sleeps. To be run in a network
 * namespace of its own, so that every byte on the loopback is theirs: {@code bench/heartbeat} does so.
 */
public final class HeartbeatCost {
    private static final List<String> INTERVALS = List.of("1ms", "10ms", "100ms", "1s", "10min");
    private static final long WARM_UP_SECONDS = 10;
    private static final long PATIENCE_SECONDS = 120;
    /** It counts what IPv4, TCP and TLS add to each packet, too. */
    private static final String LOOPBACK = "lo";

    private HeartbeatCost() {}

    /** Processor seconds of both processes, and bytes and packets between them, so far. */
    private record Sums(long atNanos, double helper, double client, long bytes, long packets) {
        static Sums of(Process helper, Process client) throws IOException {
            Matcher line = Pattern.compile("(?m)^\\s*" + LOOPBACK + ":\\s*(.*)$")
                    .matcher(Files.readString(Path.of("/proc/self/net/dev")));
            if (!line.find()) {
                throw new IOException("/proc/self/net/dev has no " + LOOPBACK);
            }
            String[] fields = line.group(1).trim().split("\\s+");
            return new Sums(
                    System.nanoTime(),
                    ProcStat.treeSeconds(helper.toHandle()),
                    ProcStat.treeSeconds(client.toHandle()),
                    Long.parseLong(fields[0]),
                    Long.parseLong(fields[1]));
        }

        String row(String interval, Sums from) {
            double seconds = (atNanos - from.atNanos) / 1e9;
            return String.format(
                    Locale.ROOT,
                    "| %s | %.2f %% | %.2f %% | %.1f kB/s | %.0f |",
                    interval,
                    100 * (helper - from.helper) / seconds,
                    100 * (client - from.client) / seconds,
                    (bytes - from.bytes) / 1e3 / seconds,
                    (packets - from.packets) / seconds);
        }
    }

    /** @param arguments work folder, helper's JAR, page, seconds to measure each interval */
    public static void main(String[] arguments) throws Exception {
        Path work = Files.createDirectories(Path.of(arguments[0])).toAbsolutePath();
        Path jar = Path.of(arguments[1]).toAbsolutePath();
        long seconds = Long.parseLong(arguments[3]);
        Path compiler = compiler(work);
        Path key = work.resolve("pool.key");
        Files.deleteIfExists(key);
        require(
                command(work, jar, "key.log", "key", "--out", key.toString()).waitFor() == 0,
                "no key could be made; see " + work.resolve("key.log"));
        List<String> rows = new ArrayList<>();
        rows.add("| heartbeat | helper, of one processor | client, of one processor | both ways | packets/s |");
        rows.add("|--:|--:|--:|--:|--:|");
        int port = Ports.free("127.0.0.1");
        Process helper = command(
                work,
                jar,
                "serve.log",
                "serve",
                "--no-benchmark",
                "--listen",
                "127.0.0.1:" + port,
                "--slots",
                "1",
                "--key-file",
                key.toString(),
                "--name",
                "bench",
                "--allow",
                compiler.toString());
        try {
            Ports.awaitOpen("127.0.0.1", port, helper);
            for (String interval : INTERVALS) {
                rows.add(measured(work, jar, compiler, port, interval, seconds, helper));
                System.out.println(rows.get(rows.size() - 1));
            }
        } finally {
            stop(helper);
        }
        PerformancePage.write(Path.of(arguments[2]), "heartbeats", String.join("\n", rows));
    }

    private static String measured(
            Path work, Path jar, Path compiler, int port, String interval, long seconds, Process helper)
            throws Exception {
        Path events = work.resolve("events.jsonl");
        Files.deleteIfExists(events);
        Process client = command(
                work,
                jar,
                "build.log",
                "build",
                "--pool",
                "127.0.0.1:" + port,
                "--key-file",
                work.resolve("pool.key").toString(),
                "--sources",
                "unit.c",
                "--command",
                compiler + " -c {source} -o {output}",
                "--heartbeat",
                interval,
                "--fallback",
                "wait",
                "--stall-after",
                "0s",
                "--no-history",
                "--events",
                events.toString());
        try {
            long start = System.nanoTime();
            while (!Files.exists(events) || !Files.readString(events).contains("\"assigned\"")) {
                require(client.isAlive(), "the build ended; see " + work.resolve("build.log"));
                require(
                        System.nanoTime() - start < TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS),
                        "the unit was not given out; see " + work.resolve("serve.log"));
                client.waitFor(200, TimeUnit.MILLISECONDS);
            }
            client.waitFor(WARM_UP_SECONDS, TimeUnit.SECONDS);
            Sums from = Sums.of(helper, client);
            client.waitFor(seconds, TimeUnit.SECONDS);
            require(client.isAlive(), "the unit ended too soon");
            return Sums.of(helper, client).row(interval, from);
        } finally {
            stop(client);
        }
    }

    /** gcc, but for compiles, which take as long as they are let. */
    private static Path compiler(Path work) throws IOException {
        Path script = work.resolve("gcc");
        Files.writeString(
                script,
                """
                #!/bin/sh
                case " $* " in
                *" -E "* | *" --version "* | *" -dump"* | *" -print"* | *" -v "*) exec /usr/bin/gcc "$@" ;;
                esac
                exec sleep 3600
                """);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(work.resolve("unit.c"), "int unit;\n");
        return script;
    }

    private static Process command(Path work, Path jar, String log, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", // as bin/distcompile starts it
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve(log).toFile())
                .start();
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private static void require(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException(otherwise);
        }
    }
}
