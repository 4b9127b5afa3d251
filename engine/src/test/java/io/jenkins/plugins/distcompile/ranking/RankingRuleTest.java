package io.jenkins.plugins.distcompile.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import io.jenkins.plugins.distcompile.criteria.Criteria;
import io.jenkins.plugins.distcompile.criteria.CriteriaException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.Test;

public class RankingRuleTest {
    static final AgentProfile PROFILE = new AgentProfile(
            "a1",
            "m1",
            "linux",
            "x86_64",
            new AgentProfile.Cpu("Xeon", 8, 4, 3_000),
            new AgentProfile.Memory(1L << 34, 1L << 33),
            new AgentProfile.Disk(1L << 40, 1L << 39),
            new AgentProfile.Network(1_000_000_000),
            new AgentProfile.Load(0.1, 0.5, -1),
            8,
            8,
            0,
            1.2,
            List.of(),
            Map.of("room", "3"));

    @Test
    public void weightsMakeTheCombinedRank() throws CriteriaException {
        RankingRule rule = rule(0, "", "a=x,weight=3", "b=y,weight=1", "c=z,weight=0");
        assertThat(judge(rule, Rank.of("a", 80, Map.of()), Rank.of("b", 40, Map.of()))
                        .rank())
                .isCloseTo(70, within(1e-9));
    }

    @Test
    public void theThresholdComesFirstAndThenTheMetadata() throws CriteriaException {
        RankingRule rule = rule(50, "gpu_mem >= 8GiB && room == 3", "gpu=x");
        assertThat(judge(rule, Rank.of("gpu", 49, Map.of("gpu_mem", "16GiB"))).reason())
                .isEqualTo("rank 49.0, wanted at least 50.0");
        assertThat(judge(rule, Rank.of("gpu", 60, Map.of("gpu_mem", "4GiB"))).reason())
                .contains("4GiB", ">= 8GiB");
        assertThat(judge(rule, Rank.of("gpu", 60, Map.of())).qualified())
                .as("unknown")
                .isFalse();
        assertThat(judge(rule, Rank.of("gpu", 60, Map.of("gpu_mem", "8589934592"))))
                .isEqualTo(new Standing(true, 60, ""));
    }

    @Test
    public void namesOfFactsAndPrefixedNamesAreUnderstood() throws CriteriaException {
        RankingRule rule = rule(0, "cpu.cores >= 8 && meta.x == 'b' && a.x == 'a' && os == 'linux'", "a=f", "b=g");
        assertThat(judge(rule, Rank.of("a", 1, Map.of("x", "a")), Rank.of("b", 1, Map.of("x", "b", "os", "plan9"))))
                .extracting(Standing::reason)
                .isEqualTo("");
        assertThatThrownBy(() -> Criteria.parseWithMetadata("gpu_mem >=")).isInstanceOf(CriteriaException.class);
        assertThatThrownBy(() -> Criteria.parse("gpu_mem >= 1")).hasMessageContaining("unknown fact");
    }

    @Test
    public void anAgentWithoutARankDoesNotQualifyAndSaysWhy() throws CriteriaException {
        RankingRule rule = rule(0, "", "a=x", "b=y");
        assertThat(judge(rule, Rank.of("a", 99, Map.of()), Rank.none("b", "it did not end"))
                        .reason())
                .isEqualTo("no rank from b: it did not end");
        assertThat(judge(rule, Rank.of("a", 99, Map.of())).reason()).contains("b: the agent has not sent one");
    }

    @Test
    public void whatAPeerSendsBeyondTheLimitsIsNoRank() throws CriteriaException {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 65; i++) {
            many.put("f" + i, "1");
        }
        assertThat(judge(rule(0, "", "a=x"), new Rank("a", 5, many, "")).reason())
                .contains("beyond their limits");
        assertThatThrownBy(() -> new Rank("a", 101, Map.of(), "")).hasMessageContaining("0 to 100");
        assertThatThrownBy(() -> new Rank("a", Double.NaN, Map.of(), "")).hasMessageContaining("0 to 100");
    }

    @Test
    public void withoutUtilitiesEveryAgentQualifies() {
        assertThat(RankingRule.NONE.judge(PROFILE, Map.of()).qualified()).isTrue();
    }

    @Test
    public void theHighestThatQualifiesComesFirst() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Standing> standings = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                standings.add(new Standing(random.nextBoolean(), random.nextInt(101), ""));
            }
            Standing best = Collections.min(standings, Standing.BEST_FIRST);
            double highest = standings.stream()
                    .filter(standing -> standing.qualified() == best.qualified())
                    .mapToDouble(Standing::rank)
                    .max()
                    .orElseThrow();
            assertThat(best.rank()).as("seed %d", seed).isEqualTo(highest);
            assertThat(best.qualified())
                    .as("seed %d", seed)
                    .isEqualTo(standings.stream().anyMatch(Standing::qualified));
        }
    }

    @Test
    public void rulesThatCannotWorkAreRefused() {
        assertThatThrownBy(() -> rule(101, "", "a=x")).hasMessageContaining("--min-rank");
        assertThatThrownBy(() -> rule(0, "", "a=x", "a=y")).hasMessageContaining("given twice");
        assertThatThrownBy(() -> rule(0, "", "a=x,weight=0")).hasMessageContaining("at least one weight");
    }

    private static RankingRule rule(double minRank, String where, String... specs) throws CriteriaException {
        return new RankingRule(
                java.util.Arrays.stream(specs).map(RankingSpec::parse).toList(),
                minRank,
                Criteria.parseWithMetadata(where));
    }

    private static Standing judge(RankingRule rule, Rank... ranks) {
        Map<String, Rank> byName = new HashMap<>();
        for (Rank rank : ranks) {
            byName.put(rank.utility(), rank);
        }
        return rule.judge(PROFILE, byName);
    }
}
