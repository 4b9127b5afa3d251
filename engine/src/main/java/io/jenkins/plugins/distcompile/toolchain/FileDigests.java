package io.jenkins.plugins.distcompile.toolchain;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Properties;

/**
 * SHA-256 of files, remembered by path, size and time of change, in memory and in an optional file: hashing a
 * compiler's 35 MB at every start would cost 100 ms. All state is guarded by this object's monitor.
 */
final class FileDigests {
    private static final int MAX_ENTRIES = 1000;
    private static final long MAX_CACHE_BYTES = 1 << 20;

    private final Path cache; // null = memory alone
    private final Properties known = new Properties();

    FileDigests(Path cache) {
        this.cache = cache;
        load();
    }

    /** Changes whenever the file does. */
    String stamp(Path file) throws IOException {
        BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
        return is.size() + " " + is.lastModifiedTime() + " " + is.fileKey();
    }

    /** Hex digest of the contents. */
    synchronized String of(Path file) throws IOException {
        String key = file + " " + stamp(file);
        String found = known.getProperty(key);
        if (found == null) {
            found = hash(file);
            if (known.size() >= MAX_ENTRIES) {
                known.clear();
            }
            known.setProperty(key, found);
            save();
        }
        return found;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    private static String hash(Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                digest.update(buffer, 0, length);
            }
        }
        return hex(digest.digest());
    }

    private void load() {
        try {
            if (cache != null && Files.isRegularFile(cache) && Files.size(cache) <= MAX_CACHE_BYTES) {
                try (InputStream in = Files.newInputStream(cache)) {
                    known.load(in);
                }
                known.values().removeIf(value -> !value.toString().matches("[0-9a-f]{64}"));
            }
        } catch (IOException | IllegalArgumentException e) {
            known.clear(); // only a cache: the files are hashed again
        }
    }

    private void save() throws IOException {
        if (cache == null) {
            return;
        }
        Path folder = cache.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, "digests", ".tmp");
        try (OutputStream out = Files.newOutputStream(fresh)) {
            known.store(out, null);
        }
        Files.move(fresh, cache, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
