package io.jenkins.plugins.distcompile.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class WorkFolderTest {

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private final List<String> log = new ArrayList<>();

    @Test
    public void foldersOfDeadHelpersAreRemovedAtTheStart() throws IOException {
        Path work = temporary.getRoot().toPath();
        Path dead = Files.createDirectories(work.resolve("helper-1-dead/u1/d"))
                .getParent()
                .getParent();
        Files.writeString(dead.resolve("u1/d/a.o"), "left");
        Files.createFile(work.resolve("helper-1-dead.lock"));
        try (WorkFolder folder = WorkFolder.create(work, log::add)) {
            assertThat(dead).doesNotExist();
            assertThat(work.resolve("helper-1-dead.lock")).doesNotExist();
            assertThat(folder.path()).isDirectory();
            assertThat(log).singleElement().asString().contains("helper-1-dead");
        }
    }

    @Test
    public void foldersOfLivingHelpersStay() throws IOException {
        Path work = temporary.getRoot().toPath();
        try (WorkFolder first = WorkFolder.create(work, log::add);
                WorkFolder second = WorkFolder.create(work, log::add)) {
            assertThat(first.path()).isDirectory().isNotEqualTo(second.path());
            assertThat(log).isEmpty();
        }
    }

    @Test
    public void aFolderTakenBackHoldsNothingButItsLayout() throws IOException {
        try (WorkFolder work = WorkFolder.create(temporary.getRoot().toPath(), log::add)) {
            Path unit = work.newCompile();
            Files.createDirectories(unit.resolve("d/sub"));
            Files.createDirectories(unit.resolve("left"));
            Files.writeString(unit.resolve("d/sub/a.dwo"), "x");
            Files.writeString(unit.resolve("diagnostics"), "x");
            work.takeBack(unit, List.of("d"));
            assertThat(work.newCompile()).isEqualTo(unit);
            try (var left = Files.walk(unit)) {
                assertThat(left).containsExactly(unit, unit.resolve("d"));
            }
            assertThat(work.newCompile()).isNotEqualTo(unit);
        }
    }

    @Test
    public void ofTheFilesOfALayoutOnlyEmptyOnesStay() throws IOException {
        try (WorkFolder work = WorkFolder.create(temporary.getRoot().toPath(), log::add)) {
            Path unit = work.newCompile();
            Path outside = Files.createFile(temporary.getRoot().toPath().resolve("outside"));
            Files.createFile(unit.resolve("said"));
            Files.writeString(unit.resolve("words"), "x");
            Files.createSymbolicLink(unit.resolve("link"), outside);
            Files.createFile(unit.resolve("other"));
            work.takeBack(unit, List.of("said", "words", "link"));
            assertThat(work.newCompile()).isEqualTo(unit);
            try (var left = Files.list(unit)) {
                assertThat(left).containsExactly(unit.resolve("said"));
            }
        }
    }

    @Test
    public void closingRemovesAllButTheOwnersFiles() throws IOException {
        Path work = temporary.getRoot().toPath();
        Path owners = Files.writeString(work.resolve("notes.txt"), "keep");
        WorkFolder folder = WorkFolder.create(work, log::add);
        Files.writeString(folder.newUnit().resolve("x"), "x");
        folder.close();
        try (var left = Files.list(work)) {
            assertThat(left).containsExactly(owners);
        }
    }

    @Test
    public void linksAreRemovedNotFollowed() throws IOException {
        Path outside = Files.writeString(temporary.newFile("outside").toPath(), "keep");
        Path top = temporary.newFolder("top").toPath();
        Files.createSymbolicLink(top.resolve("link"), outside);
        Files.createSymbolicLink(
                top.resolve("folder"), temporary.newFolder("other").toPath());
        WorkFolder.deleteTree(top);
        assertThat(top).doesNotExist();
        assertThat(outside).hasContent("keep");
        assertThat(temporary.getRoot().toPath().resolve("other")).exists();
    }

    @Test
    public void anUnusableFolderIsNamedWithTheOption() throws IOException {
        Path file = temporary.newFile("file").toPath();
        assertThatThrownBy(() -> WorkFolder.create(file.resolve("work"), log::add))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("--work");
    }
}
