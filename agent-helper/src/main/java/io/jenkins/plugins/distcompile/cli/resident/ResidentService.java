package io.jenkins.plugins.distcompile.cli.resident;

import io.jenkins.plugins.distcompile.cli.caller.SmallProgram;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The resident client of the current folder: takes builds from processes of the same user that are started there, and runs
 * each on a thread of its own, until it is told to stop or nobody has wanted one for long.
 */
public final class ResidentService {
    private static final System.Logger LOG = System.getLogger(ResidentService.class.getName());
    /** Each has a thread, another that listens to its caller, and the threads of a build. */
    private static final int MOST_BUILDS = 8;

    /** Runs one build and returns its exit status. */
    public interface Builds {
        int run(Served served);
    }

    private final ResidentPlace place;
    private final Builds builds;
    private final Business business;
    private final Path program = Path.of(System.getProperty("java.class.path"));
    private final String programStamp = stamp(program);
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "resident");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicBoolean removed = new AtomicBoolean();
    private volatile ServerSocketChannel server;
    private volatile boolean ending;

    private ResidentService(ResidentPlace place, Duration idle, Builds builds) {
        this.place = place;
        this.builds = builds;
        this.business = new Business(idle, MOST_BUILDS, this::stopTaking);
    }

    /**
     * Serves the current folder until the end; blocks.
     *
     * @param cache what {@code bin/distcompile} takes for its cache
     * @param idle how long to stay without a build
     * @param ready run as soon as callers can come
     * @throws IOException if the folder has a resident client already, or the socket cannot be had
     */
    public static void run(Path cache, Duration idle, Builds builds, Runnable ready)
            throws IOException, InterruptedException {
        ResidentPlace place = ResidentPlace.here(cache);
        try (FileChannel lock = FileChannel.open(place.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = lock.tryLock()) {
            if (held == null) {
                throw new IOException("this folder has a resident client already");
            }
            SmallProgram.ensure(place.folder(), ResidentPlace.CALLER);
            new ResidentService(place, idle, builds).serve(ready);
        }
    }

    private void serve(Runnable ready) throws IOException, InterruptedException {
        Files.deleteIfExists(place.socket()); // of one that was killed: the lock is ours
        Thread tidy = new Thread(this::removeFiles);
        Runtime.getRuntime().addShutdownHook(tidy);
        try (ServerSocketChannel opened = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server = opened;
            opened.bind(UnixDomainSocketAddress.of(place.socket()));
            business.open();
            ready.run();
            takeCalls(opened);
        } finally {
            removeFiles();
            business.awaitEnd();
        }
    }

    private void takeCalls(ServerSocketChannel opened) throws IOException {
        while (true) {
            try {
                SocketChannel channel = opened.accept();
                threads.execute(() -> answer(new Conversation(channel)));
            } catch (ClosedChannelException e) {
                return; // told to stop
            }
        }
    }

    private void stopTaking() {
        ending = true;
        try {
            server.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot close the socket: {0}", e.getMessage());
        }
    }

    /** Once: later they are the next one's, which may come while builds are still under way. */
    private void removeFiles() {
        if (removed.getAndSet(true)) {
            return;
        }
        for (Path file : new Path[] {place.socket(), place.lock()}) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "left behind", e);
            }
        }
        removeEmptyLog();
    }

    private void removeEmptyLog() {
        try {
            if (Files.size(place.log()) == 0) {
                Files.delete(place.log());
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "no log", e); // in the foreground there is none
        }
    }

    private void answer(Conversation conversation) {
        try (conversation) {
            Frame first = conversation.receive();
            if (first == null) {
                return;
            }
            switch (first.kind()) {
                case Frame.BUILD -> build(conversation, first);
                case Frame.STOP -> {
                    conversation.send(Frame.OUT, business.describe());
                    stopTaking();
                    business.awaitEnd();
                }
                case Frame.STATUS -> conversation.send(Frame.OUT, business.describe());
                default -> conversation.send(Frame.REFUSED, "not understood\n");
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a caller", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void build(Conversation conversation, Frame first) throws IOException {
        BuildCall call;
        try {
            call = BuildCall.parse(first.payload());
        } catch (IOException e) {
            conversation.send(Frame.REFUSED, e.getMessage() + "\n");
            return;
        }
        String reason = refusal(call);
        if (reason != null || !business.begin()) {
            conversation.send(
                    Frame.REFUSED, (reason == null ? "it is busy with " + MOST_BUILDS + " builds" : reason) + "\n");
            return;
        }
        try {
            Served served = new Served(call, conversation);
            threads.execute(served::listen);
            conversation.send(Frame.EXIT, Integer.toString(builds.run(served)));
        } finally {
            business.end();
        }
    }

    /** Why this process is not the one for it; null = it is. */
    private String refusal(BuildCall call) {
        if (!stamp(program).equals(programStamp)) {
            stopTaking();
            return "distcompile has been replaced since; start it anew by 'distcompile resident start'";
        }
        if (ending) {
            return "it is about to end";
        }
        String variable = call.differsIn(System.getenv());
        return variable == null
                ? null
                : variable + " is another one here; to start it anew, run 'distcompile resident stop' and"
                        + " 'distcompile resident start'";
    }

    private static String stamp(Path file) {
        try {
            return Files.size(file) + " " + Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return "gone";
        }
    }
}
