package io.jenkins.plugins.distcompile.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

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

public class EventLogTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void whatIsWrittenIsRead() throws IOException {
        List<BuildEvent> events = ReportFixtures.build(120, 5);
        assertThat(EventLog.read(written(events))).isEqualTo(events);
    }

    @Test
    public void aLogCutAtAnyByteOfItsLastLineLosesThatLineAlone() throws IOException {
        List<BuildEvent> events = List.of(
                new BuildEvent.Notice(1, "info", "one"), new BuildEvent.Notice(2, "warning", "brace } \u00e4 \"}"));
        Path file = written(events);
        byte[] whole = Files.readAllBytes(file);
        int second = new String(whole, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
        for (int cut = second; cut < whole.length - 1; cut++) {
            Files.write(file, Arrays.copyOf(whole, cut));
            assertThat(EventLog.read(file)).as("cut at %d", cut).isEqualTo(events.subList(0, 1));
        }
    }

    @Test
    public void aDamagedLineIsNamed() throws IOException {
        Path file = written(List.of(new BuildEvent.Notice(1, "info", "one")));
        Files.writeString(file, "{\"event\":\"notice\",\"at\":oops}\n" + Files.readString(file));
        assertThatThrownBy(() -> EventLog.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file + ":1: not a build event");
    }

    @Test
    public void aNewerFieldIsSkipped() throws IOException {
        Path file = folder.newFile().toPath();
        Files.writeString(file, "{\"event\":\"notice\",\"at\":1.5,\"level\":\"info\",\"text\":\"x\",\"later\":[1]}\n");
        assertThat(EventLog.read(file)).containsExactly(new BuildEvent.Notice(1.5, "info", "x"));
    }

    @Test
    public void whoFollowsTheFileSeesAnEventThoughNothingElseHappens() throws IOException {
        Path file = folder.newFile().toPath();
        try (EventLogWriter log = EventLog.writer(file)) {
            for (int i = 1; i <= 3; i++) {
                log.accept(new BuildEvent.Notice(10, "info", "number " + i));
                int seen = i;
                await().until(() -> EventLog.read(file).size() == seen);
            }
        }
    }

    @Test
    public void aFullDiskIsReportedOnceAndFailsNothing() throws IOException {
        List<String> complaints = new ArrayList<>();
        try (EventLogWriter log = EventLog.writer(Path.of("/dev/full"), complaints::add)) {
            for (int i = 0; i < 50; i++) {
                log.accept(new BuildEvent.Notice(i * 2000, "info", "text"));
            }
        }
        assertThat(complaints)
                .hasSize(1)
                .first()
                .asString()
                .contains("/dev/full")
                .contains("incomplete");
    }

    private Path written(List<BuildEvent> events) throws IOException {
        Path file = folder.newFile().toPath();
        try (EventLogWriter log = EventLog.writer(file)) {
            events.forEach(log);
        }
        return file;
    }
}
