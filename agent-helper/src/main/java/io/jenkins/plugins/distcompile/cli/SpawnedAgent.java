package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.dispatch.AgentSource;
import io.jenkins.plugins.distcompile.link.Credential;
import io.jenkins.plugins.distcompile.link.Handshake;
import io.jenkins.plugins.distcompile.link.LinkSettings;
import io.jenkins.plugins.distcompile.link.Opening;
import io.jenkins.plugins.distcompile.link.StreamLink;
import io.jenkins.plugins.distcompile.link.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A helper in a process of its own on this machine, reached over its standard input and output. */
final class SpawnedAgent implements AgentSource, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long GRACE_SECONDS = 3;

    private final String name;
    private final String clientName;
    private final List<String> command;
    private Process process;

    SpawnedAgent(String name, int slots, String clientName) {
        this.name = name;
        this.clientName = clientName;
        this.command = command(name, slots);
    }

    private static List<String> command(String name, int slots) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xshare:auto"));
        String archive = System.getProperty("distcompile.archive", "");
        if (!archive.isEmpty()) {
            command.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:disable", "-Xlog:all=error:stderr"));
        }
        if (Runtime.version().feature() >= 24) {
            command.add("--sun-misc-unsafe-memory-access=allow");
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of("serve", "--stdio", "--name", name, "--slots", Integer.toString(slots)));
        return command;
    }

    @Override
    public String address() {
        return name;
    }

    @Override
    public synchronized Opening connect() throws IOException {
        process = new ProcessBuilder(command)
                .redirectError(
                        System.getenv("DISTCOMPILE_DEBUG") == null
                                ? ProcessBuilder.Redirect.DISCARD
                                : ProcessBuilder.Redirect.INHERIT)
                .start();
        Transport transport = Transport.ofProcess(process);
        // Nobody else can reach these streams: no key is needed.
        Handshake.asClient(transport, clientName, Credential.unkeyed(), new byte[0], PATIENCE);
        return StreamLink.open(name, transport, LinkSettings.DEFAULT);
    }

    @Override
    public boolean mayReturn() {
        return false;
    }

    @Override
    public boolean near() {
        return true;
    }

    /** The process ends by itself when its input ends; this makes sure of it. */
    @Override
    public synchronized void close() {
        if (process == null) {
            return;
        }
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // The process has gone already, and with it its end of the pipe.
        }
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
