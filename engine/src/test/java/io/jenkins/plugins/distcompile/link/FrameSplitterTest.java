package io.jenkins.plugins.distcompile.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.distcompile.protocol.ProtocolException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.Test;

public class FrameSplitterTest {
    private final List<String> taken = new ArrayList<>();

    private String take(int kind, byte[] data, int offset, int length) {
        taken.add(kind + ":" + Arrays.hashCode(Arrays.copyOfRange(data, offset, offset + length)) + ":" + length);
        return null;
    }

    private static void frame(ByteArrayOutputStream to, int kind, byte[] payload) throws IOException {
        DataOutputStream out = new DataOutputStream(to);
        Frames.writeHeader(out, kind, payload.length);
        out.write(payload);
    }

    private static byte[] several() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        frame(bytes, Frames.MESSAGE, Samples.random(9, 1));
        frame(bytes, Frames.RECEIVED, Samples.random(8, 2));
        frame(bytes, Frames.CHUNK, Samples.random(Frames.CHUNK_HEADER + Frames.MAX_CHUNK, 3));
        frame(bytes, Frames.MESSAGE, Samples.random(300_000, 4));
        frame(bytes, Frames.ABORT, Samples.random(8, 5));
        frame(bytes, Frames.CHUNK, Samples.random(Frames.CHUNK_HEADER + 1, 6));
        return bytes.toByteArray();
    }

    @Test
    public void framesAreTheSameInWhateverPiecesTheyCome() throws Exception {
        byte[] bytes = several();
        assertThat(new FrameSplitter().feed(bytes, 0, bytes.length, this::take)).isNull();
        List<String> whole = List.copyOf(taken);
        assertThat(whole).hasSize(6);
        SplittableRandom random = new SplittableRandom(7);
        for (int most : new int[] {1, 2, 5, 13, 4_000, 16_384, 100_000}) {
            taken.clear();
            FrameSplitter splitter = new FrameSplitter();
            for (int at = 0; at < bytes.length; ) {
                int count = Math.min(bytes.length - at, 1 + random.nextInt(most));
                splitter.feed(bytes, at, count, this::take);
                at += count;
            }
            assertThat(taken).as("pieces of at most %s, seed 7", most).isEqualTo(whole);
            assertThat(splitter.isWithinFrame()).isFalse();
        }
    }

    @Test
    public void aWrongHeaderIsRefusedBeforeItsPayload() {
        for (byte[] header : new byte[][] {
            {71, 0, 0, 0, 9}, {Frames.MESSAGE, -1, 0, 0, 0}, {Frames.CHUNK, 0, 2, 0, 0}, {Frames.HELLO, 0, 0, 0, 9}
        }) {
            assertThatThrownBy(() -> new FrameSplitter().feed(header, 0, header.length, this::take))
                    .isInstanceOf(ProtocolException.class);
            FrameSplitter bytewise = new FrameSplitter();
            assertThatThrownBy(() -> {
                        for (int i = 0; i < header.length; i++) {
                            bytewise.feed(header, i, 1, this::take);
                        }
                    })
                    .isInstanceOf(ProtocolException.class);
        }
        assertThat(taken).isEmpty();
    }

    @Test
    public void nothingIsTakenAfterTheEnd() throws Exception {
        byte[] bytes = several();
        FrameSplitter splitter = new FrameSplitter();
        FrameSplitter.Taker once = (kind, data, offset, length) -> {
            take(kind, data, offset, length);
            return "enough";
        };
        assertThat(splitter.feed(bytes, 0, bytes.length, once)).isEqualTo("enough");
        assertThat(splitter.feed(bytes, 0, bytes.length, once)).isEqualTo("enough");
        assertThat(taken).hasSize(1);
    }

    @Test
    public void aFrameThatIsNotWholeIsKnown() throws Exception {
        FrameSplitter splitter = new FrameSplitter();
        splitter.feed(new byte[] {Frames.MESSAGE, 0}, 0, 2, this::take);
        assertThat(splitter.isWithinFrame()).isTrue();
    }
}
