package io.jenkins.plugins.distcompile.multicast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.distcompile.link.PoolKey;
import io.jenkins.plugins.distcompile.protocol.Message;
import io.jenkins.plugins.distcompile.protocol.ProtocolException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.Test;

public class DatagramCodecTest {
    private static final PoolKey KEY = PoolKey.generate();
    private static final String DIGEST = "sha256-" + "0123456789abcdef".repeat(4);

    private final DatagramCodec codec = new DatagramCodec(KEY);

    private static Announcement announcement(String client, String criteria, int compilers) {
        Message.Announce what = new Message.Announce(
                1,
                "build-17",
                criteria,
                Collections.nCopies(compilers, DIGEST),
                40,
                61.5,
                1L << 30,
                1_000,
                true,
                List.of());
        return new Announcement(UUID.randomUUID(), 3, 1_700_000_000_123L, 65_535, client, what);
    }

    @Test
    public void whatIsSignedIsReadAsItWasSaid() throws Exception {
        Announcement said = announcement("Büro", "cpu.mhz >= 2000", 3);
        byte[] datagram = codec.encode(said);
        assertThat(DatagramCodec.looksLikeOne(datagram, datagram.length)).isTrue();
        assertThat(new DatagramCodec(KEY).decode(datagram, datagram.length)).isEqualTo(said);
    }

    @Test
    public void anotherKeyIsNotBelieved() throws Exception {
        byte[] datagram = codec.encode(announcement("c", "", 0));
        assertThat(new DatagramCodec(PoolKey.generate()).decode(datagram, datagram.length))
                .isNull();
    }

    @Test
    public void noBitMayBeChangedAndNothingCutOffOrAdded() throws Exception {
        byte[] datagram = codec.encode(announcement("c", "cpu.mhz >= 2000", 1));
        for (int bit = 0; bit < datagram.length * 8; bit++) {
            byte[] forged = datagram.clone();
            forged[bit / 8] ^= (byte) (1 << bit % 8);
            if (DatagramCodec.looksLikeOne(forged, forged.length)) {
                assertThat(codec.decode(forged, forged.length)).as("bit " + bit).isNull();
            }
        }
        for (int length = 0; length < DatagramCodec.MAX_BYTES + 50; length++) {
            byte[] forged = Arrays.copyOf(datagram, length);
            if (length != datagram.length && DatagramCodec.looksLikeOne(forged, length)) {
                assertThat(codec.decode(forged, length)).as("length " + length).isNull();
            }
        }
    }

    @Test
    public void whatDoesNotFitIsLeftToTheLinkAndTheRestStillFits() throws Exception {
        String long1 = "cpu.mhz >= 2000 && ".repeat(30) + "cpu.mhz >= 2000";
        String long2 = "cpu.mhz >= 2000 && ".repeat(100) + "cpu.mhz >= 2000";
        assertThat(decoded(announcement("c", "x", 30)).what().compilers()).isEmpty();
        assertThat(decoded(announcement("c", long1, 30)).what().criteria()).isEqualTo(long1);
        assertThat(decoded(announcement("c", long2, 3)).what().criteria()).isEmpty();
        assertThat(decoded(announcement("n".repeat(200), long2, 300)).client()).hasSize(200);
        assertThatThrownBy(() -> codec.encode(announcement("n".repeat(201), "", 0)))
                .hasMessageContaining("1 to 200 bytes");
    }

    private Announcement decoded(Announcement announcement) throws ProtocolException {
        byte[] datagram = codec.encode(announcement);
        assertThat(datagram.length).isLessThanOrEqualTo(DatagramCodec.MAX_BYTES);
        return codec.decode(datagram, datagram.length);
    }

    @Test
    public void rubbishIsToldByItsFirstBytesOrItsLength() {
        SplittableRandom random = new SplittableRandom(4);
        for (int length = 0; length < 70_000; length += 1 + length / 4) {
            byte[] rubbish = new byte[length];
            random.nextBytes(rubbish);
            assertThat(DatagramCodec.looksLikeOne(rubbish, length)).isFalse();
        }
    }

    @Test
    public void aNameThatWouldForgeLogLinesIsMadeHarmless() throws Exception {
        assertThat(decoded(announcement("a\nb\u001b[2J", "", 0)).client()).isEqualTo("a?b?[2J");
    }
}
