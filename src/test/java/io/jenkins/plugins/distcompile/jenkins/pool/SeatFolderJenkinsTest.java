package io.jenkins.plugins.distcompile.jenkins.pool;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What helpers leave on an agent, with the real {@code FilePath}. */
public class SeatFolderJenkinsTest {
    @Rule
    public final TemporaryFolder root = new TemporaryFolder();

    @Test
    public void aNodeThatComesBackLosesWhatItsOwnHelpersLeft() throws Exception {
        FilePath cache = new FilePath(root.getRoot());
        for (String seat : List.of("cc1", "cc1#2", "cc10", "x-cc1")) {
            SeatFolder.make(cache, "16316c75baac", seat).log().write("words", null);
        }
        cache.child("0123.jar").write("program", null);
        SeatFolder.sweepNode(cache, "cc1");
        assertThat(cache.list())
                .extracting(FilePath::getName)
                .containsExactlyInAnyOrder("run-16316c75baac-cc10", "run-16316c75baac-x-cc1", "0123.jar");
    }
}
