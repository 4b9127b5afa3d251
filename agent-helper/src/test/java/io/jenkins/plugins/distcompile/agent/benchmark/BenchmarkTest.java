package io.jenkins.plugins.distcompile.agent.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class BenchmarkTest {
    private static final BenchmarkKey KEY = new BenchmarkKey("abc", "Xeon", 4);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void theRealCompilersOfThisMachineGetAScore() throws Exception {
        for (String compiler : new String[] {"gcc", "g++"}) {
            BenchmarkScore score = unit(Path.of(compiler), 120).measure();
            assertThat(score.score() * score.seconds()).isCloseTo(BenchmarkUnit.REFERENCE_SECONDS, within(1e-9));
            assertThat(score.seconds()).isGreaterThan(0.02);
        }
        assertThat(folder.getRoot().toPath().resolve("work")).isEmptyDirectory();
    }

    @Test
    public void aScoreIsMeasuredOnceAndAgainOnRequest() throws Exception {
        Path runs = folder.getRoot().toPath().resolve("runs");
        Path compiler = compiler("echo run >> " + runs + "; : > benchmark-unit.o");
        Benchmark benchmark = benchmark();
        assertThat(benchmark.known(KEY)).isEmpty();
        BenchmarkScore first = benchmark.score(KEY, () -> unit(compiler, 60), false);
        assertThat(Files.readAllLines(runs))
                .as("one to warm up, three that count")
                .hasSize(4);
        assertThat(benchmark().score(KEY, () -> unit(compiler, 60), false))
                .as("restarted")
                .isEqualTo(first);
        assertThat(Files.readAllLines(runs)).hasSize(4);
        benchmark.score(KEY, () -> unit(compiler, 60), true);
        benchmark.score(new BenchmarkKey("new", "Xeon", 4), () -> unit(compiler, 60), false);
        assertThat(Files.readAllLines(runs)).hasSize(12);
    }

    @Test
    public void aCompilerThatFailsIsNamedWithWhatItSaid() throws Exception {
        Path compiler = compiler("echo 'cc1: not found' >&2; exit 1");
        assertThatThrownBy(() -> unit(compiler, 60).measure())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("status 1: cc1: not found")
                .hasMessageContaining(compiler.toString());
        assertThatThrownBy(() -> unit(Path.of("/no/such/gcc"), 60).measure()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> benchmark().score(KEY, () -> unit(compiler, 60), false))
                .isInstanceOf(IOException.class);
        assertThat(benchmark().known(KEY)).isEmpty();
    }

    @Test
    public void oneThatHangsEndsAtTheLimit() throws Exception {
        assertThatThrownBy(() -> unit(compiler("exec sleep 300"), 1).measure())
                .hasMessage("the benchmark unit did not compile within 1 s");
    }

    @Test
    public void itCanBeCancelled() throws Exception {
        Path started = folder.getRoot().toPath().resolve("started");
        Path compiler = compiler("echo $$ > " + started + "; exec sleep 300");
        Benchmark benchmark = benchmark();
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                benchmark.score(KEY, () -> unit(compiler, 600), false);
                end.complete(null);
            } catch (IOException | InterruptedException e) {
                end.complete(e);
            }
        });
        thread.start();
        await().until(() -> Files.exists(started) && !Files.readString(started).isBlank());
        benchmark.cancel();
        assertThat(end.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        long pid = Long.parseLong(Files.readString(started).strip());
        await().until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
        assertThatThrownBy(() -> benchmark.score(KEY, () -> unit(compiler, 600), false))
                .isInstanceOf(InterruptedException.class);
    }

    private Path compiler(String body) throws IOException {
        Path file = folder.newFolder().toPath().resolve("cc");
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }

    private BenchmarkUnit unit(Path compiler, int limitSeconds) {
        return new BenchmarkUnit(
                compiler,
                folder.getRoot().toPath().resolve("work"),
                Duration.ofSeconds(limitSeconds),
                InstantSource.system());
    }

    private Benchmark benchmark() {
        return new Benchmark(new BenchmarkStore(folder.getRoot().toPath().resolve("state/benchmark.json")));
    }
}
