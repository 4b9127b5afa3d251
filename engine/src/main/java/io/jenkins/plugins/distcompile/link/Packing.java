package io.jenkins.plugins.distcompile.link;

import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import io.jenkins.plugins.distcompile.protocol.Attachment;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * Files to attachments and back: compressed where it helps, a CRC-32C always, for which every JVM has an instruction. Two ways of compression: zstd (RFC 8878) for
 * links that are slow; and LZ4's block format behind four bytes of our own for those that carry bytes faster than zstd in
 * Java makes them, at less than half the processor time and twice the bytes. Stateless, for any thread.
 */
public final class Packing {
    /** Smaller files cost more processor time to compress and to expand than to carry. */
    private static final int LEAST_COMPRESSED = 4096;

    private static final byte[] LZ4 = {'L', 'Z', '4', 'b'};

    private Packing() {}

    /** Packs a file as small as may be; it stays as it is when compression saves less than a sixteenth. */
    public static Packed pack(String role, byte[] file) {
        return pack(role, file, false);
    }

    /** @param quick whether bytes on the way are cheaper than processor time */
    public static Packed pack(String role, byte[] file, boolean quick) {
        byte[] wire = file.length < LEAST_COMPRESSED ? file : quick ? compressQuickly(file) : compress(file);
        boolean compressed = wire.length < file.length - file.length / 16;
        byte[] travels = compressed ? wire : file;
        return new Packed(new Attachment(role, file.length, travels.length, compressed, crc32c(travels)), travels);
    }

    /** Whether these bytes were packed the quick way. */
    static boolean isQuick(Attachment attachment, byte[] wire) {
        return attachment.compressed()
                && wire.length >= LZ4.length
                && Arrays.equals(wire, 0, LZ4.length, LZ4, 0, LZ4.length);
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
        if (!crc32c(wire).equals(attachment.crc32c())) {
            throw new DamagedException("attachment does not match its checksum");
        }
        byte[] file = wire;
        if (attachment.compressed()) {
            file = isQuick(attachment, wire) ? decompressQuickly(wire, (int) bytes) : decompress(wire, (int) bytes);
        }
        if (file.length != bytes) {
            throw new DamagedException("attachment has " + file.length + " bytes, not " + bytes);
        }
        return file;
    }

    private static byte[] compress(byte[] file) {
        ZstdCompressor zstd = new ZstdCompressor();
        byte[] out = new byte[zstd.maxCompressedLength(file.length)];
        int length = zstd.compress(file, 0, file.length, out, 0, out.length);
        return Arrays.copyOf(out, length);
    }

    private static byte[] compressQuickly(byte[] file) {
        Lz4Compressor lz4 = new Lz4Compressor();
        byte[] out = new byte[LZ4.length + lz4.maxCompressedLength(file.length)];
        System.arraycopy(LZ4, 0, out, 0, LZ4.length);
        int length = lz4.compress(file, 0, file.length, out, LZ4.length, out.length - LZ4.length);
        return Arrays.copyOf(out, LZ4.length + length);
    }

    private static byte[] decompressQuickly(byte[] wire, int bytes) throws DamagedException {
        try {
            byte[] file = new byte[bytes];
            int length = new Lz4Decompressor().decompress(wire, LZ4.length, wire.length - LZ4.length, file, 0, bytes);
            return length == bytes ? file : Arrays.copyOf(file, length);
        } catch (RuntimeException e) {
            // MalformedInputException, and whatever else the decoder runs into on hostile bytes.
            throw new DamagedException("broken LZ4 block", e);
        }
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

    private static String crc32c(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
