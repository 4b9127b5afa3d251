package io.jenkins.plugins.distcompile.cli.calls;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Where launchers call: one thread holds all of them, however many wait. What they want is somebody else's business. A
 * launcher beyond the bounds is told so at once, and compiles for itself.
 */
final class CallServer implements AutoCloseable {
    static final String CALLER_GONE = "its caller has gone";

    private static final System.Logger LOG = System.getLogger(CallServer.class.getName());

    private static final long CLOSING_MILLIS = 2_000;

    private final Selector selector;
    private final ServerSocketChannel server;
    private final Desk desk;
    private final Bounds bounds;
    private final Queue<Runnable> jobs = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "distcompile-calls");
    private int callers;
    private long heldBytes;
    private String closing; // null = not yet; what those are told who still wait

    /**
     * @param callers at once
     * @param heldBytes of calls that are coming in, together
     */
    record Bounds(int callers, long heldBytes) {
        static final Bounds STANDARD = new Bounds(1024, 64L << 20);
    }

    /** Takes calls. */
    interface Desk {
        /** On the server's thread, which must not wait; {@link #answer} or {@link #refuse} follows. */
        void called(Caller caller, byte[] call);
    }

    private CallServer(Selector selector, ServerSocketChannel server, Desk desk, Bounds bounds) {
        this.bounds = bounds;
        this.selector = selector;
        this.server = server;
        this.desk = desk;
    }

    /** @param socket to be made, in a folder for its owner alone */
    static CallServer open(Path socket, Desk desk, Bounds bounds) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(socket), bounds.callers());
            server.configureBlocking(false);
            Selector selector = Selector.open();
            server.register(selector, SelectionKey.OP_ACCEPT);
            CallServer opened = new CallServer(selector, server, desk, bounds);
            opened.thread.setDaemon(true);
            opened.thread.start();
            return opened;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** The compile has ended so; on any thread. */
    void answer(Caller caller, int status, String said) {
        job(() -> {
            caller.answer(status, said);
            write(caller);
        });
    }

    /** The call is nothing for us; on any thread. */
    void refuse(Caller caller, String why) {
        job(() -> {
            caller.refuse(why);
            write(caller);
        });
    }

    private void job(Runnable job) {
        jobs.add(job);
        selector.wakeup();
    }

    private void run() {
        try {
            while (closing == null) {
                selector.select();
                for (Runnable job = jobs.poll(); job != null; job = jobs.poll()) {
                    job.run();
                }
                for (SelectionKey key : selector.selectedKeys()) {
                    ready(key);
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "no more calls are taken: {0}", e.getMessage());
        } finally {
            end();
        }
    }

    private void ready(SelectionKey key) throws IOException {
        if (!key.isValid()) {
            return;
        }
        if (key.isAcceptable()) {
            accept();
            return;
        }
        Caller caller = (Caller) key.attachment();
        if (key.isWritable()) {
            write(caller);
        } else if (key.isReadable()) {
            read(caller);
        }
    }

    private void accept() throws IOException {
        for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
            channel.configureBlocking(false);
            Caller caller = new Caller(channel);
            callers++;
            channel.register(selector, SelectionKey.OP_READ, caller);
            if (callers > bounds.callers()) {
                caller.refuse("more than " + bounds.callers() + " calls wait at once; start fewer jobs");
                write(caller);
            }
        }
    }

    private void read(Caller caller) {
        if (caller.answered()) {
            return;
        }
        try {
            int before = caller.held();
            Caller.Progress progress = caller.read();
            heldBytes += caller.held() - before;
            switch (progress) {
                case MORE -> {
                    if (heldBytes > bounds.heldBytes()) {
                        caller.refuse("calls of more than " + (bounds.heldBytes() >> 20)
                                + " MiB are coming in; start fewer jobs");
                        write(caller);
                    }
                }
                case CALLED -> {
                    heldBytes -= caller.held();
                    desk.called(caller, caller.take());
                }
                case GONE -> drop(caller);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a caller", e);
            drop(caller);
        }
    }

    private void write(Caller caller) {
        try {
            if (caller.write()) {
                drop(caller);
            } else {
                caller.channel().keyFor(selector).interestOps(SelectionKey.OP_WRITE);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a caller", e); // it has gone
            drop(caller);
        }
    }

    /** It has its answer, or has gone. */
    private void drop(Caller caller) {
        if (!caller.channel().isOpen()) {
            return;
        }
        callers--;
        heldBytes -= caller.held();
        caller.leave();
        try {
            caller.channel().close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a caller", e);
        }
    }

    private void end() {
        for (SelectionKey key : List.copyOf(selector.keys())) {
            if (key.attachment() instanceof Caller caller && !caller.answered()) {
                caller.answer(1, closing == null ? "" : closing + "\n");
                write(caller);
            }
        }
        try {
            server.close();
            selector.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the socket", e);
        }
    }

    /** Who calls from now on is on his own; those who wait are answered as ever. */
    void takeNoMore() {
        job(() -> {
            try {
                server.close();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "the socket", e);
            }
        });
    }

    /** Whoever still waits is told that nothing comes any more. */
    @Override
    public void close() {
        job(() -> closing = "distcompile-cc: not compiled: 'distcompile run' has ended");
        try {
            thread.join(CLOSING_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
