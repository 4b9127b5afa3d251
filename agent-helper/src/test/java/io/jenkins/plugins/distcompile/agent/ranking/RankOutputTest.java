package io.jenkins.plugins.distcompile.agent.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.ranking.Rank;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.Test;

public class RankOutputTest {

    @Test
    public void ranksAreUnderstoodInAllForms() {
        Object[][] table = {
            {"87", 87.0},
            {"87.5\n", 87.5},
            {"0", 0.0},
            {"-0", 0.0},
            {"+100", 100.0},
            {"\n# a comment\n  42 \n", 42.0},
            {"rank=7", 7.0},
            {"gpu=2\nrank = 9\n", 9.0},
            {"{\"rank\": 33}", 33.0},
            {" {\"rank\": \"33.25\", \"gpu\": true}\n", 33.25}
        };
        for (Object[] row : table) {
            assertThat(parse((String) row[0]))
                    .as("%s", row[0])
                    .extracting(Rank::value)
                    .isEqualTo(row[1]);
        }
    }

    @Test
    public void factsComeBesideTheRank() {
        Map<String, String> facts = Map.of("gpu_mem", "8GiB", "gpu.name", "A = B");
        assertThat(parse("50\ngpu_mem=8GiB\ngpu.name=A = B").metadata()).isEqualTo(facts);
        assertThat(parse("{\"rank\":50,\"gpu_mem\":\"8GiB\",\"gpu.name\":\"A = B\"}")
                        .metadata())
                .isEqualTo(facts);
    }

    @Test
    public void anythingElseIsNoRankAndAReason() {
        String[][] table = {
            {"", "printed no rank"},
            {"gpu=1", "printed no rank"},
            {"fast", "'fast' is not a number"},
            {"NaN", "is not a number"},
            {"0x10", "is not a number"},
            {"1e2", "is not a number"},
            {"101", "not within 0 to 100"},
            {"-1", "not within 0 to 100"},
            {"5\n6", "'6' is not name=value"},
            {"rank=5\nrank=6", "more than one rank"},
            {"5\na b=1", "'a b' cannot name a fact"},
            {"5\nx=1\nx=2", "x twice"},
            {"5\nx=" + "y".repeat(257), "longer than 256"},
            {"{\"rank\": 5", "JSON cannot be read"},
            {"{\"rank\": 5} 7", "JSON cannot be read"},
            {"{\"rank\": [5]}", "'rank' is not a plain value"},
            {"{\"rank\": null}", "is not a number"},
            {"{" + "\"a\":{".repeat(5_000), "JSON cannot be read"}
        };
        for (String[] row : table) {
            Rank rank = parse(row[0]);
            assertThat(rank.ranked()).as(row[0]).isFalse();
            assertThat(rank.reason()).as(row[0]).contains(row[1]);
        }
    }

    @Test
    public void tooManyFactsAreRefused() {
        StringBuilder output = new StringBuilder("5\n");
        for (int i = 0; i <= Rank.MAX_FACTS; i++) {
            output.append("f").append(i).append("=1\n");
        }
        assertThat(parse(output.toString()).reason()).contains("more than 64 facts");
    }

    @Test
    public void garbageNeverThrows() {
        String alphabet = "0123456789.-+ek={}[]\":,# \n\r\tran\u0000\u00e9\u2028";
        for (int seed = 0; seed < 5_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder output = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                output.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Rank rank = parse(output.toString());
            assertThat(rank.ranked())
                    .as("seed %d", seed)
                    .isEqualTo(rank.reason().isEmpty());
        }
    }

    private static Rank parse(String output) {
        return RankOutput.parse("u", output);
    }
}
