package io.jenkins.plugins.distcompile.multicast;

import io.jenkins.plugins.distcompile.link.PoolKey;
import io.jenkins.plugins.distcompile.protocol.Message;
import io.jenkins.plugins.distcompile.protocol.MessageCodec;
import io.jenkins.plugins.distcompile.protocol.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.Mac;

/**
 * {@link Announcement} to and from one datagram, signed by the pool key. Not thread-safe: one for each thread.
 *
 * <pre>
 * magic "DCMA" · version (2) · port (2) · sender (16) · sequence (8) · milliseconds since 1970 (8)
 * length of the name (1) · name · announcement (CBOR) · HMAC-SHA256 (32) of all before it
 * </pre>
 *
 * It is signed, not encrypted: whoever is on the network can read which build announces and by which criteria.
 */
final class DatagramCodec {
    /** Fits the least MTU of IPv6, 1280, with its headers: fragments are often dropped. */
    static final int MAX_BYTES = 1_200;

    private static final byte[] MAGIC = {'D', 'C', 'M', 'A'};
    private static final int HEADER = MAGIC.length + 2 + 2 + 16 + 8 + 8 + 1;
    private static final int SIGNATURE = 32;
    private static final int LONGEST_NAME = 200;
    private static final String PURPOSE = "distributed-compile multicast announcement 1";

    private final Mac signer;

    DatagramCodec(PoolKey key) {
        signer = key.signer(PURPOSE);
    }

    /** @throws IllegalArgumentException if it does not fit even without compilers and criteria */
    byte[] encode(Announcement announcement) {
        Message.Announce what = announcement.what();
        byte[] name = announcement.client().getBytes(StandardCharsets.UTF_8);
        if (name.length == 0 || name.length > LONGEST_NAME) {
            throw new IllegalArgumentException("a client's name takes 1 to " + LONGEST_NAME + " bytes");
        }
        byte[] terms = Stream.of(what, with(what, what.criteria(), List.of()), with(what, "", List.of()))
                .map(MessageCodec::encode)
                .filter(bytes -> HEADER + name.length + bytes.length + SIGNATURE <= MAX_BYTES)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the announcement does not fit into a datagram"));
        ByteBuffer out = ByteBuffer.allocate(HEADER + name.length + terms.length + SIGNATURE)
                .put(MAGIC)
                .putShort((short) MessageCodec.VERSION)
                .putShort((short) announcement.port())
                .putLong(announcement.sender().getMostSignificantBits())
                .putLong(announcement.sender().getLeastSignificantBits())
                .putLong(announcement.sequence())
                .putLong(announcement.sentMillis())
                .put((byte) name.length)
                .put(name)
                .put(terms);
        signer.update(out.array(), 0, out.position());
        return out.put(signer.doFinal()).array();
    }

    private static Message.Announce with(Message.Announce what, String criteria, List<String> compilers) {
        return new Message.Announce(
                what.round(),
                what.buildId(),
                criteria,
                compilers,
                what.waitingUnits(),
                what.waitingSeconds(),
                what.largestMemoryBytes(),
                what.heartbeatMillis(),
                what.explain(),
                List.of());
    }

    /** Whether it claims to be an announcement at all, of the right length; says nothing of its truth. */
    static boolean looksLikeOne(byte[] datagram, int length) {
        return length >= HEADER + SIGNATURE
                && length <= MAX_BYTES
                && Arrays.equals(datagram, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /**
     * Reads a datagram that {@link #looksLikeOne}.
     *
     * @return null = not signed by this key
     * @throws ProtocolException if it is signed, but cannot be read: another version
     */
    Announcement decode(byte[] datagram, int length) throws ProtocolException {
        signer.update(datagram, 0, length - SIGNATURE);
        if (!MessageDigest.isEqual(signer.doFinal(), Arrays.copyOfRange(datagram, length - SIGNATURE, length))) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(datagram, MAGIC.length, length - SIGNATURE - MAGIC.length);
        int version = in.getShort() & 0xffff;
        if (version != MessageCodec.VERSION) {
            throw new ProtocolException("speaks protocol version " + version + ", this is " + MessageCodec.VERSION);
        }
        int port = in.getShort() & 0xffff;
        UUID sender = new UUID(in.getLong(), in.getLong());
        long sequence = in.getLong();
        long sentMillis = in.getLong();
        byte[] name = new byte[in.get() & 0xff];
        if (name.length > in.remaining() || port == 0) {
            throw new ProtocolException("malformed announcement");
        }
        in.get(name);
        Message message = MessageCodec.decode(datagram, in.position(), in.remaining());
        if (!(message instanceof Message.Announce what)) {
            throw new ProtocolException(
                    "not an announcement but " + message.getClass().getSimpleName());
        }
        return new Announcement(sender, sequence, sentMillis, port, printable(name), what);
    }

    private static String printable(byte[] name) {
        return new String(name, StandardCharsets.UTF_8).replaceAll("[\\p{Cntrl}\u2028\u2029]", "?");
    }
}
