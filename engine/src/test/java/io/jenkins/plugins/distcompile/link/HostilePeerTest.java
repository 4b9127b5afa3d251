package io.jenkins.plugins.distcompile.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.distcompile.protocol.Message;
import io.jenkins.plugins.distcompile.protocol.MessageCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import org.junit.Test;

/** A peer that has proven the key and then misbehaves, or a network that does. */
public class HostilePeerTest {
    private final Recorder recorder = new Recorder();

    private Recorder feed(byte[] bytes) {
        Recorder to = new Recorder();
        Transport transport = Transport.of(new ByteArrayInputStream(bytes), OutputStream.nullOutputStream());
        StreamLink.open("peer", transport, LinkSettings.DEFAULT).start(to);
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> to.ends.size() == 1);
        return to;
    }

    private static byte[] frame(int kind, int length, byte[] payload) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        Frames.writeHeader(out, kind, length);
        out.write(payload);
        return bytes.toByteArray();
    }

    private static byte[] recorded() throws Exception {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        Recorder to = new Recorder();
        Transport transport = Transport.of(new PipedInputStream(new PipedOutputStream()), wire);
        Link link = StreamLink.open("peer", transport, LinkSettings.DEFAULT).start(to);
        List<byte[]> files = List.of(Samples.random(100_000, 5), Samples.random(7, 6));
        link.send(Samples.result(1, files), files);
        link.send(Samples.probe(1));
        link.close("end");
        await().until(() -> to.ends.size() == 1);
        return wire.toByteArray();
    }

    @Test
    public void everyWrongFrameClosesWithItsReason() throws Exception {
        Object[][] table = {
            {"GET / HTTP/1.1\r\n\r\n".getBytes("US-ASCII"), "unknown kind 71"},
            {frame(Frames.MESSAGE, Integer.MAX_VALUE, new byte[10]), "2147483647 bytes, out of range"},
            {frame(Frames.MESSAGE, -1, new byte[10]), "4294967295 bytes, out of range"},
            {frame(Frames.MESSAGE, 8, new byte[8]), "8 bytes, out of range"},
            {frame(Frames.CHUNK, 70_000, new byte[10]), "70000 bytes, out of range"},
            {frame(Frames.MESSAGE, 4 << 20, new byte[10]), "broke off in the middle"},
            {frame(Frames.MESSAGE, 20, new byte[20]), "undecodable message"},
            {frame(Frames.CHUNK, 12, new byte[12]), "not in flight"},
            {frame(Frames.HELLO, 12, new byte[12]), "after the handshake"},
            {new byte[] {1, 0}, "broke off in the middle"},
            {new byte[0], "closed the connection"},
        };
        for (Object[] row : table) {
            Recorder to = feed((byte[]) row[0]);
            assertThat(to.ends.get(0)).contains((String) row[1]);
            assertThat(to.got).isEmpty();
        }
    }

    @Test
    public void damagedAndTruncatedStreamsEndTheLinkAndNothingElse() throws Exception {
        byte[] good = recorded();
        assertThat(feed(good).messages()).hasSize(2);
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < 300; i++) {
            byte[] bytes = Arrays.copyOf(good, 1 + random.nextInt(good.length));
            for (int flips = random.nextInt(5); flips > 0; flips--) {
                bytes[random.nextInt(Math.min(bytes.length, 500))] ^= (byte) (1 + random.nextInt(255));
            }
            Recorder to = feed(bytes);
            assertThat(to.ends).as("seed 42, case %s", i).hasSize(1);
            assertThat(to.got.size()).as("seed 42, case %s", i).isLessThanOrEqualTo(2);
        }
    }

    @Test
    public void aLinkCutInTheMiddleOfAnAttachmentDeliversNoPartOfIt() throws Exception {
        byte[] good = recorded();
        Recorder to = feed(Arrays.copyOf(good, good.length / 2));
        assertThat(to.messages()).noneMatch(Message.Result.class::isInstance);
        assertThat(to.ends.get(0)).contains("broke off");
    }

    /** Lets through as many writes as there are permits. */
    private static final class Gate extends OutputStream {
        final Semaphore permits = new Semaphore(0);
        final OutputStream inner;

        Gate(OutputStream inner) {
            this.inner = inner;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            permits.acquireUninterruptibly();
            inner.write(b, off, len);
        }

        @Override
        public void flush() throws IOException {
            inner.flush();
        }
    }

    @Test
    public void aFiveMegabyteInputDoesNotHoldUpAControlMessage() throws Exception {
        Transport[] pair = StreamLinkTest.sockets();
        Gate gate = new Gate(pair[0].out());
        Transport slow = new Transport(pair[0].in(), gate, pair[0].finish(), pair[0].cut());
        Link a = StreamLink.open("b", slow, LinkSettings.DEFAULT).start(new Recorder());
        StreamLink.open("a", pair[1], LinkSettings.DEFAULT).start(recorder);
        List<byte[]> files = List.of(Samples.random(5_000_000, 1));
        a.send(Samples.result(1, files), files);
        await().until(gate.permits::hasQueuedThreads); // the first batch of chunks is on its way
        a.send(Samples.probe(1));
        gate.permits.release(2);
        await().until(() -> recorder.got.size() == 1); // while the rest is held back
        assertThat(recorder.messages()).containsExactly(Samples.probe(1));
        gate.permits.release(100_000);
        await().until(() -> recorder.got.size() == 2);
        a.close();
    }

    @Test
    public void aPeerThatDoesNotReadIsGivenUp() throws Exception {
        LinkSettings settings = new LinkSettings(1, 1, 10_000, Duration.ofMillis(200));
        Transport[] pair = StreamLinkTest.sockets();
        Link a = StreamLink.open("b", pair[0], settings).start(recorder);
        List<byte[]> files = List.of(new byte[30 << 20]);
        a.send(Samples.result(1, files), files);
        await().until(() -> recorder.ends.size() == 1);
        assertThat(recorder.ends.get(0)).isEqualTo("b has read nothing for 200 ms");
        pair[1].cut().run();
    }

    @Test
    public void moreQueuedMessagesThanAllowedCloseTheLink() throws Exception {
        LinkSettings settings = new LinkSettings(1, 1, 10, Duration.ofSeconds(60));
        Gate shut = new Gate(OutputStream.nullOutputStream());
        PipedInputStream silent = new PipedInputStream(new PipedOutputStream());
        Transport blocked = new Transport(silent, shut, () -> {}, () -> Transport.closeQuietly(silent));
        Link link = StreamLink.open("b", blocked, settings).start(recorder);
        for (int i = 0; i < 2000; i++) {
            link.send(new Message.Decline(1, "x".repeat(100_000)));
        }
        await().until(() -> recorder.ends.size() == 1);
        assertThat(recorder.ends.get(0)).isEqualTo("more than 10 messages wait to be sent to b");
        shut.permits.release(1000);
    }

    @Test
    public void closingALinkWhosePeerDoesNotReadEndsIt() throws Exception {
        Transport[] pair = StreamLinkTest.sockets();
        Link a = StreamLink.open("b", pair[0], LinkSettings.DEFAULT).start(recorder);
        List<byte[]> files = List.of(new byte[30 << 20]);
        a.send(Samples.result(1, files), files);
        a.close("enough");
        await().until(() -> recorder.ends.size() == 1);
        assertThat(recorder.ends).containsExactly("enough");
        pair[1].cut().run();
    }

    @Test
    public void endedLinksLeaveNoThreads() throws Exception {
        for (int i = 0; i < 20; i++) {
            feed(MessageCodec.encode(new Message.Started(1, 0)));
        }
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().endsWith("er peer") && thread.isAlive()));
    }

    @Test
    public void theRateOfWhatTravelsIsMeasured() throws Exception {
        Transport[] pair = StreamLinkTest.sockets();
        Link a = StreamLink.open("b", pair[0], LinkSettings.DEFAULT).start(new Recorder());
        Link b = StreamLink.open("a", pair[1], LinkSettings.DEFAULT).start(recorder);
        assertThat(a.bitsPerSecond()).isZero();
        List<byte[]> files = List.of(new byte[1 << 20]);
        a.send(Samples.result(1, files), files);
        await().until(() -> a.bitsPerSecond() > 0 && b.bitsPerSecond() > 0);
        a.close();
    }

    @Test
    public void onlyWhatSaysSomethingAboutTheRateIsAnswered() throws Exception {
        Transport[] pair = StreamLinkTest.sockets();
        Link link = StreamLink.open("peer", pair[0], LinkSettings.DEFAULT).start(recorder);
        DataOutputStream out = new DataOutputStream(pair[1].out());
        DataInputStream in = new DataInputStream(pair[1].in());
        sendByHand(out, 1, Frames.LEAST_ACKNOWLEDGED - 1);
        sendByHand(out, 2, Frames.LEAST_ACKNOWLEDGED);
        assertThat(in.readByte()).isEqualTo((byte) Frames.RECEIVED);
        assertThat(in.readInt()).isEqualTo(8);
        assertThat(in.readLong()).isEqualTo(2);
        await().until(() -> recorder.got.size() == 2);
        link.close();
    }

    private static void sendByHand(DataOutputStream out, long number, int bytes) throws IOException {
        byte[] message = MessageCodec.encode(Samples.result(number, List.of(new byte[bytes])));
        Frames.writeHeader(out, Frames.MESSAGE, 8 + message.length);
        out.writeLong(number);
        out.write(message);
        Frames.writeHeader(out, Frames.CHUNK, Frames.CHUNK_HEADER + bytes);
        out.writeLong(number);
        out.writeShort(0);
        out.write(new byte[bytes]);
        out.flush();
    }
}
