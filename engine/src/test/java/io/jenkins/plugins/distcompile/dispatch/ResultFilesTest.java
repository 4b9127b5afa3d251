package io.jenkins.plugins.distcompile.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.link.Packed;
import io.jenkins.plugins.distcompile.link.Packing;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ResultFilesTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void aFolderThatIsMissingIsMade() throws Exception {
        Path target = folder.getRoot().toPath().resolve("new/deep/a.o");
        Packed object = Packing.pack("object", new byte[] {1, 2, 3}, true);
        ResultFiles result = ResultFiles.stage(
                Map.of("object", target), List.of(object.attachment()), List.of(object.wire()), Map.of(), "tag");
        assertThat(target).doesNotExist();
        result.commit();
        assertThat(target).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(target.getParent()).isDirectoryContaining("glob:**/a.o");
    }
}
