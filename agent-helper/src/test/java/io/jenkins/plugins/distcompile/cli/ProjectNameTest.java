package io.jenkins.plugins.distcompile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ProjectNameTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void aWorkTreeGivesItsNameToEverythingInIt() throws Exception {
        Path tree = folder.getRoot().toPath().resolve("lua");
        Path deep = Files.createDirectories(tree.resolve("sub/build"));
        Files.createDirectory(tree.resolve(".git"));
        assertThat(ProjectName.ofFolder(deep)).isEqualTo("lua");
    }

    @Test
    public void elsewhereItIsTheFirstFolderThatIsNotForBuilding() {
        String[][] table = {
            {"/nowhere/redis", "redis"},
            {"/nowhere/redis/build", "redis"},
            {"/nowhere/redis/cmake-build-debug", "redis"},
            {"/nowhere/redis/out/build.release", "redis"},
            {"/nowhere/builder", "builder"},
            {"/build", "build"},
            {"/", "root"},
        };
        for (String[] row : table) {
            assertThat(ProjectName.ofFolder(Path.of(row[0]))).as(row[0]).isEqualTo(row[1]);
        }
    }
}
