package io.jenkins.plugins.distcompile.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.toolchain.Language;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class BuildMemoryTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path file;

    @Before
    public void nameTheFile() {
        file = folder.getRoot().toPath().resolve("state/history.mv");
    }

    private static Observation run(String unit, String agent, double seconds, long memory) {
        return new Observation(unit, agent, "C", seconds, 10_000, 4_000, memory);
    }

    @Test
    public void whatOneBuildRecordsTheNextPredicts() throws Exception {
        BuildMemory first = BuildMemory.of(file, "lua");
        double cold = first.work("a.c", Language.C, 10_000).value();
        assertThat(first.record(List.of(run("a.c", "fast", 3, 2L << 30), run("b.c", "fast", 0.5, 1 << 20))))
                .isEmpty();

        BuildMemory second = BuildMemory.of(file, "lua");
        double known = second.work("a.c", Language.C, 10_000).value()
                / second.speed("fast", null).value();
        assertThat(Math.abs(Math.log(known / 3))).isLessThan(Math.abs(Math.log(cold / 3)) / 4);
        assertThat(second.memoryBytes("a.c")).isBetween(2L << 30, 3L << 30);
        assertThat(second.memoryBytes("b.c")).as("too little to matter").isZero();
        assertThat(second.outputBytes("a.c")).isEqualTo(4_000);
        assertThat(second.warnings()).isEmpty();
    }

    @Test
    public void anotherProjectKnowsNothingOfIt() throws Exception {
        BuildMemory.of(file, "lua").record(List.of(run("a.c", "fast", 3, 0)));
        BuildMemory other = BuildMemory.of(file, "redis");
        assertThat(other.work("a.c", Language.C, 10_000))
                .isEqualTo(BuildMemory.none().work("a.c", Language.C, 10_000));
    }

    @Test
    public void aDamagedFileIsSetAsideWithAWarningAndTheBuildGoesOn() throws Exception {
        byte[] noise = new byte[20_000];
        new SplittableRandom(7).nextBytes(noise);
        Files.createDirectories(file.getParent());
        Files.write(file, noise);

        BuildMemory memory = BuildMemory.of(file, "lua");
        assertThat(memory.work("a.c", Language.C, 10_000).value()).isPositive();
        assertThat(memory.warnings()).singleElement().asString().contains("damaged", "history.mv");
        assertThat(memory.record(List.of(run("a.c", "fast", 3, 0)))).isEmpty();
        assertThat(BuildMemory.of(file, "lua").outputBytes("a.c")).isEqualTo(4_000);
    }

    @Test
    public void aPlaceThatTakesNoFileCostsAWarningAndNothingElse() throws Exception {
        Path plain = Files.writeString(folder.getRoot().toPath().resolve("plain"), "no folder");
        BuildMemory memory = BuildMemory.of(plain.resolve("history.mv"), "lua");
        assertThat(memory.warnings()).isEmpty();
        assertThat(memory.record(List.of(run("a.c", "fast", 3, 0))))
                .singleElement()
                .asString()
                .contains("not kept");
    }

    @Test
    public void aFolderIsLeftWhereItIs() throws Exception {
        Path precious = folder.newFolder("precious").toPath();
        Files.writeString(precious.resolve("kept"), "text");
        assertThat(BuildMemory.of(precious, "lua").warnings())
                .singleElement()
                .asString()
                .contains("precious");
        assertThat(precious.resolve("kept")).exists();
    }

    @Test
    public void withoutAFileTheStoreIsNotEvenLoaded() throws Exception {
        URL[] withoutStore = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("mvstore"))
                .map(BuildMemoryTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(withoutStore, ClassLoader.getPlatformClassLoader())) {
            Class<?> type = loader.loadClass(BuildMemory.class.getName());
            Object memory = type.getMethod("of", Path.class, String.class).invoke(null, file, "lua");
            assertThat((List<?>) type.getMethod("warnings").invoke(memory)).isEmpty();
            assertThat(type.getMethod("memoryBytes", String.class).invoke(memory, "a.c"))
                    .isEqualTo(0L);
        }
        assertThat(file).doesNotExist();
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
