package io.jenkins.plugins.distcompile.bench;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Ports on loopback for servers that cannot say which one they took. */
public final class Ports {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Ports() {}

    public static int free(String address) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return socket.getLocalPort();
        }
    }

    /** Returns once the process takes connections. */
    public static void awaitOpen(String address, int port, Process process) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, port), 1_000);
                return;
            } catch (ConnectException e) {
                if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                    throw new IOException("the server ended with status " + process.exitValue(), e);
                }
                if (System.nanoTime() > deadline) {
                    throw new IOException("nothing listens on " + address + ":" + port + " after " + PATIENCE, e);
                }
            }
        }
    }
}
