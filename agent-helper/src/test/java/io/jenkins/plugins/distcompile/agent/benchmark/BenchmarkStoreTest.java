package io.jenkins.plugins.distcompile.agent.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class BenchmarkStoreTest {
    private static final BenchmarkKey KEY = new BenchmarkKey("abc", "Xeon", 4);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void aScoreIsFoundAgainForItsOwnKeyOnly() throws IOException {
        store().put(KEY, score(1.5, 1));
        assertThat(store().find(KEY)).contains(score(1.5, 1));
        assertThat(store().find(new BenchmarkKey("abd", "Xeon", 4))).isEmpty();
        assertThat(store().find(new BenchmarkKey("abc", "Xeon 2", 4))).isEmpty();
        assertThat(store().find(new BenchmarkKey("abc", "Xeon", 8))).isEmpty();
    }

    @Test
    public void aNewScoreReplacesTheOldAndTheOldestGo() throws IOException {
        store().put(KEY, score(1.5, 1));
        store().put(KEY, score(2.5, 2));
        assertThat(store().find(KEY)).contains(score(2.5, 2));
        for (int i = 0; i < 64; i++) {
            store().put(new BenchmarkKey("c" + i, "Xeon", 4), score(1, 10 + i));
        }
        assertThat(store().find(KEY)).isEmpty();
        assertThat(store().find(new BenchmarkKey("c0", "Xeon", 4))).isPresent();
    }

    @Test
    public void aDamagedFileHoldsNothingAndIsReplaced() throws IOException {
        String[] damages = {
            "",
            "[]",
            "{\"edition\":1,\"scores\":[{\"key\":null}]}",
            "{\"edition\":1,\"scores\":[{\"key\":{\"compiler\":\"abc\",\"cpu\":\"Xeon\",\"cores\":4},"
                    + "\"score\":{\"score\":-1,\"seconds\":1,\"measuredAtMillis\":1}}]}",
            "{\"edition\":1,\"sco"
        };
        for (String damage : damages) {
            Files.createDirectories(file().getParent());
            Files.writeString(file(), damage);
            assertThat(store().find(KEY)).as(damage).isEmpty();
            store().put(KEY, score(1, 1));
            assertThat(store().find(KEY)).as(damage).isPresent();
        }
    }

    @Test
    public void scoresOfAnotherEditionDoNotCount() throws IOException {
        store().put(KEY, score(1, 1));
        Files.writeString(file(), Files.readString(file()).replaceFirst("\"edition\":\\d+", "\"edition\":99"));
        assertThat(store().find(KEY)).isEmpty();
    }

    private static BenchmarkScore score(double score, long at) {
        return new BenchmarkScore(score, 1, at);
    }

    private BenchmarkStore store() {
        return new BenchmarkStore(file());
    }

    private Path file() {
        return folder.getRoot().toPath().resolve("state/benchmark.json");
    }
}
