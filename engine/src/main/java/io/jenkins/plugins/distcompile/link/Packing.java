package io.jenkins.plugins.distcompile.link;

import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import io.jenkins.plugins.distcompile.protocol.Attachment;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Files to attachments and back: zstd (RFC 8878) where it helps, SHA-256 always. Stateless, for any thread. */
public final class Packing {
    /** Smaller files cost more processor time to compress and to expand than to carry. */
    private static final int LEAST_COMPRESSED = 4096;

    private Packing() {}

    /** Packs a file; it stays as it is when small, or when compression saves less than a sixteenth. */
    public static Packed pack(String role, byte[] file) {
        byte[] wire = file.length < LEAST_COMPRESSED ? file : compress(file);
        boolean compressed = wire.length < file.length - file.length / 16;
        byte[] travels = compressed ? wire : file;
        // Of what travels, not of the file: a sixth of the bytes, and damage happens on the way.
        String digest = HexFormat.of().formatHex(sha256(travels));
        return new Packed(new Attachment(role, file.length, travels.length, compressed, digest), travels);
    }

    /**
     * Unpacks and checks what arrived.
     *
     * @param limit most bytes to unpack; checked before anything is allocated
     * @throws DamagedException if it is longer than the limit, or not what the header says
     */
    public static byte[] unpack(Attachment attachment, byte[] wire, long limit) throws DamagedException {
        long bytes = attachment.bytes();
        if (bytes < 0 || bytes > limit || bytes > Integer.MAX_VALUE - 8) {
            throw new DamagedException("attachment of " + bytes + " bytes, more than the limit of " + limit);
        }
        if (wire.length != attachment.wireBytes()) {
            throw new DamagedException(
                    "attachment has " + wire.length + " bytes on the wire, not " + attachment.wireBytes());
        }
        byte[] file = attachment.compressed() ? decompress(wire, (int) bytes) : wire;
        if (file.length != bytes) {
            throw new DamagedException("attachment has " + file.length + " bytes, not " + bytes);
        }
        if (!HexFormat.of().formatHex(sha256(wire)).equals(attachment.sha256())) {
            throw new DamagedException("attachment does not match its SHA-256");
        }
        return file;
    }

    private static byte[] compress(byte[] file) {
        ZstdCompressor zstd = new ZstdCompressor();
        byte[] out = new byte[zstd.maxCompressedLength(file.length)];
        int length = zstd.compress(file, 0, file.length, out, 0, out.length);
        return Arrays.copyOf(out, length);
    }

    private static byte[] decompress(byte[] wire, int bytes) throws DamagedException {
        try {
            // Frames without a stated size (-1) are not ours: the compressor always writes it.
            long stated = ZstdDecompressor.getDecompressedSize(wire, 0, wire.length);
            if (stated != bytes) {
                throw new DamagedException("zstd frame states " + stated + " bytes, not " + bytes);
            }
            byte[] file = new byte[bytes];
            int length = new ZstdDecompressor().decompress(wire, 0, wire.length, file, 0, bytes);
            return length == bytes ? file : Arrays.copyOf(file, length);
        } catch (RuntimeException e) {
            // MalformedInputException, and whatever else the decoder runs into on hostile bytes.
            throw new DamagedException("broken zstd frame", e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 belongs to every Java runtime", e);
        }
    }
}
