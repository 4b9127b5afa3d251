package io.jenkins.plugins.distcompile.farm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A helper in a JVM of its own that listens on a free port of the loopback; signals reach it for real. */
final class HelperProcess implements AutoCloseable {
    private static final Pattern LISTENS = Pattern.compile("listens on \\S+:(\\d+)");

    private final Process process;
    private final List<String> log = new ArrayList<>();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final Thread reader;

    private HelperProcess(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "helper-log");
        reader.setDaemon(true);
    }

    static HelperProcess start(Path folder, Path key, String name, List<String> options) throws IOException {
        return start(List.of(), folder, key, name, List.of("--listen", "127.0.0.1:0"), options);
    }

    /** @param before what the command line begins with, such as {@code ip netns exec NAME} */
    static HelperProcess start(
            List<String> before, Path folder, Path key, String name, List<String> doors, List<String> options)
            throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(Cli.java());
        command.addAll(List.of("serve", "--key-file", key.toString(), "--name", name));
        command.addAll(doors);
        command.addAll(List.of("--state", folder.resolve("state-" + name).toString()));
        command.addAll(List.of("--work", folder.resolve("work-" + name).toString()));
        command.add("--no-benchmark"); // it would take the processors from the test
        command.addAll(options);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        HelperProcess helper = new HelperProcess(process);
        helper.reader.start();
        return helper;
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (log) {
                    log.add(line);
                }
                Matcher listens = LISTENS.matcher(line);
                if (listens.find()) {
                    port.complete(Integer.parseInt(listens.group(1)));
                }
            }
        } catch (IOException e) {
            port.completeExceptionally(e);
        }
        port.completeExceptionally(new IOException("the helper ended: " + log()));
    }

    int port() throws Exception {
        return port.get(120, TimeUnit.SECONDS);
    }

    /** After {@link #port} has answered once. */
    String address() {
        return "127.0.0.1:" + port.getNow(0);
    }

    String log() {
        synchronized (log) {
            return String.join("\n", log);
        }
    }

    Process process() {
        return process;
    }

    /** Sends a signal by kill(1), to the helper alone. */
    void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() throws Exception {
        signal("CONT");
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
        reader.join(10_000);
    }
}
