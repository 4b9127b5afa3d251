package io.jenkins.plugins.distcompile.farm;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A relay between client and helper that cuts the connection in the middle of what the helper sends. */
final class CuttingRelay implements AutoCloseable {
    private final ServerSocket server;
    private final int target;
    private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);
    private final AtomicInteger cuts = new AtomicInteger();

    private CuttingRelay(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        daemon("relay-accept", this::accept);
    }

    static CuttingRelay to(int port) throws IOException {
        return new CuttingRelay(port);
    }

    int port() {
        return server.getLocalPort();
    }

    /** From now on, so many bytes of the helper's still pass. */
    void cutAfter(long bytes) {
        left.set(bytes);
    }

    int cuts() {
        return cuts.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Socket helper = new Socket(InetAddress.getLoopbackAddress(), target);
                daemon("relay-up", () -> pump(client, helper, false));
                daemon("relay-down", () -> pump(helper, client, true));
            }
        } catch (IOException e) {
            // closed: the test is over
        }
    }

    private void pump(Socket from, Socket to, boolean counted) {
        byte[] buffer = new byte[256];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (counted && left.get() != Long.MAX_VALUE && left.addAndGet(-n) < 0) {
                    cuts.incrementAndGet();
                    return;
                }
                out.write(buffer, 0, n);
            }
        } catch (IOException e) {
            // either side has gone: closing both is all there is to do
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
