package io.jenkins.plugins.distcompile.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.distcompile.toolchain.Inclusion.Scan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class SpareFilesTest {

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Path top;
    private SpareFiles spares;
    private final Map<String, Map<Object, Scan>> scans = new HashMap<>();
    private int mirrors;
    private int scanned;

    @Before
    public void makeFolder() {
        top = temporary.getRoot().toPath().resolve("spare");
        spares = new SpareFiles(top);
    }

    private Path mirror() throws IOException {
        Path mirror = temporary.getRoot().toPath().resolve("m" + ++mirrors);
        spares.folder(mirror);
        return mirror;
    }

    private Path file(Path mirror, String name, String content, long modifiedMillis) throws IOException {
        Path file = mirror.resolve(name);
        scans.put("/" + name, spares.file("/" + name, content.getBytes(UTF_8), modifiedMillis, known -> {
            assertThat(file).doesNotExist();
            known.computeIfAbsent("dialect", any -> {
                scanned++;
                return new Scan(List.of(), Set.of(), Set.of(content), null);
            });
            assertThat(known.get("dialect").defined()).containsExactly(content);
            return file;
        }));
        assertThat(file).hasContent(content);
        assertThat(Files.getLastModifiedTime(file).toMillis()).isEqualTo(modifiedMillis);
        return file;
    }

    private static Object inode(Path path) throws IOException {
        return Files.getAttribute(path, "unix:ino");
    }

    @Test
    public void theSameFileComesBackWhereItLay() throws IOException {
        Path first = mirror();
        Object folder = inode(first);
        file(first, "a.h", "other\n", 1_000);
        Object inode = inode(file(first, "b.h", "same\n", 2_000));
        spares.takeBack(first, first, scans);
        assertThat(first).doesNotExist();

        Path second = mirror();
        assertThat(inode(second)).isEqualTo(folder);
        assertThat(second).isEmptyDirectory();
        assertThat(inode(file(second, "b.h", "same\n", 2_000))).isEqualTo(inode);
        assertThat(second.resolve("a.h")).doesNotExist();
        assertThat(scanned).isEqualTo(2);
    }

    @Test
    public void aFileOfTheSameNameIsOverwrittenWhateverLengthItHad() throws IOException {
        Path first = mirror();
        Object inode = inode(file(first, "a.h", "a long content\n", 1_000));
        file(first, "b.h", "b\n", 1_000);
        file(first, "c.h", "old\n", 1_000);
        file(first, "d.h", "as before\n", 1_000);
        spares.takeBack(first, first, scans);

        Path second = mirror();
        assertThat(inode(file(second, "a.h", "short\n", 1_000))).isEqualTo(inode);
        file(second, "b.h", "longer than before\n", 1_000);
        file(second, "c.h", "new\n", 1_000);
        file(second, "d.h", "as before\n", 2_000);
    }

    @Test
    public void whatIsNotFitToBeSeenGetsNoPlace() throws IOException {
        Path first = mirror();
        file(first, "a.h", "one\n", 1_000);
        spares.takeBack(first, first, scans);
        Path second = mirror();
        for (String content : List.of("one\n", "other\n")) {
            assertThatThrownBy(() -> spares.file("/a.h", content.getBytes(UTF_8), 1_000, known -> {
                        throw new IllegalStateException("unfit");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(second.resolve("a.h")).doesNotExist();
        }
        file(second, "a.h", "one\n", 1_000);
    }

    @Test
    public void aFileOfAnotherNameServesAsWell() throws IOException {
        Path first = mirror();
        Object inode = inode(file(first, "a.h", "one\n", 1_000));
        spares.takeBack(first, first, scans);
        assertThat(inode(file(mirror(), "b.h", "another\n", 2_000))).isEqualTo(inode);
    }

    @Test
    public void filesOfTwoMirrorsAtTheSamePathDoNotMeet() throws IOException {
        Path first = mirror();
        Path second = mirror();
        file(first, "a.h", "first\n", 1_000);
        file(second, "a.h", "second\n", 1_000);
        spares.takeBack(first, first, scans);
        assertThat(second.resolve("a.h")).hasContent("second\n");
        spares.takeBack(second, second, scans);
        file(mirror(), "a.h", "first\n", 1_000);
        file(mirror(), "a.h", "second\n", 1_000);
    }

    @Test
    public void whatIsNoFileGoesAndLinksAreNotFollowed() throws IOException {
        Path outside = Files.writeString(temporary.newFile("outside").toPath(), "keep");
        Path first = mirror();
        Files.createSymbolicLink(first.resolve("a.h"), outside);
        spares.takeBack(first, first, scans);
        assertThat(top).isDirectoryNotContaining(Files::isSymbolicLink);
        file(mirror(), "a.h", "new\n", 1_000);
        assertThat(outside).hasContent("keep");
    }

    @Test
    public void aSpareThatSomebodyHasRemovedOrTurnedIntoALinkIsMissedByNobody() throws IOException {
        Path outside = Files.writeString(temporary.newFile("outside").toPath(), "keep");
        for (boolean link : new boolean[] {false, true}) {
            Path mirror = mirror();
            file(mirror, "a.h", "one\n", 1_000);
            spares.takeBack(mirror, mirror, scans);
            try (var all = Files.list(top)) {
                for (Path spare : all.toList()) {
                    boolean file = Files.isRegularFile(spare);
                    WorkFolder.deleteTree(spare);
                    if (link && file) {
                        Files.createSymbolicLink(spare, outside);
                    }
                }
            }
            file(mirror(), "a.h", "another\n", 1_000);
        }
        assertThat(outside).hasContent("keep");
    }

    @Test
    public void sparesGoWhenNobodyHasUsedThem() throws IOException {
        Path first = mirror();
        file(first, "a.h", "one\n", 1_000);
        spares.takeBack(first, first, scans);
        spares.clearUnlessUsedWithin(Duration.ofHours(1));
        assertThat(top).isNotEmptyDirectory();
        spares.clearUnlessUsedWithin(Duration.ZERO);
        assertThat(top).doesNotExist();

        Path second = mirror();
        file(second, "a.h", "one\n", 1_000);
        spares.takeBack(second, second, scans);
        file(mirror(), "a.h", "one\n", 1_000);
    }
}
