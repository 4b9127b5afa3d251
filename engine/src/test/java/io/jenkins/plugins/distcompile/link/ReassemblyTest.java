package io.jenkins.plugins.distcompile.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.distcompile.protocol.Attachment;
import io.jenkins.plugins.distcompile.protocol.Message;
import io.jenkins.plugins.distcompile.protocol.ProtocolException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.Test;

public class ReassemblyTest {
    private static final LinkSettings SMALL = new LinkSettings(1000, 1500, 10, Duration.ofSeconds(1));
    private final Reassembly reassembly = new Reassembly(SMALL);

    private static Message.Result declaring(long... wireBytes) {
        List<Attachment> declared = java.util.stream.LongStream.of(wireBytes)
                .mapToObj(wire -> new Attachment("object", 1, wire, true, "00"))
                .toList();
        return new Message.Result(1, Message.Outcome.SUCCEEDED, 0, "", "", Message.Usage.NONE, declared);
    }

    private static void refused(String reason, ThrowingCallable step) {
        assertThatThrownBy(step).isInstanceOf(ProtocolException.class).hasMessageContaining(reason);
    }

    @Test
    public void aMessageIsWholeWithItsLastChunk() throws Exception {
        assertThat(reassembly.message(1, declaring(0, 3, 0))).isNull();
        assertThat(reassembly.chunk(1, 1, new byte[] {1, 2}, 0, 2)).isNull();
        Reassembly.Whole whole = reassembly.chunk(1, 1, new byte[] {3}, 0, 1);
        assertThat(whole.files()).hasSize(3);
        assertThat(whole.files().get(1)).containsExactly(1, 2, 3);
    }

    @Test
    public void whatBreaksTheRulesIsRefused() throws Exception {
        refused("without a number", () -> reassembly.message(0, declaring(1)));
        refused("number 2 after 0", () -> reassembly.message(2, declaring(1)));
        refused("with 0 attachments", () -> reassembly.message(1, declaring()));
        refused("more than 1000", () -> reassembly.message(2, declaring(600, 401)));
        refused("more than 1000", () -> reassembly.message(3, declaring(Long.MAX_VALUE, Long.MAX_VALUE)));
        refused("more than 1000", () -> reassembly.message(4, declaring(-1)));
        refused("with 1025", () -> reassembly.message(5, declaring(new long[1025])));
        refused("not in flight", () -> reassembly.chunk(9, 0, new byte[1], 0, 1));
        refused("not in flight", () -> reassembly.abort(9));
        reassembly.message(6, declaring(5, 5));
        refused("attachment 1 where 0 was due", () -> reassembly.chunk(6, 1, new byte[1], 0, 1));
        refused("longer than its declared", () -> reassembly.chunk(6, 0, new byte[6], 0, 6));
    }

    @Test
    public void messagesAndBytesInFlightAreBounded() throws Exception {
        for (int i = 1; i <= Reassembly.MAX_INCOMPLETE; i++) {
            reassembly.message(i, declaring(1000));
        }
        refused("messages in flight", () -> reassembly.message(Reassembly.MAX_INCOMPLETE + 1, declaring(1)));
        reassembly.chunk(1, 0, new byte[999], 0, 999);
        reassembly.chunk(2, 0, new byte[501], 0, 501);
        refused("bytes in flight", () -> reassembly.chunk(3, 0, new byte[1], 0, 1));
    }

    @Test
    public void abortedAndFinishedMessagesFreeTheirRoom() throws Exception {
        for (int i = 1; i <= 1000; i++) {
            reassembly.message(i, declaring(1000));
            reassembly.chunk(i, 0, new byte[999], 0, 999);
            if (i % 2 == 0) {
                reassembly.abort(i);
            } else {
                assertThat(reassembly.chunk(i, 0, new byte[1], 0, 1)).isNotNull();
            }
        }
    }

    @Test
    public void declaredSizesAllocateNothing() throws Exception {
        // 64 × 512 MiB would not fit; a buffer by declared size would end this test.
        Reassembly large = new Reassembly(LinkSettings.DEFAULT);
        for (int i = 1; i <= Reassembly.MAX_INCOMPLETE; i++) {
            large.message(i, declaring(512L << 20));
            assertThat(large.chunk(i, 0, new byte[100], 0, 100)).isNull();
        }
    }
}
