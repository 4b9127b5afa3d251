package io.jenkins.plugins.distcompile.link;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that clients and helpers of a pool share: 32 random bytes. As text: a header line, then base64. Immutable;
 * never shown by {@link #toString}.
 */
public final class PoolKey implements Credential {
    private static final int BYTES = 32;
    private static final String HEADER = "distributed-compile pool key 1";
    private static final int LONGEST_FILE = 1024;
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final byte[] secret;

    private PoolKey(byte[] secret) {
        this.secret = secret;
    }

    /** A fresh key from the system's random source. */
    public static PoolKey generate() {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        return new PoolKey(secret);
    }

    /** Writes the key whole or not at all, readable by its owner alone. An existing file stays as it is: an error. */
    public void write(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        if (!Files.isDirectory(absolute.getParent())) {
            throw new IOException(file + ": its folder does not exist");
        }
        Path draft = OwnerOnly.createTempFile(absolute.getParent(), ".key");
        try {
            Files.writeString(draft, toText(), StandardCharsets.US_ASCII);
            try {
                // A hard link, unlike a rename, fails when the name is taken.
                Files.createLink(absolute, draft);
            } catch (UnsupportedOperationException e) {
                Files.move(draft, absolute);
            }
        } catch (FileAlreadyExistsException e) {
            throw new FileAlreadyExistsException(
                    file.toString(), null, "a key is not overwritten; remove the file first, or give another name");
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** @throws IOException naming the file and the remedy if it is readable by others or holds no key */
    public static PoolKey read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": no such key file; make one with: distcompile key --out FILE");
        }
        FileStore store = Files.getFileStore(file);
        if (store.supportsFileAttributeView(PosixFileAttributeView.class)) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.stream().anyMatch(OTHERS::contains)) {
                throw new IOException(file + ": the key can be read or changed by others; run: chmod 600 " + file);
            }
        }
        if (Files.size(file) > LONGEST_FILE) {
            throw new IOException(file + ": not a pool key; make one with: distcompile key --out FILE");
        }
        try {
            return ofText(Files.readString(file, StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new IOException(file + ": not a pool key; make one with: distcompile key --out FILE", e);
        }
    }

    /** The key as text, as it stands in a file; for passing it to another process over a channel nobody else reads. */
    public String toText() {
        return HEADER + "\n" + Base64.getEncoder().encodeToString(secret) + "\n";
    }

    /** @throws IllegalArgumentException if the text is not a key's; the message does not show it */
    public static PoolKey ofText(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() != 2 || !lines.get(0).equals(HEADER)) {
            throw new IllegalArgumentException("not a pool key: header line missing");
        }
        byte[] secret;
        try {
            secret = Base64.getDecoder().decode(lines.get(1).strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not a pool key: bad base64", e);
        }
        if (secret.length != BYTES) {
            throw new IllegalArgumentException("not a pool key: wrong length");
        }
        return new PoolKey(secret);
    }

    /**
     * HMAC-SHA256 by a key made of this one for one purpose alone, so that what is signed for it is of no use elsewhere.
     * Thread-safe as long as each thread takes its own.
     */
    public Mac signer(String purpose) {
        byte[] derived = mac(secret).doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        return mac(derived);
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 belongs to every Java runtime", e);
        }
    }

    byte[] secret() {
        return secret.clone();
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof PoolKey key && MessageDigest.isEqual(secret, key.secret);
    }

    @Override
    public int hashCode() {
        return PoolKey.class.hashCode(); // tells nothing of the secret
    }

    @Override
    public String toString() {
        return "PoolKey[hidden]";
    }
}
