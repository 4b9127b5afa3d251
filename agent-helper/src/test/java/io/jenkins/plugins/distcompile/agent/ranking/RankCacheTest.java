package io.jenkins.plugins.distcompile.agent.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.distcompile.ranking.Rank;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class RankCacheTest {
    private static final byte[] SCRIPT = "#!/bin/sh\necho 5\n".getBytes(StandardCharsets.UTF_8);
    private static final String HASH = Sha256.hex(SCRIPT);
    private static final Duration HOUR = Duration.ofHours(1);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Instant now = Instant.parse("2026-11-22T08:00:00Z");
    private RankCache cache;

    @Before
    public void open() throws IOException {
        cache = RankCache.open(path(), Duration.ofDays(7), 4, () -> now);
    }

    @Test
    public void aRankHoldsForTheAskersLifetimeAcrossRestarts() throws IOException {
        cache.put(HASH, "gpu", Rank.of("gpu", 42, Map.of("gpu_mem", "8GiB")));
        open();
        now = now.plusSeconds(59);
        assertThat(cache.fresh(HASH, "gpu", Duration.ofSeconds(60)))
                .contains(new RankCache.Fresh(Rank.of("gpu", 42, Map.of("gpu_mem", "8GiB")), Duration.ofSeconds(1)));
        assertThat(cache.fresh(HASH, "gpu", Duration.ofSeconds(59))).isEmpty();
        assertThat(cache.fresh(HASH, "other", HOUR)).isEmpty();
    }

    @Test
    public void aFailureIsTriedAgainAfterAMinute() throws IOException {
        cache.put(HASH, "gpu", Rank.none("gpu", "it did not end"));
        now = now.plusSeconds(59);
        assertThat(cache.fresh(HASH, "gpu", HOUR)).isPresent();
        now = now.plusSeconds(1);
        assertThat(cache.fresh(HASH, "gpu", HOUR)).isEmpty();
    }

    @Test
    public void aClockSetBackMakesARankStale() throws IOException {
        cache.put(HASH, "gpu", Rank.of("gpu", 42, Map.of()));
        now = now.minusSeconds(1);
        assertThat(cache.fresh(HASH, "gpu", HOUR)).isEmpty();
    }

    @Test
    public void scriptsAreKeptExecutableUnderTheirHash() throws IOException {
        cache.storeScript(HASH, "gpu", SCRIPT);
        cache.put(HASH, "gpu", Rank.of("gpu", 5, Map.of()));
        open();
        Path script = cache.script(HASH, "gpu").orElseThrow();
        assertThat(script).hasBinaryContent(SCRIPT).isExecutable();
        assertThat(path()).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    public void aScriptThatIsNotWhatItsHashSaysIsNeverRun() throws IOException {
        assertThatThrownBy(() -> cache.storeScript(HASH, "gpu", new byte[] {1}))
                .hasMessageContaining("does not have the announced hash");
        cache.storeScript(HASH, "gpu", SCRIPT);
        Files.writeString(path().resolve(HASH), "#!/bin/sh\nrm -rf /\n");
        assertThat(cache.script(HASH, "gpu")).isEmpty();
        assertThat(path().resolve(HASH)).doesNotExist();
        assertThat(cache.script("../../etc/passwd", "gpu")).isEmpty();
    }

    @Test
    public void tooLargeAScriptIsRefused() {
        byte[] large = new byte[RankCache.MAX_SCRIPT_BYTES + 1];
        assertThatThrownBy(() -> cache.storeScript(Sha256.hex(large), "gpu", large))
                .hasMessageContaining("limit");
    }

    @Test
    public void idleUtilitiesAreForgottenAndAskedOnesKept() throws IOException {
        cache.storeScript(HASH, "idle", SCRIPT);
        byte[] other = "#!/bin/sh\necho 6\n".getBytes(StandardCharsets.UTF_8);
        cache.storeScript(Sha256.hex(other), "asked", other);
        now = now.plus(Duration.ofDays(6));
        assertThat(cache.script(Sha256.hex(other), "asked")).isPresent();
        now = now.plus(Duration.ofDays(2));
        assertThat(cache.forgetIdle()).isEqualTo(1);
        assertThat(path().resolve(HASH)).doesNotExist();
        assertThat(cache.script(Sha256.hex(other), "asked")).isPresent();
    }

    @Test
    public void whatIsAskedForIsNotTakenForIdleAfterARestart() throws IOException {
        cache.storeScript(HASH, "gpu", SCRIPT);
        for (int day = 0; day < 10; day++) {
            now = now.plus(Duration.ofDays(1));
            assertThat(cache.script(HASH, "gpu")).isPresent();
        }
        open();
        assertThat(cache.script(HASH, "gpu")).isPresent();
    }

    @Test
    public void theLeastRecentlyAskedGoWhenThereAreTooMany() throws IOException {
        for (int i = 0; i < 6; i++) {
            now = now.plusSeconds(1);
            cache.put(HASH, "u" + i, Rank.of("u" + i, i, Map.of()));
        }
        assertThat(cache.fresh(HASH, "u1", HOUR)).isEmpty();
        assertThat(cache.fresh(HASH, "u2", HOUR)).isPresent();
    }

    @Test
    public void aDamagedFileIsBegunAnew() throws IOException {
        for (String damage :
                new String[] {"", "{", "[{\"hash\":7}]", "[null]", "[{\"hash\":\"x\",\"rank\":{\"value\":900}}]"}) {
            Files.writeString(path().resolve("ranks.json"), damage);
            open();
            assertThat(cache.fresh(HASH, "gpu", HOUR)).as(damage).isEmpty();
            cache.put(HASH, "gpu", Rank.of("gpu", 1, Map.of()));
            assertThat(cache.fresh(HASH, "gpu", HOUR)).as(damage).isPresent();
        }
    }

    private Path path() {
        return folder.getRoot().toPath().resolve("rankings");
    }
}
