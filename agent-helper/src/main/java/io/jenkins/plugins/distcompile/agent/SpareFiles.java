package io.jenkins.plugins.distcompile.agent;

import io.jenkins.plugins.distcompile.toolchain.Inclusion.Scan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Files and folders that mirrors have left, for later ones. ext4 looks past every inode that was freed within the last
 * minutes before it gives one out, so that making the files of a build soon after those of another were removed costs
 * more than all else that its helper does; renames give out none. And most files of a build are those of the one before:
 * where the content is the same, nothing is written, nor looked through again.
 *
 * <p>Whatever is handed out has the content asked for, compared byte by byte, before it gets its place, so that no client
 * can tell what others have left. Thread-safe; all methods may block.
 */
final class SpareFiles {
    private static final int MOST_FILES = 20_000;
    private static final int MOST_FOLDERS = 4_000;
    private static final long MOST_BYTES = 256 * Bytes.MIB;
    /** The JDK copies what goes through a channel to a buffer of the thread's, which stays as long as that. */
    private static final int CHUNK_BYTES = 1 << 16;

    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> OVERWRITE =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private final Path top;
    /** By the client's path that each had; the longest unused first. */
    private final Map<String, Spare> files = new LinkedHashMap<>();

    private final Deque<Path> folders = new ArrayDeque<>();
    private boolean made;
    private long bytes;
    /** How many names have been given out here. */
    private long named;
    /** Of {@link System#nanoTime}. */
    private long usedNanos;

    /** @param scans what was found in it, by dialect */
    private record Spare(Path file, long bytes, long modifiedMillis, Map<Object, Scan> scans) {}

    /** See {@link #file}. */
    interface Place {
        Path of(Map<Object, Scan> known) throws IOException;
    }

    /** @param top where they lie; made when it is needed */
    SpareFiles(Path top) {
        this.top = top;
    }

    /**
     * Makes a file.
     *
     * @param name the client's absolute path, by which a file that lay there before is found
     * @param place says where it is to lie, in a folder that exists. Called before it does, with what is known of just this
     *     content, by dialect; what it adds is known from then on. If it throws, there will be no file.
     * @return what {@code place} got
     */
    Map<Object, Scan> file(String name, byte[] content, long modifiedMillis, Place place) throws IOException {
        Spare spare = poll(name);
        boolean same = spare != null && holds(spare.file(), content);
        Map<Object, Scan> scans = same ? spare.scans() : new HashMap<>();
        Path target = place.of(scans);
        if (spare != null) {
            try {
                if (!same) {
                    write(spare.file(), content, modifiedMillis);
                } else if (spare.modifiedMillis() != modifiedMillis) {
                    Files.setLastModifiedTime(spare.file(), FileTime.fromMillis(modifiedMillis));
                }
                Files.move(spare.file(), target, StandardCopyOption.ATOMIC_MOVE);
                return scans;
            } catch (IOException e) {
                Files.deleteIfExists(spare.file()); // somebody has been at it: a new one does as well
            }
        }
        write(target, content, modifiedMillis);
        return scans;
    }

    /** Makes an empty folder; the one above it exists. */
    void folder(Path target) throws IOException {
        Path spare;
        synchronized (this) {
            spare = folders.poll();
        }
        if (spare != null) {
            try {
                Files.move(spare, target, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (IOException e) {
                Files.deleteIfExists(spare);
            }
        }
        Files.createDirectories(target); // where names differ by case alone, it may be there
    }

    /**
     * Takes all plain files and folders below {@code mirror}, and itself; all else is removed.
     *
     * @param root below which the client's paths begin
     * @param scans what {@link #file} returned, by the client's path; not used by anybody else from now on
     */
    void takeBack(Path mirror, Path root, Map<String, Map<Object, Scan>> scans) throws IOException {
        Files.walkFileTree(mirror, new BottomUp() {
            @Override
            void file(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() && file.startsWith(root)) {
                    String name = file.toString().substring(root.toString().length());
                    Map<Object, Scan> known = scans.getOrDefault(name, Map.of());
                    keep(file, name, attributes.size(), attributes.lastModifiedTime(), new HashMap<>(known));
                } else {
                    Files.deleteIfExists(file);
                }
            }

            @Override
            void folder(Path folder) throws IOException {
                keep(folder);
            }
        });
    }

    /** Removes everything, unless something has been handed out or taken back since then. */
    synchronized void clearUnlessUsedWithin(Duration time) throws IOException {
        if (System.nanoTime() - usedNanos >= time.toNanos()) {
            files.clear();
            folders.clear();
            bytes = 0;
            made = false;
            WorkFolder.deleteTree(top);
        }
    }

    /** The file that lay there, else the longest unused; null = there is none. */
    private synchronized Spare poll(String name) {
        usedNanos = System.nanoTime();
        Spare spare = files.remove(name);
        if (spare == null) {
            spare = removeEldest();
        } else {
            bytes -= spare.bytes();
        }
        return spare;
    }

    private Spare removeEldest() {
        Iterator<Spare> all = files.values().iterator();
        if (!all.hasNext()) {
            return null;
        }
        Spare eldest = all.next();
        all.remove();
        bytes -= eldest.bytes();
        return eldest;
    }

    private synchronized void keep(Path file, String name, long size, FileTime modified, Map<Object, Scan> scans)
            throws IOException {
        Path spare = newName("f");
        Files.move(file, spare, StandardCopyOption.ATOMIC_MOVE);
        Spare other = files.put(name, new Spare(spare, size, modified.toMillis(), scans));
        bytes += size;
        if (other != null) {
            bytes -= other.bytes();
            Files.deleteIfExists(other.file());
        }
        while (files.size() > MOST_FILES || bytes > MOST_BYTES) {
            Files.deleteIfExists(removeEldest().file());
        }
    }

    private synchronized void keep(Path folder) throws IOException {
        if (folders.size() >= MOST_FOLDERS) {
            Files.deleteIfExists(folder);
            return;
        }
        Path spare = newName("d");
        Files.move(folder, spare, StandardCopyOption.ATOMIC_MOVE);
        folders.add(spare);
    }

    private Path newName(String kind) throws IOException {
        usedNanos = System.nanoTime();
        if (!made) {
            Files.createDirectories(top);
            made = true;
        }
        named++;
        return top.resolve(kind + named);
    }

    private static boolean holds(Path file, byte[] content) {
        try (FileChannel channel = FileChannel.open(file, READ)) {
            if (channel.size() != content.length) {
                return false;
            }
            ByteBuffer chunk = ByteBuffer.allocate(Math.min(CHUNK_BYTES, content.length));
            for (int at = 0; at < content.length; at += chunk.position()) {
                if (channel.read(chunk.clear()) <= 0
                        || !Arrays.equals(chunk.array(), 0, chunk.position(), content, at, at + chunk.position())) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Not cut to nothing first, upon which ext4 would write the new content out at once. */
    private static void write(Path file, byte[] content, long modifiedMillis) throws IOException {
        try (FileChannel channel = FileChannel.open(file, OVERWRITE)) {
            for (int at = 0; at < content.length; ) {
                at += channel.write(ByteBuffer.wrap(content, at, Math.min(CHUNK_BYTES, content.length - at)));
            }
            channel.truncate(content.length);
        }
        Files.setLastModifiedTime(file, FileTime.fromMillis(modifiedMillis));
    }
}
