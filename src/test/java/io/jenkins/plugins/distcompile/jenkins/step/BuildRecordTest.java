package io.jenkins.plugins.distcompile.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class BuildRecordTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void itsLengthIsHowFarTheDispatchersFileHasBeenRead() throws Exception {
        Path build = folder.getRoot().toPath();
        BuildRecord record = BuildRecord.of(build, "0a");
        assertThat(record.length()).isZero();
        record.append("one\n".getBytes(StandardCharsets.UTF_8));
        // Another life of the controller goes on where this one was.
        BuildRecord after = BuildRecord.of(build, "0a");
        assertThat(after.length()).isEqualTo(4);
        after.append("two\n".getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        after.replay(all::writeBytes);
        assertThat(all.toString(StandardCharsets.UTF_8)).isEqualTo("one\ntwo\n");
    }

    @Test
    public void theResultIsWholeAndReplaced() throws Exception {
        Path build = folder.getRoot().toPath();
        BuildRecord record = BuildRecord.of(build, "0a");
        record.result("{}".getBytes(StandardCharsets.UTF_8));
        record.result("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        Path kept = build.resolve("distributed-compile/0a");
        assertThat(kept.resolve("result.json")).hasContent("{\"a\":1}");
        try (var files = Files.list(kept)) {
            assertThat(files).hasSize(1);
        }
    }
}
