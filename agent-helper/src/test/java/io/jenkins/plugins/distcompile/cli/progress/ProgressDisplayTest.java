package io.jenkins.plugins.distcompile.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.report.BuildEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.Test;

public class ProgressDisplayTest {

    private static final int UNITS = 40;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintWriter out = new PrintWriter(bytes, true, StandardCharsets.UTF_8);

    @Test
    public void plainLinesSayWhatIsDoneAndComeSeldom() {
        build(new ProgressDisplay(out, Terminal.PLAIN, false));
        List<String> progress =
                text().lines().filter(line -> line.startsWith("[")).toList();
        assertThat(progress).hasSizeBetween(2, 5);
        assertThat(progress.get(0)).isEqualTo("[ 0/40] 0 % - 1 running on 1 agent");
        assertThat(progress.get(1)).isEqualTo("[ 9/40] 22 % - 0 running - 1 failed - about 10 s left");
        assertThat(text()).doesNotContain("\u001b");
    }

    @Test
    public void theLiveBlockIsErasedAtTheEnd() {
        Screen screen = new Screen(80);
        build(new ProgressDisplay(out, live(80, true), false));
        screen.feed(text());
        assertThat(screen.text()).doesNotContain("%").contains("FAILED unit 7.c (exit status 1)");
    }

    @Test
    public void noLineOfTheBlockIsWiderThanTheTerminal() {
        for (int columns : new int[] {20, 40, 80, 120, 200}) {
            bytes.reset();
            build(new ProgressDisplay(out, live(columns, true), false));
            Screen screen = new Screen(10_000);
            screen.feed(text());
            assertThat(screen.widestBlockLine()).as("%d columns", columns).isLessThan(columns);
        }
    }

    @Test
    public void theBlockIsRedrawnAtMostTenTimesASecond() {
        build(new ProgressDisplay(out, live(80, false), false));
        int frames = text().split("/40 ", -1).length - 1;
        assertThat(frames).isBetween(20, 121); // 12 seconds of build time
    }

    @Test
    public void diagnosticsStandAboveTheBlockUntorn() {
        ProgressDisplay display = new ProgressDisplay(out, live(80, true), false);
        start(display);
        display.accept(new BuildEvent.UnitDone(500, "unit 1.c", true, "falcon", "a.c:1: warning: x\n  1 | y\n", null));
        display.tick(700);
        Screen screen = new Screen(80);
        screen.feed(text());
        assertThat(screen.text().lines().map(String::stripTrailing).limit(3))
                .containsExactly("a.c:1: warning: x", "  1 | y", screen.line(2))
                .last()
                .asString()
                .contains("1/40")
                .contains("2 %");
    }

    @Test
    public void noColorKeepsTheBlockAndDropsColours() {
        build(new ProgressDisplay(out, live(80, false), false));
        assertThat(text()).doesNotContainPattern("\u001b\\[[0-9;]*m").contains("\u001b[J");
    }

    @Test
    public void quietShowsFailuresAlone() {
        build(new ProgressDisplay(out, Terminal.PLAIN, true));
        assertThat(text())
                .isEqualTo(
                        """
                FAILED unit 7.c (exit status 1)
                7.c:1:1: error: no
                agent wren lost: no heartbeat
                """);
    }

    @Test
    public void aCompilersTextCannotSteerTheTerminal() {
        ProgressDisplay display = new ProgressDisplay(out, live(80, true), true);
        display.accept(new BuildEvent.UnitDone(
                1, "a", true, "x", "\u001b[2J\u001b]0;title\u0007\u001b[31mred\u001b[m\u001b[5;5H\u0007\u001bc", null));
        assertThat(text()).isEqualTo("\u001b[31mred\u001b[mc\u001b[0m\n");
    }

    @Test
    public void aFallbackIsToldOncePerReason() {
        ProgressDisplay display = new ProgressDisplay(out, Terminal.PLAIN, false);
        start(display);
        display.accept(new BuildEvent.LocalStarted(5, "unit 1.c", "no agent has bid"));
        display.accept(new BuildEvent.LocalStarted(6, "unit 2.c", "no agent has bid"));
        assertThat(text().lines().filter(line -> line.contains("no agent has bid")))
                .hasSize(1);
    }

    private static Terminal live(int columns, boolean colour) {
        return new Terminal(true, colour, true, () -> columns);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void start(ProgressDisplay display) {
        display.accept(new BuildEvent.Started(0, "b", "2026-11-22T00:00:00Z", UNITS, "here", List.of()));
        for (int i = 0; i < UNITS; i++) {
            display.accept(new BuildEvent.UnitPlanned(0, "unit " + i + ".c", "compile", null, List.of(), null, 0.3));
        }
        for (String agent : List.of("falcon", "heron", "an-agent-with-a-rather-long-name", "wren")) {
            display.accept(new BuildEvent.AgentVerdict(1, agent, "bid", 2, null, null));
        }
    }

    /** A build of 12 seconds on one slot: unit 7 fails, wren is lost. */
    private static void build(ProgressDisplay display) {
        start(display);
        for (int i = 0; i < UNITS; i++) {
            String unit = "unit " + i + ".c";
            double at = 10 + i * 300;
            display.accept(new BuildEvent.CopyRunning(at, unit, 1, "falcon"));
            for (double tick = at; tick < at + 300; tick += 50) {
                display.tick(tick);
            }
            display.accept(new BuildEvent.CopyEnded(at + 300, unit, 1, "falcon", "succeeded", null, null, 1));
            boolean good = i != 7;
            display.accept(new BuildEvent.UnitDone(
                    at + 300, unit, good, "falcon", good ? "" : "7.c:1:1: error: no\n", good ? null : "exit status 1"));
            if (i == 20) {
                display.accept(new BuildEvent.AgentLost(at + 300, "wren", "no heartbeat"));
            }
        }
        display.accept(new BuildEvent.Finished(12_100, false, "1 unit failed", 1));
    }
}
