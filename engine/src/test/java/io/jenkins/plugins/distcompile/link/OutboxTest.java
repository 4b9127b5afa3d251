package io.jenkins.plugins.distcompile.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public class OutboxTest {
    private final Outbox outbox = new Outbox(3);

    private static Outbox.Frame control(int mark) {
        return Outbox.Frame.of(Frames.MESSAGE, 0, new byte[mark]);
    }

    private List<String> drain() {
        List<String> all = new ArrayList<>();
        for (Outbox.Frame frame = outbox.poll(); frame != null; frame = outbox.poll()) {
            all.add(show(frame));
        }
        return all;
    }

    private static String show(Outbox.Frame f) {
        return switch (f.kind()) {
            case Frames.MESSAGE -> (f.number() == 0 ? "control" : "header" + f.number() + ":") + f.length();
            case Frames.CHUNK -> "chunk" + f.number() + "." + f.index() + "@" + f.offset() / Outbox.CHUNK_BYTES;
            default -> "abort" + f.number();
        };
    }

    private static List<byte[]> chunks(int count) {
        return List.of(new byte[count * Outbox.CHUNK_BYTES]);
    }

    @Test
    public void aControlFrameOvertakesTheChunksOfAnEarlierMessage() {
        outbox.offer(new byte[9], chunks(160)); // 5 MB
        assertThat(show(outbox.poll())).isEqualTo("header1:9");
        assertThat(show(outbox.poll())).isEqualTo("chunk1.0@0");
        outbox.offer(control(7));
        assertThat(show(outbox.poll())).isEqualTo("control7");
        assertThat(drain()).hasSize(159).last().isEqualTo("chunk1.0@159");
    }

    @Test
    public void messagesWithAttachmentsTakeTurns() {
        outbox.offer(new byte[1], chunks(3));
        outbox.offer(new byte[2], List.of(new byte[0], new byte[5], new byte[0]));
        assertThat(drain())
                .containsExactly("header1:1", "header2:2", "chunk1.0@0", "chunk2.1@0", "chunk1.0@1", "chunk1.0@2");
    }

    @Test
    public void aMessageOfEmptyFilesHasNoChunks() {
        outbox.offer(new byte[1], List.of(new byte[0]));
        assertThat(drain()).containsExactly("header1:1");
    }

    @Test
    public void abortingStopsWhatHasNotGoneOut() {
        Link.Sending going = outbox.offer(new byte[1], chunks(9));
        Link.Sending waiting = outbox.offer(new byte[2], chunks(1));
        assertThat(show(outbox.poll())).isEqualTo("header1:1");
        waiting.abort();
        assertThat(show(outbox.poll())).isEqualTo("chunk1.0@0");
        going.abort();
        going.abort();
        assertThat(drain()).containsExactly("abort1");
    }

    @Test
    public void abortingAfterTheLastChunkDoesNothing() {
        Link.Sending sent = outbox.offer(new byte[1], chunks(1));
        drain();
        sent.abort();
        assertThat(drain()).isEmpty();
    }

    @Test
    public void itIsBounded() {
        for (int i = 0; i < 3; i++) {
            assertThat(outbox.offer(control(1))).isTrue();
            assertThat(outbox.offer(new byte[1], chunks(1))).isNotNull();
        }
        assertThat(outbox.offer(control(1))).isFalse();
        assertThat(outbox.offer(new byte[1], chunks(1))).isNull();
    }

    @Test
    public void theGoodbyeComesLastAndNothingAfterIt() throws Exception {
        outbox.offer(new byte[1], chunks(1));
        outbox.finishWith(control(5));
        outbox.offer(control(1));
        assertThat(drain()).containsExactly("header1:1", "chunk1.0@0", "control5");
        assertThat(outbox.await()).isFalse();
    }

    @Test
    public void theGoodbyeNeedNotWaitForAttachments() {
        outbox.offer(new byte[1], chunks(100));
        outbox.poll();
        outbox.finishWith(control(5));
        outbox.dropAttachments();
        assertThat(drain()).containsExactly("control5");
    }

    @Test
    public void whatIsAnsweredIsMeasured() {
        outbox.offer(new byte[1], List.of(new byte[Frames.LEAST_ACKNOWLEDGED - 1]));
        assertThat(outbox.poll().measured()).isFalse();
        Link.Sending large = outbox.offer(new byte[1], chunks(2));
        assertThat(outbox.poll().measured()).isTrue();
        large.abort();
        assertThat(outbox.poll().measured()).as("abort").isTrue();
    }
}
