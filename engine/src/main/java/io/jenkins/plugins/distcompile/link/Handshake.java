package io.jenkins.plugins.distcompile.link;

import io.jenkins.plugins.distcompile.protocol.MessageCodec;
import io.jenkins.plugins.distcompile.protocol.ProtocolException;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Mutual proof of the pool key, before anything else is said. Blocks the calling thread until done or the deadline,
 * which holds against a peer that drips bytes too: it cuts the transport.
 *
 * <pre>
 * client → helper  HELLO   magic "DCMP", version (2), role, nonce (32), name
 * helper → client  HELLO   the same, then PROOF
 * client → helper  PROOF
 * helper → client  WELCOME, or either side at any point REFUSED reason
 * </pre>
 *
 * A proof is HMAC-SHA256 (RFC 2104) by the pool key over: the prover's role, version, both nonces, both names (each
 * with its length), the channel binding. The role keeps a proof from being reflected, the nonces from being replayed,
 * the binding (SHA-256 of the TLS server's certificate as this side sees it) from being relayed by a man in the middle:
 * he shows the client a certificate other than the helper's, so the two sides compute different proofs. When the helper
 * calls, the certificate is the client's, and the roles have letters of their own: else a man in the middle whom a client
 * and a helper both call could pass proofs on that cover the one certificate he shows to both.
 * Magic and version keep their place in all versions.
 */
public final class Handshake {
    /** Used unless the caller gives another. */
    public static final Duration DEADLINE = Duration.ofSeconds(5);

    private static final byte[] MAGIC = {'D', 'C', 'M', 'P'};
    private static final int NONCE = 32;
    private static final int LONGEST_NAME = 200; // bytes in UTF-8
    private static final byte CLIENT = 'c';
    private static final byte HELPER = 'h';
    private static final byte CALLED_CLIENT = 'C';
    private static final byte CALLING_HELPER = 'H';
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Transport transport;
    private final DataInputStream in;
    private final Credential credential;
    private final byte[] binding;
    private final Hello mine;
    private final byte other;

    private Handshake(Transport transport, byte role, byte other, String name, Credential credential, byte[] binding) {
        this.transport = transport;
        this.in = new DataInputStream(transport.in());
        this.credential = credential;
        this.binding = binding.clone();
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        this.mine = new Hello(role, nonce, checkName(name));
        this.other = other;
    }

    /** Who is on the other side, by a name of printable characters that the proof covers. */
    public record Peer(String name) {}

    /**
     * Opens a conversation as the client. On failure the transport is cut.
     *
     * @param name this side's name, 1 … 200 bytes in UTF-8
     * @param binding SHA-256 of the server's certificate over TLS; empty elsewhere
     * @throws HandshakeException with the reason in a few words
     */
    public static Peer asClient(
            Transport transport, String name, Credential credential, byte[] binding, Duration deadline)
            throws HandshakeException {
        return within(deadline, transport, new Handshake(transport, CLIENT, HELPER, name, credential, binding)::client);
    }

    /** Answers as the helper; otherwise as {@link #asClient}. */
    public static Peer asHelper(
            Transport transport, String name, Credential credential, byte[] binding, Duration deadline)
            throws HandshakeException {
        return within(deadline, transport, new Handshake(transport, HELPER, CLIENT, name, credential, binding)::helper);
    }

    /** As {@link #asClient}, where the helper has called: the TLS server, and so the certificate, is this side's. */
    public static Peer asCalledClient(
            Transport transport, String name, Credential credential, byte[] binding, Duration deadline)
            throws HandshakeException {
        Handshake handshake = new Handshake(transport, CALLED_CLIENT, CALLING_HELPER, name, credential, binding);
        return within(deadline, transport, handshake::client);
    }

    /** As {@link #asHelper}, where this side has called: the certificate is the client's. */
    public static Peer asCallingHelper(
            Transport transport, String name, Credential credential, byte[] binding, Duration deadline)
            throws HandshakeException {
        Handshake handshake = new Handshake(transport, CALLING_HELPER, CALLED_CLIENT, name, credential, binding);
        return within(deadline, transport, handshake::helper);
    }

    private Peer client() throws IOException {
        send(Frames.HELLO, mine.encode());
        Hello theirs = readHello("not a helper");
        byte[] proof = read(Frames.PROOF, "not a helper");
        if (!MessageDigest.isEqual(proof, proof(other, mine, theirs))) {
            throw refuse("wrong key");
        }
        send(Frames.PROOF, proof(mine.role(), mine, theirs));
        read(Frames.WELCOME, "not a helper");
        return new Peer(theirs.name());
    }

    private Peer helper() throws IOException {
        Hello theirs = readHello("not a client");
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(both);
        frame(out, Frames.HELLO, mine.encode());
        frame(out, Frames.PROOF, proof(mine.role(), theirs, mine));
        write(both.toByteArray());
        if (!MessageDigest.isEqual(read(Frames.PROOF, "not a client"), proof(other, theirs, mine))) {
            throw refuse("wrong key");
        }
        send(Frames.WELCOME, new byte[0]);
        return new Peer(theirs.name());
    }

    private byte[] proof(byte role, Hello client, Hello helper) {
        byte[] key = credential instanceof PoolKey pool ? pool.secret() : new byte[32];
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(role);
            mac.update(client.encode());
            mac.update(helper.encode());
            mac.update((byte) binding.length);
            mac.update(binding);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 belongs to every Java runtime", e);
        }
    }

    private Hello readHello(String stranger) throws IOException {
        byte[] payload = read(Frames.HELLO, stranger);
        if (payload.length < 6 || !Arrays.equals(payload, 0, 4, MAGIC, 0, 4)) {
            throw new HandshakeException(stranger);
        }
        int version = (payload[4] & 0xff) << 8 | payload[5] & 0xff;
        if (version != MessageCodec.VERSION) {
            throw refuse("speaks protocol version " + version + ", this is " + MessageCodec.VERSION);
        }
        Hello theirs = Hello.decode(payload);
        if (theirs == null || theirs.role() != other) {
            throw refuse(stranger);
        }
        if (Arrays.equals(theirs.nonce(), mine.nonce())) {
            throw refuse("reflected nonce");
        }
        return theirs;
    }

    private byte[] read(int kind, String stranger) throws IOException {
        long header;
        try {
            header = Frames.readHeader(in);
        } catch (ProtocolException e) {
            throw new HandshakeException(stranger, e);
        }
        if (header < 0) {
            throw new EOFException();
        }
        int got = (int) (header >>> 32);
        int length = (int) header;
        if ((got != kind && got != Frames.REFUSED) || length > Frames.MAX_HANDSHAKE) {
            throw new HandshakeException(stranger);
        }
        byte[] payload = Frames.readPayload(in, length);
        if (got == Frames.REFUSED) {
            String reason = printable(new String(payload, StandardCharsets.UTF_8));
            throw new HandshakeException("refused by the peer: " + reason);
        }
        return payload;
    }

    private HandshakeException refuse(String reason) {
        try {
            send(Frames.REFUSED, reason.getBytes(StandardCharsets.UTF_8));
            sayNoMore();
        } catch (IOException e) {
            // The peer does not wait to hear why; what counts is the reason.
            return new HandshakeException(reason, e);
        }
        return new HandshakeException(reason);
    }

    private void sayNoMore() throws IOException {
        LinkTimer.after(Duration.ofSeconds(1), transport.cut());
        transport.finish().close();
        // Waits a second for the peer's end, so that cutting does not overtake the reason.
        in.readNBytes(Frames.MAX_HANDSHAKE);
    }

    private void send(int kind, byte[] payload) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        frame(new DataOutputStream(bytes), kind, payload);
        write(bytes.toByteArray());
    }

    private static void frame(DataOutputStream out, int kind, byte[] payload) throws IOException {
        Frames.writeHeader(out, kind, payload.length);
        out.write(payload);
    }

    private void write(byte[] bytes) throws IOException {
        transport.out().write(bytes);
        transport.out().flush();
    }

    private interface Steps {
        Peer run() throws IOException;
    }

    private static Peer within(Duration deadline, Transport transport, Steps steps) throws HandshakeException {
        AtomicBoolean late = new AtomicBoolean();
        Future<?> alarm = LinkTimer.after(deadline, () -> {
            late.set(true);
            transport.cut().run();
        });
        boolean done = false;
        try {
            Peer peer = steps.run();
            done = !late.get();
            if (!done) {
                throw new HandshakeException(tooSlow(deadline));
            }
            return peer;
        } catch (HandshakeException e) {
            throw e;
        } catch (IOException e) {
            throw new HandshakeException(
                    late.get() ? tooSlow(deadline) : e instanceof EOFException ? "closed the connection" : describe(e),
                    e);
        } finally {
            alarm.cancel(false);
            if (!done) {
                transport.cut().run();
            }
        }
    }

    private static String tooSlow(Duration deadline) {
        return "no proof within " + deadline.toMillis() + " ms";
    }

    private static String describe(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static String checkName(String name) {
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (length == 0 || length > LONGEST_NAME || !name.equals(printable(name))) {
            throw new IllegalArgumentException(
                    "a name on the link takes 1 to " + LONGEST_NAME + " bytes of printable characters");
        }
        return name;
    }

    /** Control characters would let a peer forge lines in a log. */
    private static String printable(String text) {
        String clean = text.codePoints()
                .filter(c -> !Character.isISOControl(c) && c != 0x2028 && c != 0x2029)
                .limit(LONGEST_NAME)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return clean;
    }

    private record Hello(byte role, byte[] nonce, String name) {
        byte[] encode() {
            byte[] text = name.getBytes(StandardCharsets.UTF_8);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (DataOutputStream out = new DataOutputStream(bytes)) {
                out.write(MAGIC);
                out.writeShort(MessageCodec.VERSION);
                out.writeByte(role);
                out.write(nonce);
                out.writeByte(text.length);
                out.write(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return bytes.toByteArray();
        }

        /** @return null = malformed */
        static Hello decode(byte[] payload) {
            int at = MAGIC.length + 3 + NONCE;
            if (payload.length < at + 2 || payload.length != at + 1 + (payload[at] & 0xff)) {
                return null;
            }
            byte[] nonce = Arrays.copyOfRange(payload, at - NONCE, at);
            String name = new String(payload, at + 1, payload.length - at - 1, StandardCharsets.UTF_8);
            // What does not come back as the same bytes was no UTF-8; the proof covers the encoded name.
            boolean sound = name.equals(printable(name)) && !name.isEmpty();
            Hello hello = new Hello(payload[MAGIC.length + 2], nonce, name);
            return sound && Arrays.equals(hello.encode(), payload) ? hello : null;
        }
    }
}
