package io.jenkins.plugins.distcompile.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.Assume;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class HistoryDamageTest {
    private static final HistoryLimits LIMITS = new HistoryLimits(10_000, Duration.ofDays(30), Duration.ofSeconds(20));
    private static final int BATCH = 7;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final List<String> warnings = new ArrayList<>();

    /** Records batches for ever; told to by the tests, in a process of its own. */
    public static void main(String[] arguments) {
        try (History history = History.open(Path.of(arguments[0]), LIMITS, System.err::println)) {
            for (int batch = 0; ; batch++) {
                int number = batch;
                history.record(
                        "p",
                        IntStream.range(0, BATCH)
                                .mapToObj(i -> HistoryTest.run("b" + number + "-" + i, "alpha", 1 + i))
                                .toList());
            }
        }
    }

    @Test
    public void aKilledWriterLosesAtMostItsLastBatch() throws Exception {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 4; round++) {
            Path file = folder.getRoot().toPath().resolve("killed" + round);
            long grown = 20_000 + random.nextInt(200_000);
            Process writer = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            HistoryDamageTest.class.getName(),
                            file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> Files.exists(file) && Files.size(file) > grown);
            } finally {
                writer.destroyForcibly();
                assertThat(writer.waitFor(20, TimeUnit.SECONDS)).isTrue();
            }
            try (History history = History.open(file, LIMITS, warnings::add)) {
                int entries = history.entries("p").size();
                assertThat(entries).as("seed 11, round %d", round).isPositive();
                assertThat(entries % BATCH).as("seed 11, round %d", round).isZero();
            }
        }
        assertThat(warnings).isEmpty();
    }

    /** The file as it is when the writer dies at any byte of its last commit, which is appended to what was there. */
    @Test
    public void whatWasThereSurvivesADeathAtAnyByteOfTheNextCommit() throws Exception {
        Path file = folder.getRoot().toPath().resolve("growing");
        List<byte[]> images = new ArrayList<>();
        History history = History.open(file, LIMITS, warnings::add);
        for (int batch = 0; batch < 3; batch++) {
            int number = batch;
            history.record(
                    "p",
                    IntStream.range(0, 40)
                            .mapToObj(i -> HistoryTest.run("b" + number + "-" + i, "alpha", 1))
                            .toList());
            images.add(Files.readAllBytes(file)); // as a killed process leaves it: not closed
        }
        history.close();
        byte[] before = images.get(1);
        byte[] after = images.get(2);
        assertThat(after.length).as("bytes to die at").isGreaterThan(before.length + 2000);
        Path torn = folder.getRoot().toPath().resolve("torn");
        for (int cut = before.length; cut <= after.length; cut += cut % 512 == 511 ? 1 : 37) {
            byte[] image = Arrays.copyOf(after, cut);
            System.arraycopy(before, 0, image, 0, 8192); // both headers are written last
            Files.write(torn, image);
            try (History read = History.open(torn, LIMITS, warnings::add)) {
                assertThat(read.entries("p").size()).as("cut at %d", cut).isIn(80, 120);
            }
            assertThat(warnings).as("cut at %d", cut).isEmpty();
        }
    }

    @Test
    public void aFullDiskCostsTheBuildsTimesAndNotTheFile() throws Exception {
        Path disk = folder.newFolder("disk").toPath();
        Process mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", disk.toString()).start();
        Assume.assumeTrue("may mount", mount.waitFor() == 0);
        try {
            Path file = disk.resolve("times");
            try (History history = History.open(file, LIMITS, warnings::add)) {
                history.record("p", List.of(HistoryTest.run("u", "alpha", 1)));
            }
            fill(disk.resolve("ballast"));
            try (History history = History.open(file, LIMITS, warnings::add)) {
                history.record(
                        "p",
                        IntStream.range(0, 3000)
                                .mapToObj(i -> HistoryTest.run("b" + i, "alpha", 1))
                                .toList());
            }
            assertThat(warnings).singleElement().asString().contains("cannot be written", "No space left on device");
            warnings.clear();
            History.open(disk.resolve("new"), LIMITS, warnings::add).close();
            assertThat(warnings).singleElement().asString().contains("cannot be used", "No space left on device");
            Files.delete(disk.resolve("ballast"));
            try (var left = Files.list(disk)) {
                assertThat(left).as("nothing set aside, nothing begun").containsExactly(file);
            }
            try (History history = History.open(file, LIMITS, warnings::add)) {
                assertThat(history.entries("p")).hasSize(1);
            }
        } finally {
            new ProcessBuilder("umount", "-l", disk.toString()).start().waitFor();
        }
    }

    private static void fill(Path file) {
        try (var out = Files.newOutputStream(file)) {
            while (true) {
                out.write(new byte[512]);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space");
        }
    }

    @Test
    public void anotherProgramsFileIsKnown() throws Exception {
        Path letter = Files.writeString(folder.getRoot().toPath().resolve("letter"), "Dear H:istorian");
        Path empty = Files.createFile(letter.resolveSibling("empty"));
        Path noise = Files.writeString(letter.resolveSibling("noise.mv"), "noise");
        Path ours = letter.resolveSibling("ours");
        History.open(ours, LIMITS, warnings::add).close();
        assertThat(History.isForeign(letter)).isTrue();
        assertThat(List.of(empty, noise, ours, letter.resolveSibling("none"))).noneMatch(History::isForeign);
    }

    @Test
    public void aDamagedFileNeverThrowsAndNeverLies() throws Exception {
        Path file = folder.getRoot().toPath().resolve("damaged");
        try (History history = History.open(file, LIMITS, warnings::add)) {
            for (int i = 0; i < 60; i++) {
                history.record("p", List.of(HistoryTest.run("unit" + i, "alpha", 1 + i % 9)));
            }
        }
        byte[] sound = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(12);
        int aside = 0;
        for (int round = 0; round < 120; round++) {
            Files.write(file, damage(sound, random));
            warnings.clear();
            try (History history = History.open(file, LIMITS, warnings::add)) {
                for (HistoryEntry entry : history.entries("p")) {
                    int unit = Integer.parseInt(entry.unit().substring(4));
                    assertThat(entry.lastSeconds())
                            .as("seed 12, round %d", round)
                            .containsExactly(1.0 + unit % 9);
                }
                history.record("p", List.of(HistoryTest.run("fresh", "beta", 5)));
                assertThat(history.entries("p").stream().map(HistoryEntry::unit))
                        .as("seed 12, round %d", round)
                        .contains("fresh");
            }
            aside += warnings.size();
        }
        assertThat(aside).as("seed 12").isPositive();
    }

    private static byte[] damage(byte[] sound, SplittableRandom random) {
        if (random.nextInt(3) == 0) {
            return Arrays.copyOf(sound, random.nextInt(sound.length));
        }
        byte[] damaged = sound.clone();
        int flips = 1 << random.nextInt(12);
        for (int i = 0; i < flips; i++) {
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return damaged;
    }
}
