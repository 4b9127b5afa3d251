package io.jenkins.plugins.distcompile.inputs;

import io.jenkins.plugins.distcompile.toolchain.Inclusion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.zip.CRC32C;

/** A file that units may read, as it was when last looked at. Guarded by its {@link SourceTree}. */
final class SourceFile {
    private static final long LARGEST_BYTES = 64L << 20;

    private final String path;
    private final Path file;
    private final Map<Object, Inclusion.Scan> scans = new HashMap<>();

    private byte[] content; // null = given away; read again when wanted
    private long digest;
    private long size;
    private long modifiedMillis;
    private Object key;
    private long readMillis;
    private long lookedNanos;
    private String trouble; // null = it can be mirrored
    private InputBundle.Pack pack; // null = it has not been packed yet
    private boolean changed; // since it was packed

    private SourceFile(String path) {
        this.path = path;
        this.file = Path.of(path);
    }

    /** Reads a file; null = there is none, or something else of that name. */
    static SourceFile read(String path) {
        SourceFile made = new SourceFile(path);
        try {
            BasicFileAttributes is = Files.readAttributes(made.file, BasicFileAttributes.class);
            if (!is.isRegularFile()) {
                return null;
            }
            made.load(is);
            return made;
        } catch (IOException e) {
            return null; // the compiler will not be able to read it either
        }
    }

    private void load(BasicFileAttributes is) throws IOException {
        readMillis = System.currentTimeMillis();
        lookedNanos = System.nanoTime();
        boolean link = Files.isSymbolicLink(file);
        trouble = link && file.toRealPath().toString().length() < path.length()
                ? "symbolic links lead to " + path
                : is.size() > LARGEST_BYTES ? path + " is too large" : null;
        content = trouble == null ? Files.readAllBytes(file) : new byte[0];
        CRC32C crc = new CRC32C();
        crc.update(content);
        digest = crc.getValue();
        note(is);
    }

    private void note(BasicFileAttributes is) {
        size = is.size();
        modifiedMillis = is.lastModifiedTime().toMillis();
        key = is.fileKey();
    }

    String path() {
        return path;
    }

    long size() {
        return size;
    }

    long modifiedMillis() {
        return modifiedMillis;
    }

    String trouble() {
        return trouble;
    }

    boolean changed() {
        return changed;
    }

    InputBundle.Pack pack() {
        return pack;
    }

    /** It travels in this one from now on. */
    void packed(InputBundle.Pack its) {
        pack = its;
        content = null;
    }

    /** What it holds; if it has changed since it was read, that is an {@link IOException}. */
    byte[] content() throws IOException {
        byte[] all = content != null ? content : Files.readAllBytes(file);
        CRC32C crc = new CRC32C();
        crc.update(all);
        if (crc.getValue() != digest) {
            throw new IOException(path + " changes");
        }
        return all;
    }

    Inclusion.Scan scan(Object dialect, Function<byte[], Inclusion.Scan> scanner) throws IOException {
        Inclusion.Scan known = scans.get(dialect);
        if (known == null) {
            known = scanner.apply(content());
            scans.put(dialect, known);
        }
        return known;
    }

    /** What became of a file. */
    enum Look {
        SAME,
        /** What rests on it has to be found out anew. */
        OTHER,
        GONE
    }

    /** Looks again, unless it was looked at since {@code nanos}. */
    Look look(long nanos) {
        if (lookedNanos - nanos >= 0) {
            return Look.SAME;
        }
        lookedNanos = System.nanoTime();
        try {
            BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
            boolean same = is.size() == size
                    && is.lastModifiedTime().toMillis() == modifiedMillis
                    && Objects.equals(is.fileKey(), key)
                    && Times.settled(modifiedMillis, readMillis);
            return same ? Look.SAME : is.isRegularFile() ? readAgain(is) : Look.GONE;
        } catch (IOException e) {
            return Look.GONE;
        }
    }

    private Look readAgain(BasicFileAttributes is) throws IOException {
        long before = digest;
        long time = modifiedMillis;
        boolean sent = pack != null;
        load(is);
        if (sent) {
            content = null;
        }
        // The time travels, too: in seconds, for that is what gcc compares.
        if (digest == before && time / 1000 == modifiedMillis / 1000) {
            return Look.SAME;
        }
        changed |= sent;
        scans.clear();
        return Look.OTHER;
    }

    @Override
    public String toString() {
        return path;
    }
}
