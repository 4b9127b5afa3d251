package io.jenkins.plugins.distcompile.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import io.jenkins.plugins.distcompile.criteria.Criteria;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class BuildRankingsTest {
    private static final byte[] SCRIPT = "#!/bin/sh\necho 70\n".getBytes(StandardCharsets.UTF_8);
    private static final RankingRule RULE = new RankingRule(
            List.of(
                    new RankingSpec("sent", "rank.sh", Duration.ofSeconds(60), 1),
                    new RankingSpec("own", "", Duration.ofSeconds(60), 1)),
            0,
            Criteria.NONE);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Instant now = Instant.parse("2026-11-22T00:00:00Z");

    @Test
    public void whatIsNotKnownIsAskedFor() throws Exception {
        List<BuildRankings.Wanted> wanted = build(SCRIPT).wanted("a");
        assertThat(wanted).extracting(BuildRankings.Wanted::knownMillis).containsExactly(0L, 0L);
        assertThat(wanted.get(0).sha256()).hasSize(64);
        assertThat(wanted.get(1).sha256()).isEmpty();
        assertThat(build(SCRIPT).content("sent", wanted.get(0).sha256())).contains(SCRIPT);
        assertThat(build(SCRIPT).content("sent", "0".repeat(64))).isEmpty();
        assertThat(build(SCRIPT).content("own", "")).isEmpty();
    }

    @Test
    public void whatUtilitiesSaidIsShownWithTheAgentsOwnFacts() throws Exception {
        BuildRankings rankings = build(SCRIPT);
        rankings.heard("a", "m1", Rank.of("sent", 70, Map.of("disk", "ssd")), 50_000);
        rankings.heard("a", "m1", Rank.none("own", "not installed"), 50_000);
        AgentProfile profile = RankingRuleTest.PROFILE.withMetadata(Map.of("rack", "b2"));
        assertThat(rankings.described("a", profile).metadata())
                .isEqualTo(Map.of("rack", "b2", "rank.sent", "70.0", "rank.sent.disk", "ssd"));
        assertThat(rankings.described("b", profile)).isEqualTo(profile);
    }

    @Test
    public void theNextBuildAsksOnlyForWhatHasChangedOrBelongsToTheAgent() throws Exception {
        RankMemory memory = memory();
        BuildRankings first = BuildRankings.of(RULE, Map.of("sent", SCRIPT), memory);
        first.heard("a", "m1", Rank.of("sent", 70, Map.of()), 50_000);
        first.heard("a", "m1", Rank.of("own", 30, Map.of()), 60_000);
        first.heard("a", "m1", Rank.of("unasked", 1, Map.of()), 60_000);
        memory.save();
        now = now.plusSeconds(10);
        assertThat(build(SCRIPT).wanted("a"))
                .extracting(BuildRankings.Wanted::knownMillis)
                .containsExactly(40_000L, 0L);
        assertThat(build(SCRIPT).ranks("a")).containsOnlyKeys("sent");
        assertThat(build("echo 2".getBytes(StandardCharsets.UTF_8))
                        .wanted("a")
                        .get(0)
                        .knownMillis())
                .as("changed utility")
                .isZero();
        assertThat(build(SCRIPT).wanted("b").get(0).knownMillis()).isZero();
        now = now.plusSeconds(40);
        assertThat(build(SCRIPT).wanted("a").get(0).knownMillis()).as("too old").isZero();
    }

    @Test
    public void aRankCountsWhileItIsBeingRenewedAndNoLonger() throws Exception {
        BuildRankings build = build(SCRIPT);
        build.heard("a", "m1", Rank.of("sent", 70, Map.of()), 60_000);
        now = now.plusSeconds(70);
        assertThat(build.wanted("a").get(0).knownMillis()).isZero();
        assertThat(build.ranks("a")).containsKey("sent");
        now = now.plusSeconds(10);
        assertThat(build.ranks("a")).isEmpty();
    }

    @Test
    public void anotherMachineAtTheSameAddressIsAskedAnew() throws Exception {
        BuildRankings build = build(SCRIPT);
        build.heard("a", "m1", Rank.of("sent", 70, Map.of()), 60_000);
        assertThat(build.anotherMachine("a", "m1")).isFalse();
        assertThat(build.anotherMachine("a", "m2")).isTrue();
        assertThat(build.wanted("a").get(0).knownMillis()).isZero();
        assertThat(build.anotherMachine("a", "m2")).isFalse();
    }

    @Test
    public void aDamagedMemoryHoldsNothing() throws Exception {
        for (String damage : new String[] {"", "{", "[null]", "[{\"agent\":7}]", "[{\"agent\":\"a\",\"rank\":null}]"}) {
            Files.writeString(path(), damage);
            assertThat(build(SCRIPT).wanted("a").get(0).knownMillis())
                    .as(damage)
                    .isZero();
        }
    }

    @Test
    public void aSentUtilityNeedsItsContent() {
        assertThatThrownBy(() -> BuildRankings.of(RULE, Map.of(), memory())).hasMessageContaining("sent");
    }

    private BuildRankings build(byte[] script) throws IOException {
        return BuildRankings.of(RULE, Map.of("sent", script), memory());
    }

    private RankMemory memory() throws IOException {
        return RankMemory.open(path(), () -> now);
    }

    private Path path() {
        return folder.getRoot().toPath().resolve("ranks.json");
    }
}
