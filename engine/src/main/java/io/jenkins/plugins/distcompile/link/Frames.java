package io.jenkins.plugins.distcompile.link;

import io.jenkins.plugins.distcompile.protocol.MessageCodec;
import io.jenkins.plugins.distcompile.protocol.ProtocolException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;

/**
 * The wire's units: kind (1 byte), payload length (4 bytes, big endian), payload. Bounds are checked before a byte of
 * the payload is read. Numbers count a sender's messages with attachments up from 1.
 *
 * <pre>
 * MESSAGE   number (8; 0 = no attachments), CBOR
 * CHUNK     number (8), attachment index (2), 1 … 65 536 bytes of its wire form, in order
 * ABORT     number (8): the rest does not come, drop the message
 * RECEIVED  number (8): the message has arrived whole; for measuring the rate, which smaller ones say nothing about
 * HELLO, PROOF, WELCOME, REFUSED   see {@link Handshake}; at most 4 096 bytes
 * </pre>
 */
final class Frames {
    static final int MESSAGE = 1;
    static final int CHUNK = 2;
    static final int ABORT = 3;
    static final int RECEIVED = 4;
    static final int HELLO = 0x10;
    static final int PROOF = 0x11;
    static final int WELCOME = 0x12;
    static final int REFUSED = 0x13;

    static final int MAX_CHUNK = 64 << 10;
    static final int MAX_HANDSHAKE = 4 << 10;
    static final int CHUNK_HEADER = 10;
    /** Kind and length. */
    static final int HEADER = 5;

    /** Attachments of together so many bytes are answered with RECEIVED. */
    static final int LEAST_ACKNOWLEDGED = 16 << 10;

    private Frames() {}

    /** Whether a message with these attachments is answered with RECEIVED; sender and receiver must agree. */
    static boolean isAcknowledged(List<byte[]> files) {
        long bytes = 0;
        for (byte[] file : files) {
            bytes += file.length;
        }
        return bytes >= LEAST_ACKNOWLEDGED;
    }

    /**
     * Reads one frame's kind and length.
     *
     * @return kind in the upper, length in the lower 32 bits; -1 = orderly end of the stream
     */
    static long readHeader(DataInputStream in) throws IOException {
        int kind = in.read();
        if (kind < 0) {
            return -1;
        }
        int length = in.readInt();
        check(kind, length);
        return (long) kind << 32 | length;
    }

    /** Whether a frame may be of this kind and length. */
    static void check(int kind, int length) throws ProtocolException {
        int least = least(kind);
        if (least < 0) {
            throw new ProtocolException("frame of unknown kind " + kind);
        }
        if (length < least || length > most(kind)) {
            throw new ProtocolException(
                    "frame of kind " + kind + " with " + Integer.toUnsignedString(length) + " bytes, out of range");
        }
    }

    /** Reads a payload whose length has been checked; the buffer grows with what arrives. */
    static byte[] readPayload(DataInputStream in, int length) throws IOException {
        byte[] payload = in.readNBytes(length);
        if (payload.length < length) {
            throw new EOFException();
        }
        return payload;
    }

    static void writeHeader(DataOutputStream out, int kind, int length) throws IOException {
        out.writeByte(kind);
        out.writeInt(length);
    }

    private static int least(int kind) {
        return switch (kind) {
            case MESSAGE -> 9;
            case CHUNK -> CHUNK_HEADER + 1;
            case ABORT, RECEIVED -> 8;
            case HELLO, PROOF, REFUSED -> 1;
            case WELCOME -> 0;
            default -> -1;
        };
    }

    private static int most(int kind) {
        return switch (kind) {
            case MESSAGE -> 8 + MessageCodec.MAX_BYTES;
            case CHUNK -> CHUNK_HEADER + MAX_CHUNK;
            case ABORT, RECEIVED -> 8;
            default -> MAX_HANDSHAKE;
        };
    }
}
