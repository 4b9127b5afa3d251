package io.jenkins.plugins.distcompile.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.report.BuildEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class ConsoleTextTest {
    private final ConsoleText console = new ConsoleText(false);

    @Test
    public void aBuildWithoutTroubleTakesAFewLinesHoweverManyUnitsItHas() {
        List<String> lines =
                new ArrayList<>(console.accept(new BuildEvent.Started(0, "b", "", 500, "node", List.of())));
        lines.addAll(console.accept(bid(10, "alpha", 8)));
        for (int i = 0; i < 500; i++) {
            String unit = "u" + i;
            lines.addAll(console.accept(new BuildEvent.Assigned(20 + i, unit, 1, "alpha", 1, "best")));
            lines.addAll(console.accept(new BuildEvent.CopyRunning(20 + i, unit, 1, "alpha")));
            lines.addAll(console.accept(done(21 + i, unit, true, "")));
        }
        assertThat(lines)
                .containsExactly(
                        "[distCompile] 500 units, dispatched from node", "[distCompile] alpha joins with 8 slots");
    }

    @Test
    public void verboseTellsOfEveryUnit() {
        ConsoleText verbose = new ConsoleText(true);
        assertThat(verbose.accept(new BuildEvent.Assigned(1, "a.c", 2, "alpha", 1, "best")))
                .containsExactly("[distCompile] a.c (copy 2) goes to alpha: best");
        assertThat(verbose.accept(done(2, "a.c", true, ""))).containsExactly("[distCompile] a.c done on alpha");
    }

    @Test
    public void aCompileErrorStandsOutWithTheUnitsNameAndTheCompilersOwnLines() {
        List<String> lines = console.accept(new BuildEvent.UnitDone(
                1, "src/a.c", false, null, "src/a.c:3:1: error: expected ';'\n  int x\n", "it fails on this machine"));
        assertThat(lines).hasSize(5);
        assertThat(lines.get(1)).isEqualTo("[distCompile] ERROR: src/a.c failed: it fails on this machine");
        assertThat(lines.subList(2, 4)).containsExactly("src/a.c:3:1: error: expected ';'", "  int x");
        assertThat(lines.get(0)).matches("\\[distCompile] -+").isEqualTo(lines.get(4));
    }

    @Test
    public void failuresThatAllAreAlikeDoNotFillTheConsole() {
        int lines = 0;
        for (int i = 0; i < 300; i++) {
            lines += console.accept(new BuildEvent.UnitDone(i, "u" + i, false, null, "", "no agent has bid"))
                    .size();
        }
        assertThat(lines).isEqualTo(21);
        Map<String, String> failures = new LinkedHashMap<>();
        for (int i = 0; i < 300; i++) {
            failures.put("u" + i, "no agent has bid");
        }
        assertThat(FailureText.of(failures)).isEqualTo("300 units failed, no agent has bid: u0, u1, u2, u3, u4, …");
        failures.put("x", "it fails on this machine");
        assertThat(FailureText.of(failures)).isEqualTo("301 units failed: u0, u1, u2, u3, u4, …");
        assertThat(FailureText.of(Map.of("a.c", ""))).isEqualTo("1 unit failed: a.c");
    }

    @Test
    public void warningsOfUnitsThatCompileAreTheCompilersOwnLines() {
        assertThat(console.accept(done(1, "a.c", true, "a.c:1: warning: unused")))
                .containsExactly("a.c:1: warning: unused");
    }

    @Test
    public void progressComesEveryFiveSecondsAndOnlyWhenItChanged() {
        console.accept(new BuildEvent.Started(0, "b", "", 10, "node", List.of()));
        console.accept(bid(100, "alpha", 2));
        assertThat(console.accept(new BuildEvent.CopyRunning(4_999, "a", 1, "alpha")))
                .isEmpty();
        assertThat(console.accept(new BuildEvent.CopyRunning(5_000, "b", 1, "alpha")))
                .containsExactly("[distCompile] 0/10 units, 2 running on 1 agent, 5 s");
        assertThat(console.accept(new BuildEvent.Prepared(10_001, "c", 1, 1, 1)))
                .isEmpty();
        console.accept(done(10_002, "a", true, ""));
        assertThat(console.accept(new BuildEvent.Prepared(15_002, "d", 1, 1, 1)))
                .containsExactly("[distCompile] 1/10 units, 2 running on 1 agent, 15 s");
    }

    @Test
    public void theLossOfTheLastAgentIsAWarning() {
        console.accept(new BuildEvent.Started(0, "b", "", 10, "node", List.of()));
        console.accept(bid(1, "alpha", 2));
        assertThat(console.accept(new BuildEvent.AgentLost(2, "alpha", "no heartbeat")))
                .containsExactly(
                        "[distCompile] alpha is lost: no heartbeat", "[distCompile] WARNING: no agent is left");
    }

    @Test
    public void whoLeavesInGoodOrderIsNoLoss() {
        console.accept(new BuildEvent.Started(0, "b", "", 10, "node", List.of()));
        console.accept(bid(1, "alpha", 2));
        console.accept(bid(2, "beta", 2));
        assertThat(console.accept(new BuildEvent.AgentVerdict(3, "alpha", "left", 0, "no more work for it", null)))
                .isEmpty();
        assertThat(console.tally().agents()).isEqualTo(1);
        assertThat(console.accept(bid(4, "alpha", 1))).containsExactly("[distCompile] alpha joins with 1 slot");
    }

    @Test
    public void anAgentThatBidsAgainIsNotAnnouncedAgainUnlessItWasLost() {
        assertThat(console.accept(bid(1, "alpha", 2))).hasSize(1);
        assertThat(console.accept(bid(2, "alpha", 2))).isEmpty();
        console.accept(new BuildEvent.AgentLost(3, "alpha", "gone"));
        assertThat(console.accept(bid(4, "alpha", 1))).containsExactly("[distCompile] alpha joins with 1 slot");
    }

    @Test
    public void repostsAreToldUpToALimit() {
        int lines = 0;
        for (int i = 0; i < 200; i++) {
            lines += console.accept(new BuildEvent.Reposted(i, "u" + i, 1, "alpha", "lost", false))
                    .size();
        }
        assertThat(lines).isEqualTo(21);
    }

    @Test
    public void whatAnAgentSendsBringsNoControlCharactersIntoTheConsole() {
        String evil = "a\u001b[8mha:////x\u001b[0m\r\nb\u202e";
        for (String line : console.accept(new BuildEvent.UnitDone(1, evil, false, "x", evil, evil))) {
            assertThat(line).doesNotContain("\u001b", "\r", "\n", "\u202e");
        }
    }

    private static BuildEvent bid(double at, String agent, int slots) {
        return new BuildEvent.AgentVerdict(at, agent, "bid", slots, null, null);
    }

    private static BuildEvent done(double at, String unit, boolean success, String diagnostics) {
        return new BuildEvent.UnitDone(at, unit, success, "alpha", diagnostics, null);
    }
}
