package io.jenkins.plugins.distcompile.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.distcompile.report.BuildEvent;
import io.jenkins.plugins.distcompile.report.EventLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class EventStreamTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final EventStream stream = new EventStream();

    @Test
    public void whatTheDispatcherWroteIsReadBackHoweverItIsCut() throws Exception {
        List<BuildEvent> written = List.of(
                new BuildEvent.Started(0, "b", "2026-01-01T00:00:00Z", 2, "nöde", List.of("scheme best")),
                new BuildEvent.UnitDone(1.5, "a.c", false, null, "ä\n\"quoted\"\u2028", "why"),
                new BuildEvent.Finished(2, false, "1 unit failed", 3.5));
        Path file = folder.getRoot().toPath().resolve("events.jsonl");
        try (var writer = EventLog.writer(file)) {
            written.forEach(writer);
        }
        byte[] bytes = Files.readAllBytes(file);
        for (int piece : List.of(1, 2, 7, 100, bytes.length)) {
            EventStream fresh = new EventStream();
            List<BuildEvent> read = new ArrayList<>();
            for (int from = 0; from < bytes.length; from += piece) {
                read.addAll(fresh.accept(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + piece))));
            }
            assertThat(read).as("pieces of %d", piece).isEqualTo(written);
            assertThat(fresh.skipped()).isZero();
        }
    }

    @Test
    public void eventsOfANewerDispatcherAndDamagedLinesAreLeftOut() throws Exception {
        List<BuildEvent> read = stream.accept(bytes("{\"event\":\"from-the-future\",\"at\":1}\nnot json\n\n"
                + "{\"event\":\"notice\",\"at\":2,\"level\":\"info\",\"text\":\"hello\",\"more\":1}\n"));
        assertThat(read).containsExactly(new BuildEvent.Notice(2, "info", "hello"));
        assertThat(stream.skipped()).isEqualTo(2);
    }

    @Test
    public void aLineThatNeverEndsIsRefused() {
        byte[] much = new byte[1 << 20];
        Arrays.fill(much, (byte) 'x');
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 20; i++) {
                        stream.accept(much);
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than 16 MiB");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
