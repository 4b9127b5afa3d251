package io.jenkins.plugins.distcompile.agent;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Where a helper keeps what outlives it, locked against a second helper of the same name. A helper that finds it locked,
 * or has none, uses a part of its work folder instead, which goes when it ends. Thread-safe.
 */
final class StateFolder implements AutoCloseable {
    private final Path path;
    /** null = nothing is locked. */
    private final FileChannel lock;

    private StateFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Says in the log when nothing can be kept. */
    static StateFolder of(HelperConfig config, WorkFolder work) {
        if (config.state != null) {
            Path folder = config.state.resolve("helper-" + config.name.replaceAll("[^A-Za-z0-9_.-]", "_"));
            try {
                FileChannel channel = lock(folder);
                if (channel != null) {
                    return new StateFolder(folder, channel);
                }
                config.log.accept(folder + " is in use by another helper of this name: ranks and scores are not kept");
            } catch (IOException e) {
                config.log.accept(folder + " cannot be used, ranks and scores are not kept: " + e);
            }
        }
        return new StateFolder(work.path().resolve("state"), null);
    }

    /** null = another has it. */
    private static FileChannel lock(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (locked(channel)) {
            return channel;
        }
        channel.close();
        return null;
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false; // a helper in this JVM has it
        }
    }

    /** May not exist yet: who uses it makes it. */
    Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            System.getLogger(StateFolder.class.getName())
                    .log(System.Logger.Level.WARNING, "cannot unlock {0}: {1}", path, e.getMessage());
        }
    }
}
