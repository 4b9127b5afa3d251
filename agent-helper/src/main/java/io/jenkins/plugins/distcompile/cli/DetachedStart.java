package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.cli.control.ControlFolder;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts the dispatcher so that it outlives this process, its session and its streams, and waits until it is ready. The
 * environment is passed on: by it Jenkins finds what a build has left running.
 */
final class DetachedStart {
    private static final long LOOK_MILLIS = 1_000; // for file systems that give no notices
    private static final int LOG_TAIL = 4096;

    private final ControlFolder folder;

    DetachedStart(ControlFolder folder) {
        this.folder = folder;
    }

    /**
     * @return the exit status for this process
     * @throws UserError with the dispatcher's own words when it did not get ready
     */
    int run() throws InterruptedException {
        try (WatchService watcher = folder.path().getFileSystem().newWatchService()) {
            folder.path().register(watcher, StandardWatchEventKinds.ENTRY_CREATE);
            long logged = Files.exists(folder.log()) ? Files.size(folder.log()) : 0;
            Process dispatcher = new ProcessBuilder(
                            detached("dispatch", folder.path().toString()))
                    .redirectInput(Redirect.from(new File(nullDevice())))
                    .redirectOutput(Redirect.appendTo(folder.log().toFile()))
                    .redirectError(Redirect.appendTo(folder.log().toFile()))
                    .start();
            dispatcher.onExit().thenRun(() -> closeQuietly(watcher)); // its death writes nothing
            while (!folder.started()) {
                if (!dispatcher.isAlive()) {
                    return ended(dispatcher.waitFor(), logged);
                }
                await(watcher);
            }
            return ExitStatus.OK;
        } catch (IOException e) {
            throw new UserError(ExitStatus.POOL, "cannot start the dispatcher: " + Reason.of(e));
        }
    }

    /** Until something is written in the folder, or the dispatcher has ended. */
    private static void await(WatchService watcher) throws InterruptedException {
        try {
            WatchKey key = watcher.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (key != null) {
                key.pollEvents();
                key.reset();
            }
        } catch (ClosedWatchServiceException e) {
            System.getLogger(DetachedStart.class.getName()).log(System.Logger.Level.TRACE, "ended", e);
        }
    }

    private static void closeQuietly(WatchService watcher) {
        try {
            watcher.close();
        } catch (IOException e) {
            System.getLogger(DetachedStart.class.getName()).log(System.Logger.Level.DEBUG, "close", e);
        }
    }

    private int ended(int status, long logged) throws IOException {
        if (folder.started()) {
            return ExitStatus.OK; // a short build, or another dispatcher has the folder
        }
        String last = lastLine(logged);
        String prefix = "distcompile: ";
        throw new UserError(
                status > 0 && status < 128 ? status : ExitStatus.POOL,
                last.isEmpty()
                        ? "the dispatcher ended with status " + status + " before it was ready; see " + folder.log()
                        : last.startsWith(prefix) ? last.substring(prefix.length()) : last);
    }

    private String lastLine(long from) throws IOException {
        try (RandomAccessFile log = new RandomAccessFile(folder.log().toFile(), "r")) {
            long start = Math.max(from, log.length() - LOG_TAIL);
            byte[] tail = new byte[(int) Math.max(0, log.length() - start)];
            log.seek(start);
            log.readFully(tail);
            String last = "";
            for (String line : new String(tail, StandardCharsets.UTF_8).split("\\R")) {
                last = line.isBlank() ? last : line;
            }
            return last;
        }
    }

    /** This program with this JVM's options and other arguments, in a session of its own. */
    static List<String> detached(String... arguments) {
        List<String> command = new ArrayList<>(ownSession());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** A session of its own where there is setsid(1); elsewhere at least no hang-up. */
    private static List<String> ownSession() {
        String path = System.getenv("PATH");
        for (String program : List.of("setsid", "nohup")) {
            boolean there = path != null
                    && Arrays.stream(path.split(File.pathSeparator))
                            .filter(folder -> !folder.isEmpty())
                            .anyMatch(folder -> new File(folder, program).canExecute());
            if (there) {
                return List.of(program);
            }
        }
        return List.of();
    }

    static String nullDevice() {
        return File.separatorChar == '\\' ? "NUL" : "/dev/null";
    }
}
