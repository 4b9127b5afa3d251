package io.jenkins.plugins.distcompile.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.distcompile.report.BuildEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;

/** Ranking utilities as real scripts, run by helper processes. */
public class RankingTest {
    @Rule
    public final Farm farm = new Farm();

    @Test
    public void aSentUtilityDecidesWhoCompilesAndIsNotRunAgainByTheNextBuild() throws Exception {
        Project project = farm.project(4, "0");
        HelperProcess high = farm.helper("high", "--ranking-policy", "sent");
        HelperProcess low = farm.helper("low", "--ranking-policy", "sent");
        Path runs = farm.path("runs");
        Path script = script(
                "rank.sh",
                "echo \"$DISTCOMPILE_AGENT\" >> " + runs + "\ntest $DISTCOMPILE_AGENT = high && echo 80 || echo 20");
        String[] ranked = {"--ranking", "mine=" + script + ",ttl=1h", "--min-rank", "50", "--scheme", "ranking"};
        for (int build = 1; build <= 2; build++) {
            Cli cli = farm.build(project, List.of(low, high), ranked).finish();
            assertThat(cli.status()).as(cli.err()).isZero();
            assertThat(Farm.agent(cli.json(), high.address()).get("units").asInt())
                    .as("%s", cli.json())
                    .isEqualTo(4);
            assertThat(verdict(low)).isEqualTo("rank 20.0, wanted at least 50.0");
            assertThat(Farm.agent(cli.json(), high.address()).get("rank").asDouble())
                    .isEqualTo(80);
            assertThat(farm.events(BuildEvent.AgentVerdict.class)
                            .filter(event -> event.verdict().equals("bid")))
                    .isNotEmpty()
                    .allMatch(event -> event.rank() == 80);
            project.assertComplete();
        }
        assertThat(Files.readAllLines(runs)).containsExactlyInAnyOrder("high", "low");
        Cli table = rank(List.of(low, high), ranked[0], ranked[1], "--min-rank", "50");
        assertThat(table.out().lines().skip(1).toList().get(0)).contains(high.address(), "80.0", "qualifies");
        assertThat(table.out()).contains("wanted at least 50.0");
        assertThat(Files.readAllLines(runs)).hasSize(2);
    }

    @Test
    public void aShortLivedRankIsMeasuredAnewWhileTheBuildRuns() throws Exception {
        Project project = farm.project(2, "0");
        HelperProcess helper = farm.helper("helper", "--ranking-policy", "sent");
        Path free = farm.path("free");
        Path runs = farm.path("runs");
        Path script = script("free.sh", "echo run >> " + runs + "\ntest -e " + free + " && echo 90 || echo 10");
        Cli cli = farm.build(
                project,
                List.of(helper),
                "--ranking",
                "free=" + script + ",ttl=1s",
                "--min-rank",
                "50",
                "--fallback",
                "wait");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Files.exists(runs) && Files.readAllLines(runs).size() >= 2);
        Files.createFile(free);
        assertThat(cli.finish().status()).as(cli.err()).isZero();
        assertThat(Farm.agent(cli.json(), helper.address()).get("units").asInt())
                .isEqualTo(2);
    }

    @Test
    public void whatGoesWrongIsNoRankWithAReasonAndTheBuildGoesOn() throws Exception {
        Project project = farm.project(1, "0");
        HelperProcess helper = farm.helper("helper", "--ranking-policy", "sent", "--ranking-limit", "500ms");
        Path hangs = script("hangs.sh", "sleep 100");
        Path garbage = script("garbage.sh", "echo here is no number");
        Path range = script("range.sh", "echo 101");
        Cli ranks = rank(
                List.of(helper),
                "--json",
                "--ranking",
                "hangs=" + hangs,
                "--ranking",
                "garbage=" + garbage,
                "--ranking",
                "range=" + range);
        JsonNode agent = ranks.json().get(0);
        assertThat(agent.get("standing").get("qualified").asBoolean()).isFalse();
        assertThat(agent.get("ranks"))
                .extracting(rank -> rank.get("reason").asText())
                .satisfiesExactly(
                        reason -> assertThat(reason).contains("did not end within 500 ms"),
                        reason -> assertThat(reason).contains("'here is no number' is not a number"),
                        reason -> assertThat(reason).contains("101 is not within 0 to 100"));
        Cli cli = farm.build(project, List.of(helper), "--ranking", "garbage=" + garbage)
                .finish();
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(verdict(helper)).startsWith("no rank from garbage: ").contains("not a number");
        project.assertComplete();
    }

    @Test
    public void aHelperThatListensRunsWhatIsInstalledAndRefusesWhatIsSent() throws Exception {
        Project project = farm.project(2, "0");
        Path utilities = Files.createDirectories(farm.path("utilities"));
        Files.move(script("disk", "echo 60\necho disk_kind=ssd"), utilities.resolve("disk"));
        HelperProcess helper = farm.helper("helper", "--utilities", utilities.toString());
        Cli installed = farm.build(
                        project, List.of(helper), "--ranking", "disk,weight=1", "--rank-where", "disk_kind == 'ssd'")
                .finish();
        assertThat(Farm.agent(installed.json(), helper.address()).get("units").asInt())
                .as(installed.err())
                .isEqualTo(2);
        Cli sent = farm.build(project, List.of(helper), "--ranking", "mine=" + script("rank.sh", "echo 99"))
                .finish();
        assertThat(sent.status()).as(sent.err()).isZero();
        assertThat(verdict(helper)).contains("no rank from mine", "ranking policy is installed");
        project.assertComplete();
    }

    private Cli rank(List<HelperProcess> pool, String... options) throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of("rank", "--key-file", farm.key().toString()));
        arguments.addAll(List.of(
                "--pool",
                String.join(",", pool.stream().map(HelperProcess::address).toList())));
        arguments.addAll(List.of(options));
        Cli cli = Cli.start(farm.root(), arguments).finish();
        assertThat(cli.status()).as(cli.err()).isZero();
        return cli;
    }

    /** The last reason why the agent was not used. */
    private String verdict(HelperProcess helper) throws IOException {
        return farm.events(BuildEvent.AgentVerdict.class)
                .filter(event -> event.agent().equals(helper.address()))
                .filter(event -> event.verdict().equals("declined"))
                .reduce((first, second) -> second)
                .orElseThrow()
                .reason();
    }

    private Path script(String name, String body) throws IOException {
        Path script = farm.path(name);
        Files.writeString(script, "#!/bin/sh\n" + body + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
