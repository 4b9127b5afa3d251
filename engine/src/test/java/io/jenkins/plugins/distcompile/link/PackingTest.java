package io.jenkins.plugins.distcompile.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.distcompile.protocol.Attachment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.Test;

public class PackingTest {
    private static final byte[] TEXT =
            "int value_of_the_thing(int x);\n".repeat(3000).getBytes(StandardCharsets.UTF_8);

    @Test
    public void filesComeBackAsTheyWere() throws Exception {
        for (int size : new int[] {0, 1, 127, 128, 129, 5000, 131_072, 1 << 20}) {
            for (byte[] file : new byte[][] {new byte[size], Samples.random(size, size), Arrays.copyOf(TEXT, size)}) {
                for (boolean quick : new boolean[] {false, true}) {
                    Packed packed = Packing.pack("text", file, quick);
                    assertThat(packed.attachment().wireBytes()).isEqualTo(packed.wire().length);
                    assertThat(Packing.unpack(packed.attachment(), packed.wire(), size))
                            .isEqualTo(file);
                    assertThat(Packing.isQuick(packed.attachment(), packed.wire()))
                            .isEqualTo(quick && packed.attachment().compressed());
                }
            }
        }
    }

    @Test
    public void onlyWhatShrinksIsCompressed() {
        assertThat(Packing.pack("text", TEXT).attachment().compressed()).isTrue();
        assertThat(Packing.pack("text", TEXT, true).attachment().compressed()).isTrue();
        assertThat(Packing.pack("text", Samples.random(5000, 1)).attachment().compressed())
                .isFalse();
        assertThat(Packing.pack("text", new byte[100]).attachment().compressed())
                .isFalse();
    }

    private static void damaged(String reason, Attachment attachment, byte[] wire) {
        assertThatThrownBy(() -> Packing.unpack(attachment, wire, 1 << 20))
                .isInstanceOf(DamagedException.class)
                .hasMessageContaining(reason);
    }

    @Test
    public void whatDiffersFromItsHeaderIsDamaged() {
        Packed good = Packing.pack("text", TEXT);
        Attachment a = good.attachment();
        byte[] wire = good.wire();
        damaged("more than the limit", new Attachment("", (1 << 20) + 1, wire.length, true, a.crc32c()), wire);
        damaged("more than the limit", new Attachment("", -1, wire.length, true, a.crc32c()), wire);
        damaged("on the wire", a, Arrays.copyOf(wire, wire.length - 1));
        damaged("states", new Attachment("", a.bytes() - 1, wire.length, true, a.crc32c()), wire);
        damaged("bytes, not", new Attachment("", a.bytes(), wire.length, false, a.crc32c()), wire);
        damaged("checksum", new Attachment("", a.bytes(), wire.length, true, "00000000"), wire);
        damaged("zstd", new Attachment("", 5, 5, true, checksum(new byte[5])), new byte[5]);
        damaged("zstd", new Attachment("", 5, 0, true, "00000000"), new byte[0]);
    }

    @Test
    public void damagedFramesNeverGetThrough() {
        damagedNeverGetThrough(false);
    }

    @Test
    public void damagedBlocksNeverGetThrough() {
        damagedNeverGetThrough(true);
    }

    private static void damagedNeverGetThrough(boolean quick) {
        SplittableRandom random = new SplittableRandom(7);
        byte[] mixed = Samples.random(40_000, 3);
        System.arraycopy(TEXT, 0, mixed, 10_000, 25_000);
        Packed good = Packing.pack("text", mixed, quick);
        for (int i = 0; i < 20_000; i++) {
            byte[] wire = good.wire().clone();
            for (int flips = 1 + random.nextInt(6); flips > 0; flips--) {
                wire[random.nextInt(random.nextBoolean() ? 200 : wire.length)] ^= (byte) (1 + random.nextInt(255));
            }
            if (random.nextInt(4) == 0) {
                wire = Arrays.copyOf(wire, random.nextInt(wire.length));
            }
            // Half of them with a checksum that fits, as of a liar, so that the decoders see them.
            boolean liar = random.nextBoolean();
            String checksum = liar ? checksum(wire) : good.attachment().crc32c();
            Attachment header = new Attachment("", mixed.length, wire.length, true, checksum);
            try {
                byte[] file = Packing.unpack(header, wire, 1 << 20);
                assertThat(file).as("seed 7, case %s", i).hasSize(mixed.length);
                assertThat(liar || Arrays.equals(file, mixed))
                        .as("seed 7, case %s", i)
                        .isTrue();
            } catch (DamagedException e) {
                assertThat(e.getMessage()).isNotEmpty();
            } catch (RuntimeException | Error e) {
                throw new AssertionError(
                        "seed 7, case " + i + ": " + HexFormat.of().formatHex(wire), e);
            }
        }
    }

    private static String checksum(byte[] wire) {
        java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
        crc.update(wire);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
