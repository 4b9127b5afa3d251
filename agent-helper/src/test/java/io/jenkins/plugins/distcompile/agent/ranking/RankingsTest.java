package io.jenkins.plugins.distcompile.agent.ranking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.distcompile.ranking.Rank;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class RankingsTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private Path installed;
    private Path runs;

    @Before
    public void setUp() throws Exception {
        installed = folder.newFolder("installed").toPath();
        runs = folder.getRoot().toPath().resolve("runs");
    }

    @After
    public void tearDown() {
        executor.shutdownNow();
    }

    @Test
    public void installedOnesAreNamedAndRunOnceWithinTheirLifetimeEvenAfterARestart() throws Exception {
        Utilities.sh(installed, "disk", counted("echo 70"));
        assertThat(rank(rankings(RankingPolicy.INSTALLED).ask(named("disk"))).value())
                .isEqualTo(70);
        RankAnswer again = rankings(RankingPolicy.INSTALLED).ask(named("disk"));
        assertThat(known(again)).isEqualTo(Rank.of("disk", 70, Map.of()));
        assertThat(((RankAnswer.Known) again).validFor()).isBetween(Duration.ZERO, Duration.ofHours(1));
        assertThat(Files.readAllLines(runs)).hasSize(1);
    }

    @Test
    public void aChangedUtilityReplacesTheOld() throws Exception {
        Rankings rankings = rankings(RankingPolicy.INSTALLED);
        Utilities.sh(installed, "disk", "echo 70");
        assertThat(rank(rankings.ask(named("disk"))).value()).isEqualTo(70);
        Utilities.sh(installed, "disk", "echo 30");
        assertThat(rank(rankings.ask(named("disk"))).value()).isEqualTo(30);
    }

    @Test
    public void aSentUtilityIsAskedForOnceAndThenKnownByItsHash() throws Exception {
        byte[] script = ("#!/bin/sh\n" + counted("echo 55; echo gpu=yes") + "\n").getBytes(UTF_8);
        RankRequest request = new RankRequest("gpu", Sha256.hex(script), Duration.ofHours(1));
        Rankings rankings = rankings(RankingPolicy.SENT);
        assertThat(rankings.ask(request)).isEqualTo(new RankAnswer.NeedScript(request.hash()));
        assertThat(rank(rankings.receive(request, script)).metadata()).containsEntry("gpu", "yes");
        Rankings restarted = rankings(RankingPolicy.SENT);
        assertThat(restarted.ask(request)).isInstanceOf(RankAnswer.Known.class);
        assertThat(rank(restarted.ask(new RankRequest("gpu", request.hash(), Duration.ZERO)))
                        .value())
                .as("too old for this asker: run again, and not sent again")
                .isEqualTo(55);
        assertThat(Files.readAllLines(runs)).hasSize(2);
    }

    @Test
    public void aDamagedScriptIsNotRun() {
        RankRequest request = new RankRequest("gpu", "0".repeat(64), Duration.ofHours(1));
        assertThat(known(rankings(RankingPolicy.SENT).receive(request, new byte[9]))
                        .reason())
                .contains("hash");
    }

    @Test
    public void thePolicySaysNoWithAReason() throws Exception {
        byte[] content = Files.readAllBytes(Utilities.sh(installed, "disk", "echo 70"));
        RankRequest sent = new RankRequest("disk", "a".repeat(64), Duration.ofHours(1));
        assertThat(known(rankings(RankingPolicy.NONE).ask(named("disk"))).reason())
                .contains("policy is none");
        assertThat(known(rankings(RankingPolicy.INSTALLED).ask(sent)).reason())
                .contains("installed ranking utilities only");
        assertThat(known(rankings(RankingPolicy.INSTALLED).receive(sent, content))
                        .reason())
                .contains("takes no");
        assertThat(known(rankings(RankingPolicy.INSTALLED).ask(named("nope"))).reason())
                .contains("no ranking utility nope");
        RankRequest same = new RankRequest("disk", Sha256.hex(content), Duration.ofHours(1));
        assertThat(rank(rankings(RankingPolicy.INSTALLED).ask(same)).value())
                .as("the installed one has that very content")
                .isEqualTo(70);
    }

    @Test
    public void aFileThatIsNotExecutableIsNotInstalled() throws Exception {
        Files.writeString(installed.resolve("notes"), "5");
        assertThat(known(rankings(RankingPolicy.SENT).ask(named("notes"))).ranked())
                .isFalse();
    }

    @Test
    public void manyAskersWaitForOneRunAndFurtherUtilitiesAreBounded() throws Exception {
        Path gate = folder.getRoot().toPath().resolve("gate");
        for (String name : List.of("a", "b", "c", "d", "e")) {
            Utilities.sh(installed, name, counted("while ! test -e " + gate + "; do sleep 0.05; done; echo 9"));
        }
        Rankings rankings = rankings(RankingPolicy.INSTALLED);
        List<RankAnswer> answers = new ArrayList<>();
        for (String name : List.of("a", "a", "b", "c", "d")) {
            answers.add(rankings.ask(named(name)));
        }
        assertThat(known(rankings.ask(named("e"))).reason()).contains("ask again");
        Files.createFile(gate);
        for (RankAnswer answer : answers) {
            assertThat(rank(answer).value()).isEqualTo(9);
        }
        assertThat(Files.readAllLines(runs)).hasSize(4);
    }

    @Test
    public void requestsFromPeersAreChecked() {
        assertThatThrownBy(() -> new RankRequest("../x", "", Duration.ZERO)).hasMessageContaining("name");
        assertThatThrownBy(() -> new RankRequest("x", "AB", Duration.ZERO)).hasMessageContaining("SHA-256");
        assertThatThrownBy(() -> RankingPolicy.parse("all")).hasMessageContaining("none, installed or sent");
    }

    private String counted(String body) {
        return "echo run >> " + runs + "; " + body;
    }

    private Rankings rankings(RankingPolicy policy) throws AssertionError {
        try {
            Path root = folder.getRoot().toPath();
            return new Rankings(
                    policy,
                    installed,
                    RankCache.open(root.resolve("cache"), Duration.ofDays(1), 100, InstantSource.system()),
                    new RankingRunner(root.resolve("work"), Duration.ofSeconds(60), Map.of(), executor),
                    executor);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private static RankRequest named(String name) {
        return new RankRequest(name, "", Duration.ofHours(1));
    }

    private static Rank known(RankAnswer answer) {
        return ((RankAnswer.Known) answer).rank();
    }

    private static Rank rank(RankAnswer answer) throws Exception {
        return ((RankAnswer.Running) answer).rank().get(60, TimeUnit.SECONDS);
    }
}
