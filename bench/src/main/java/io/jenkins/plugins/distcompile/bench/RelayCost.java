package io.jenkins.plugins.distcompile.bench;

import io.jenkins.plugins.distcompile.cli.control.AttachDoor;
import io.jenkins.plugins.distcompile.cli.control.ControlFolder;
import io.jenkins.plugins.distcompile.link.PoolKey;
import io.jenkins.plugins.distcompile.link.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What the relay costs beyond the link it carries: bytes go from a process that stands for a helper, through a pump as
 * the controller has it, into a real {@code attach}, to a dispatcher's door, and as many back. Started by
 * {@code bench/relay}.
 */
public final class RelayCost {
    private static final int BUFFER = 128 << 10;
    private static final int ECHOED_MEGABYTES = 8;

    private RelayCost() {}

    /** Arguments: work folder, helper JAR, page to write, megabytes each way, rounds. */
    public static void main(String[] args) throws Exception {
        Path work = Files.createDirectories(Path.of(args[0]).toAbsolutePath());
        Path jar = Path.of(args[1]).toAbsolutePath();
        int megabytes = Integer.parseInt(args[3]);
        int rounds = Integer.parseInt(args[4]);
        Series rate = new Series();
        Series attachCpu = new Series();
        Series pumpCpu = new Series();
        Series memory = new Series();
        for (int round = 0; round <= rounds; round++) {
            Measured measured = measure(Files.createTempDirectory(work, "control"), jar, megabytes);
            System.err.println("round " + round + ": " + measured);
            if (round > 0) {
                rate.add(measured.megabytesPerSecond());
                attachCpu.add(measured.attachMillis());
                pumpCpu.add(measured.pumpMillis());
                memory.add(measured.attachMegabytes());
            }
        }
        String table = String.join(
                "\n",
                "| figure, " + megabytes + " MB each way at once | median | spread |",
                "|---|--:|--:|",
                row("MB a second, both ways together", rate),
                row("processor time of attach a MB, ms", attachCpu),
                row("processor time of the pump a MB, ms", pumpCpu),
                row("memory of attach, MB resident", memory));
        System.out.println(table);
        PerformancePage.write(Path.of(args[2]), "relay", table);
    }

    private record Measured(double megabytesPerSecond, double attachMillis, double pumpMillis, double attachMegabytes) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%.1f MB/s, attach %.2f ms/MB, pump %.2f ms/MB, %.0f MB",
                    megabytesPerSecond,
                    attachMillis,
                    pumpMillis,
                    attachMegabytes);
        }
    }

    private static String row(String figure, Series series) {
        return "| " + figure + " | " + series.median() + " | " + series.spread() + " |";
    }

    private static Measured measure(Path folder, Path jar, int megabytes) throws Exception {
        ControlFolder control = new ControlFolder(folder);
        PoolKey key = PoolKey.generate();
        key.write(control.key());
        CompletableFuture<Transport> dispatcher = new CompletableFuture<>();
        try (AttachDoor door =
                AttachDoor.open(key, (who, streams) -> dispatcher.complete(streams), System.err::println)) {
            control.write(control.dispatcher(), ("{\"port\":" + door.port() + "}").getBytes(StandardCharsets.US_ASCII));
            Process attach = java(List.of("-jar", jar.toString(), "attach", folder.toString(), "--agent", "helper"));
            // cat(1) gives back what it is sent, which is as near to a helper's streams as bytes alone can be.
            Process helper =
                    new ProcessBuilder("cat").redirectError(Redirect.INHERIT).start();
            Pumped up = new Pumped(helper.getInputStream(), attach.getOutputStream());
            Pumped down = new Pumped(attach.getInputStream(), helper.getOutputStream());
            Transport streams = dispatcher.get(30, TimeUnit.SECONDS);
            exchange(streams, ECHOED_MEGABYTES); // the JVMs warm up
            double attachBefore = ProcStat.treeSeconds(attach.toHandle());
            double pumpBefore = up.cpuSeconds() + down.cpuSeconds();
            long start = System.nanoTime();
            exchange(streams, megabytes);
            double seconds = (System.nanoTime() - start) / 1e9;
            double moved = 2.0 * megabytes;
            Measured measured = new Measured(
                    moved / seconds,
                    (ProcStat.treeSeconds(attach.toHandle()) - attachBefore) * 1e3 / moved,
                    (up.cpuSeconds() + down.cpuSeconds() - pumpBefore) * 1e3 / moved,
                    ProcStat.megabytes(attach.pid(), "VmRSS"));
            streams.cut().run();
            if (attach.waitFor() != 0 || helper.waitFor() != 0) {
                throw new IOException("attach ended with status " + attach.exitValue());
            }
            return measured;
        }
    }

    /** Sends, and receives the same amount at the same time. */
    private static void exchange(Transport streams, int megabytes) throws Exception {
        CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
            byte[] buffer = new byte[BUFFER];
            try {
                for (long left = (long) megabytes << 20; left > 0; left -= buffer.length) {
                    streams.out().write(buffer);
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        byte[] buffer = new byte[BUFFER];
        for (long left = (long) megabytes << 20; left > 0; ) {
            int got = streams.in().read(buffer, 0, (int) Math.min(left, buffer.length));
            if (got < 0) {
                throw new IOException("the stream ended");
            }
            left -= got;
        }
        sent.join();
    }

    private static Process java(List<String> arguments) throws IOException {
        List<String> command = new java.util.ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xmx32m"));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    }

    /** One direction of the pump, with the processor time of its thread. */
    private static final class Pumped {
        private final Thread thread;
        private volatile long cpuNanos;

        Pumped(InputStream in, OutputStream out) {
            thread = new Thread(() -> {
                byte[] buffer = new byte[BUFFER];
                try (out) {
                    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                        out.write(buffer, 0, n);
                        out.flush();
                        cpuNanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                    }
                } catch (IOException e) {
                    System.err.println("pump: " + e.getMessage());
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        double cpuSeconds() {
            return cpuNanos / 1e9;
        }
    }
}
