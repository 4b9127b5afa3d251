package io.jenkins.plugins.distcompile.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The helper's own folder {@code helper-<pid>-<n>} under the work folder that the owner named; nothing is written
 * elsewhere. A lock file beside it, locked before the folder is made, tells living helpers' folders from those that a
 * killed helper left, which are removed at the next start. Unit folders may be made and removed by several threads.
 */
final class WorkFolder implements AutoCloseable {

    private static final String PREFIX = "helper-";
    private static final String LOCK = ".lock";
    private static final AtomicLong COUNTER = new AtomicLong();
    /** Folders of this JVM: file locks tell processes apart, not the helpers of one process. */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel lockChannel;
    /** Asked for once: finding it means reading the table of mounts. */
    private final FileStore store;

    private final AtomicLong units = new AtomicLong();
    /** Of compiles that ended well: making and removing folders costs more than all else that a short unit needs. */
    private final Queue<Path> spare = new ConcurrentLinkedQueue<>();

    private final SpareFiles spares;

    private WorkFolder(Path folder, FileChannel lockChannel) throws IOException {
        this.folder = folder;
        this.spares = new SpareFiles(folder.resolve("spare"));
        this.lockChannel = lockChannel;
        this.store = Files.getFileStore(folder);
    }

    /**
     * Makes the folder and removes those of dead helpers beside it.
     *
     * @throws IOException names the folder and what to do
     */
    static WorkFolder create(Path work, Consumer<String> log) throws IOException {
        Path root;
        try {
            root = Files.createDirectories(work).toRealPath();
        } catch (IOException e) {
            throw new IOException("work folder " + work + " cannot be made (" + e + "): name another with --work", e);
        }
        removeStale(root, log);
        Path folder = root.resolve(PREFIX + ProcessHandle.current().pid() + "-" + Long.toString(System.nanoTime(), 36)
                + "-" + COUNTER.incrementAndGet());
        OURS.add(folder);
        FileChannel channel = null;
        try {
            channel = FileChannel.open(lockOf(folder), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw new IOException("the lock of a new folder is held");
            }
            Files.createDirectory(folder);
            return new WorkFolder(folder, channel);
        } catch (IOException e) {
            if (channel != null) {
                channel.close();
            }
            Files.deleteIfExists(lockOf(folder));
            OURS.remove(folder);
            throw new IOException("work folder " + root + " is not usable (" + e + "): name another with --work", e);
        }
    }

    Path path() {
        return folder;
    }

    /** An empty folder for one unit. */
    Path newUnit() throws IOException {
        return Files.createDirectory(folder.resolve("u" + units.incrementAndGet()));
    }

    /** An empty folder for one client's files. */
    Path newMirror() throws IOException {
        return Files.createDirectory(folder.resolve("m" + units.incrementAndGet()));
    }

    /** What mirrors have left. */
    SpareFiles spares() {
        return spares;
    }

    /** As {@link #newUnit}, but one that was taken back may have its folders in it already. */
    Path newCompile() throws IOException {
        Path used = spare.poll();
        return used == null ? newUnit() : used;
    }

    /** Empties the folder of a compile for a later one; {@code layout} are folders and empty files right in it that stay. */
    void takeBack(Path unit, List<String> layout) throws IOException {
        delete(
                unit,
                path -> path.equals(unit)
                        || path.getParent().equals(unit)
                                && layout.contains(path.getFileName().toString()));
        spare.add(unit);
    }

    /** Size of the file system. */
    long diskBytes() throws IOException {
        return store.getTotalSpace();
    }

    /** Bytes that the helper may still write. */
    long freeBytes() throws IOException {
        return store.getUsableSpace();
    }

    @Override
    public void close() {
        try (lockChannel) {
            deleteTree(folder);
            Files.deleteIfExists(lockOf(folder));
        } catch (IOException e) {
            throw new UncheckedIOException("work folder " + folder + " could not be removed", e);
        } finally {
            OURS.remove(folder);
        }
    }

    /** Removes a folder and all below it without following links; what has gone meanwhile is no error. */
    static void deleteTree(Path top) throws IOException {
        if (Files.exists(top)) {
            delete(top, path -> false);
        }
    }

    private static void delete(Path top, Predicate<Path> stays) throws IOException {
        Files.walkFileTree(top, new BottomUp() {
            @Override
            void file(Path file, BasicFileAttributes attributes) throws IOException {
                if (!attributes.isRegularFile() || attributes.size() > 0 || !stays.test(file)) {
                    Files.deleteIfExists(file);
                }
            }

            @Override
            void folder(Path folder) throws IOException {
                if (!stays.test(folder)) {
                    Files.deleteIfExists(folder);
                }
            }
        });
    }

    private static void removeStale(Path root, Consumer<String> log) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, PREFIX + "*")) {
            for (Path candidate : folders) {
                if (Files.isDirectory(candidate, LinkOption.NOFOLLOW_LINKS) && !OURS.contains(candidate)) {
                    removeIfDead(candidate, log);
                }
            }
        }
    }

    private static void removeIfDead(Path candidate, Consumer<String> log) {
        try (FileChannel channel =
                        FileChannel.open(lockOf(candidate), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                deleteTree(candidate);
                Files.deleteIfExists(lockOf(candidate));
                log.accept("removed " + candidate + ", left by a helper that was killed");
            }
        } catch (IOException | OverlappingFileLockException e) {
            log.accept("cannot remove " + candidate + ", left by a dead helper: " + e);
        }
    }

    private static Path lockOf(Path folder) {
        return folder.resolveSibling(folder.getFileName() + LOCK);
    }
}
