package io.jenkins.plugins.distcompile.history;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * The file behind a {@link History}: opening, locking, damage. MVStore appends chunks and finds the last complete one
 * when it opens, so that a killed writer loses at most its last commit.
 */
final class HistoryStore {
    private static final String MAP = "times";
    private static final int COMPACTION_MILLIS = 1000;
    private static final long POLL_NANOS = 20_000_000; // 20 ms: the system tells nobody when a file lock ends

    private final Path file;
    private final Consumer<String> warnings;
    private final boolean recording;
    private MVStore store;
    private MVMap<String, String> map;
    private boolean writable;
    /** Deleted on close; null = none was needed. */
    private Path copy;

    /** @param recording whether anything is to be written: whoever only reads does not care that another writes */
    HistoryStore(Path file, Duration patience, boolean recording, Consumer<String> warnings) {
        this.file = file.toAbsolutePath();
        this.warnings = warnings;
        this.recording = recording;
        boolean existed = Files.exists(this.file);
        try {
            Files.createDirectories(this.file.getParent());
            requirePermission();
            openWithin(System.nanoTime() + patience.toNanos());
        } catch (IOException | RuntimeException e) {
            openInMemory("history " + file + " cannot be used, this build's times are not kept: "
                    + HistoryTrouble.reason(e));
            if (!existed) {
                deleteUnfinished();
            }
        }
    }

    boolean isWritable() {
        return writable;
    }

    /** The answer of the reader; {@code otherwise} when the file is damaged, which is then set aside. */
    <T> T read(T otherwise, Function<MVMap<String, String>, T> reader) {
        try {
            return reader.apply(map);
        } catch (RuntimeException | AssertionError | VirtualMachineError e) {
            replaceDamaged(damage(e));
            return otherwise;
        }
    }

    /** Changes and commits; on damage once more on a fresh file. A disk that takes no more costs the change, not the file. */
    void write(Consumer<MVMap<String, String>> change) {
        try {
            change.accept(map);
            commit();
        } catch (RuntimeException | AssertionError | VirtualMachineError e) {
            replaceDamaged(damage(e));
            if (writable || !HistoryTrouble.isUnwritable(e)) {
                change.accept(map);
                commit();
            }
        }
    }

    void close() {
        try {
            store.close(writable && recording ? COMPACTION_MILLIS : 0);
        } catch (RuntimeException | AssertionError | VirtualMachineError e) {
            store.closeImmediately();
            // A compaction for which there is no room is for another time.
            if (writable && !HistoryTrouble.isUnwritable(e)) {
                setAside(damage(e));
            }
        }
        deleteCopy();
    }

    /** The store would take a file that it may not read for a damaged one. */
    private void requirePermission() throws AccessDeniedException {
        boolean there = Files.exists(file);
        boolean may = there
                ? Files.isReadable(file) && (!recording || Files.isWritable(file))
                : Files.isWritable(file.getParent());
        if (!may) {
            throw new AccessDeniedException(file.toString());
        }
    }

    private void deleteUnfinished() {
        try {
            if (Files.isRegularFile(file)) {
                Files.delete(file);
            }
        } catch (IOException e) {
            warnings.accept("cannot delete the unfinished " + file + ": " + HistoryTrouble.reason(e));
        }
    }

    private void openWithin(long deadline) throws IOException {
        while (true) {
            try {
                open(file);
                writable = true;
                return;
            } catch (MVStoreException e) {
                if (HistoryTrouble.isUnwritable(e)) {
                    throw e;
                }
                if (e.getErrorCode() != DataUtils.ERROR_FILE_LOCKED) {
                    setAside(e);
                    open(file);
                    writable = true;
                    return;
                }
            } catch (RuntimeException e) {
                setAside(e);
                open(file);
                writable = true;
                return;
            }
            if (System.nanoTime() - deadline >= 0) {
                openCopy();
                return;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** A copy of a file that is being written may be torn; then there is nothing to read, which is no harm. */
    private void openCopy() throws IOException {
        copy = Files.createTempFile("history", ".mv");
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        try {
            open(copy);
        } catch (RuntimeException e) {
            openInMemory("history " + file + " is held by another process; nothing is known of earlier builds");
            return;
        }
        if (recording) {
            warnings.accept("history " + file + " is held by another process; this build's times are not kept");
        }
    }

    private void open(Path path) {
        MVStore opened;
        try {
            opened = new MVStore.Builder()
                    .fileName(path.toString())
                    .autoCommitDisabled()
                    .open();
        } catch (AssertionError | VirtualMachineError e) {
            throw damage(e);
        }
        try {
            map = opened.openMap(MAP);
            store = opened;
        } catch (RuntimeException | AssertionError | VirtualMachineError e) {
            opened.closeImmediately();
            throw damage(e);
        }
    }

    private void openInMemory(String warning) {
        warnings.accept(warning);
        store = new MVStore.Builder().open();
        map = store.openMap(MAP);
        writable = false;
    }

    private void commit() {
        store.commit();
        if (writable) {
            store.sync();
        }
    }

    private void replaceDamaged(RuntimeException damage) {
        store.closeImmediately();
        try {
            if (HistoryTrouble.isUnwritable(damage)) {
                openInMemory("history " + file + " cannot be written, this build's times are not kept: "
                        + HistoryTrouble.reason(damage));
                return;
            }
            if (writable) {
                setAside(damage);
                open(file);
                return;
            }
        } catch (RuntimeException e) {
            damage.addSuppressed(e);
        }
        openInMemory(
                "history " + file + " is damaged, this build's times are not kept: " + HistoryTrouble.reason(damage));
    }

    private void setAside(RuntimeException damage) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalStateException("it is no file", damage);
        }
        Path aside = file.resolveSibling(
                file.getFileName() + ".damaged-" + Instant.now().toEpochMilli());
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            warnings.accept("history " + file + " was damaged and is now " + aside + "; a new one is begun ("
                    + HistoryTrouble.reason(damage) + ")");
        } catch (IOException e) {
            throw new IllegalStateException("damaged, and cannot be moved aside: " + HistoryTrouble.reason(e), e);
        }
    }

    private void deleteCopy() {
        if (copy != null) {
            try {
                Files.deleteIfExists(copy);
            } catch (IOException e) {
                warnings.accept("cannot delete " + copy + ": " + e.getMessage());
            }
        }
    }

    /**
     * MVStore reports some damage by assertions; a page that names itself as its child overflows the stack, and a
     * damaged length asks for more memory than there is.
     */
    private static RuntimeException damage(Throwable e) {
        return e instanceof RuntimeException known ? known : new IllegalStateException(e.toString(), e);
    }
}
