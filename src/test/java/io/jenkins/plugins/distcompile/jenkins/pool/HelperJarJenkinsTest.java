package io.jenkins.plugins.distcompile.jenkins.pool;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The helper's program on an agent, with the real {@code FilePath}. */
public class HelperJarJenkinsTest {
    @Rule
    public final TemporaryFolder root = new TemporaryFolder();

    @Test
    public void itIsCopiedOnceAndReplacesOldVersions() throws Exception {
        FilePath cache = new FilePath(root.getRoot()).child(HelperJar.CACHE);
        long now = System.currentTimeMillis();
        cache.mkdirs();
        cache.child("old.jar").touch(now - TimeUnit.DAYS.toMillis(8));
        cache.child("cut.part").touch(now - TimeUnit.DAYS.toMillis(8));
        cache.child("of-another-controller.jar").touch(now);
        FilePath copy = HelperJar.ours().on(new FilePath(root.getRoot()));
        assertThat(cache.list())
                .extracting(FilePath::getName)
                .containsExactlyInAnyOrder("of-another-controller.jar", copy.getName());
        copy.touch(1_000);
        assertThat(HelperJar.ours().on(new FilePath(root.getRoot()))).isEqualTo(copy);
        assertThat(copy.lastModified()).as("not copied again").isEqualTo(1_000);
    }
}
