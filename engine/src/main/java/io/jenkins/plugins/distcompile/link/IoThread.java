package io.jenkins.plugins.distcompile.link;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A daemon thread that waits for many channels at once and tells each one's link when there is something to do. There are a
 * few for all links of this JVM; one without channels ends after a while. Safe for all threads.
 */
final class IoThread {
    private static final int MOST = 4;
    private static final long IDLE_MILLIS = TimeUnit.SECONDS.toMillis(10);
    private static final IoThread[] ALL =
            new IoThread[Math.max(1, Math.min(MOST, Runtime.getRuntime().availableProcessors() / 2))];
    private static final AtomicInteger NEXT = new AtomicInteger();

    static {
        for (int i = 0; i < ALL.length; i++) {
            ALL[i] = new IoThread("link-io-" + (i + 1));
        }
    }

    private final String name;
    private Selector selector; // guarded by this; null = the thread does not run

    private IoThread(String name) {
        this.name = name;
    }

    /** What is told of a channel, on the I/O thread. */
    @FunctionalInterface
    interface Handler {
        /** Reading, writing or both may do something now; must neither block nor throw. */
        void ready(SelectionKey key);
    }

    /** Each in turn. */
    static IoThread next() {
        return ALL[Math.floorMod(NEXT.getAndIncrement(), ALL.length)];
    }

    /** Watches a non-blocking channel from now on, for reading and writing. */
    synchronized SelectionKey watch(SocketChannel channel, Handler handler) throws IOException {
        if (selector == null) {
            Selector fresh = Selector.open();
            selector = fresh;
            Thread thread = new Thread(() -> run(fresh), name);
            thread.setDaemon(true);
            thread.start();
        }
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ | SelectionKey.OP_WRITE, handler);
        selector.wakeup();
        return key;
    }

    private void run(Selector mine) {
        try {
            do {
                mine.select(IoThread::tell, IDLE_MILLIS);
            } while (!mine.keys().isEmpty() || !endIdle(mine));
        } catch (IOException e) {
            System.getLogger(IoThread.class.getName()).log(System.Logger.Level.ERROR, "links cannot be watched", e);
            abandon(mine);
        }
    }

    private static void tell(SelectionKey key) {
        try {
            ((Handler) key.attachment()).ready(key);
        } catch (CancelledKeyException e) {
            // Closed by another thread meanwhile.
            key.cancel();
        }
    }

    private synchronized boolean endIdle(Selector mine) {
        if (!mine.keys().isEmpty()) {
            return false;
        }
        abandon(mine);
        return true;
    }

    private synchronized void abandon(Selector mine) {
        if (selector == mine) {
            selector = null;
        }
        Transport.closeQuietly(mine);
    }
}
