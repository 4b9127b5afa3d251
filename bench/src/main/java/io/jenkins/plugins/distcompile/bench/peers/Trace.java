package io.jenkins.plugins.distcompile.bench.peers;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Hears what the simulated compilers say: which host began and ended which unit. */
final class Trace implements AutoCloseable {
    private final DatagramSocket socket;
    private final List<String[]> heard = new ArrayList<>(); // guarded by itself

    Trace() throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 0));
        socket.setReceiveBufferSize(1 << 20);
        Thread thread = new Thread(this::listen, "trace");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    void clear() {
        synchronized (heard) {
            heard.clear();
        }
    }

    /** Units that were started more than once. */
    long repeated() {
        synchronized (heard) {
            return heard.stream().filter(line -> line[0].equals("S")).count()
                    - heard.stream()
                            .filter(line -> line[0].equals("S"))
                            .map(line -> line[2])
                            .distinct()
                            .count();
        }
    }

    /** Runs on the client. */
    long local() {
        synchronized (heard) {
            return heard.stream()
                    .filter(line -> line[0].equals("S") && line[1].equals("client"))
                    .count();
        }
    }

    private void listen() {
        byte[] buffer = new byte[512];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
            } catch (SocketException e) {
                return; // closed
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            String[] line = new String(buffer, 0, packet.getLength(), StandardCharsets.US_ASCII).split(" ");
            if (line.length == 3) {
                synchronized (heard) {
                    heard.add(line);
                }
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
