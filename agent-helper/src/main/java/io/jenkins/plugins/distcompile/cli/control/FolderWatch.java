package io.jenkins.plugins.distcompile.cli.control;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Watches a control folder for the wish to stop, and shows in it that this process lives. A thread waits for the
 * system's notices; the beat, which touches the folder every two seconds anyway, looks as well, for file systems that
 * give none.
 */
public final class FolderWatch implements AutoCloseable {
    private static final long BEAT_SECONDS = 2;
    private static final long MOMENT_MILLIS = 300;
    /** In place of a reason, which holds no control characters. */
    private static final String GONE = "\n";

    private final ControlFolder folder;
    private final Consumer<String> stop;
    private final IntConsumer coming;
    private final AtomicInteger helpersComing = new AtomicInteger();
    private final AtomicBoolean told = new AtomicBoolean();
    private final AtomicBoolean waiting = new AtomicBoolean();
    private final WatchService watcher;
    private final ScheduledThreadPoolExecutor beat;
    private long beats; // of the beat's thread

    private FolderWatch(ControlFolder folder, Consumer<String> stop, IntConsumer coming, WatchService watcher) {
        this.folder = folder;
        this.stop = stop;
        this.coming = coming;
        this.watcher = watcher;
        this.beat = new ScheduledThreadPoolExecutor(1, work -> daemon(work, "control-beat"));
    }

    /**
     * Begins to watch and to beat.
     *
     * @param stop told once why the build is to end: {@code cancelled: REASON}, or that the folder has vanished; on one
     *     of two threads of this object
     * @param coming told how many helpers are on their way, whenever that changes from 0; on the same threads
     * @throws IOException when the folder cannot be watched
     */
    public static FolderWatch start(ControlFolder folder, Consumer<String> stop, IntConsumer coming)
            throws IOException {
        WatchService watcher = folder.path().getFileSystem().newWatchService();
        FolderWatch watch = new FolderWatch(folder, stop, coming, watcher);
        try {
            folder.path().register(watcher, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE);
            watch.watchParent();
        } catch (IOException e) {
            watcher.close();
            throw e;
        }
        daemon(watch::watch, "control-watch").start();
        watch.beat.scheduleAtFixedRate(watch::beat, 0, BEAT_SECONDS, TimeUnit.SECONDS);
        return watch;
    }

    /** A folder that is renamed away tells its parent only. */
    private void watchParent() {
        Path parent = folder.path().getParent();
        try {
            parent.register(watcher, StandardWatchEventKinds.ENTRY_DELETE);
        } catch (IOException | RuntimeException e) {
            // One that cannot be read, or none at all: then the beat notices, two seconds later.
            System.getLogger(FolderWatch.class.getName()).log(System.Logger.Level.DEBUG, "parent not watched", e);
        }
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private void watch() {
        try {
            look(); // what came before the watch began
            while (!told.get()) {
                WatchKey key = watcher.take();
                key.pollEvents();
                key.reset();
                look();
            }
        } catch (InterruptedException | ClosedWatchServiceException e) {
            // Nobody wants to know any more.
            System.getLogger(FolderWatch.class.getName()).log(System.Logger.Level.TRACE, "watch ends", e);
        }
    }

    /** A reason may be written after the file was made: it has a moment for that. */
    private void look() {
        int agents = folder.helpersComing();
        if (helpersComing.getAndSet(agents) != agents) {
            coming.accept(agents);
        }
        String reason = folder.exists() ? folder.cancelled() : GONE;
        if (reason == null || told.get()) {
            return;
        }
        if (reason.isEmpty() && waiting.compareAndSet(false, true)) {
            beat.schedule(() -> conclude(folder.exists() ? folder.cancelled() : GONE), MOMENT_MILLIS, MILLISECONDS);
        } else if (!reason.isEmpty()) {
            conclude(reason);
        }
    }

    private void conclude(String reason) {
        if (told.compareAndSet(false, true)) {
            boolean bare = reason == null || reason.isEmpty();
            stop.accept(
                    GONE.equals(reason)
                            ? "the control folder has vanished"
                            : bare ? "cancelled" : "cancelled: " + reason);
        }
    }

    private void beat() {
        try {
            folder.write(folder.alive(), Long.toString(++beats).getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // A full disk must not end the build; a folder that has gone does so below.
            System.getLogger(FolderWatch.class.getName()).log(System.Logger.Level.DEBUG, "no beat", e);
        }
        look();
    }

    @Override
    public void close() {
        beat.shutdownNow();
        try {
            watcher.close();
        } catch (IOException e) {
            System.getLogger(FolderWatch.class.getName()).log(System.Logger.Level.DEBUG, "close", e);
        }
    }
}
