package io.jenkins.plugins.distcompile.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class HistoryTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final List<String> warnings = new ArrayList<>();
    private Path file;

    @Before
    public void chooseFile() {
        file = folder.getRoot().toPath().resolve("new/history.mv");
    }

    static Observation run(String unit, String agent, double seconds) {
        return new Observation(unit, agent, "C", seconds, 1000, 200, 300);
    }

    private History open() {
        return History.open(file, new HistoryLimits(100, Duration.ofDays(30), Duration.ZERO), warnings::add);
    }

    private History openAt(long day) {
        Clock clock = Clock.fixed(Instant.EPOCH.plus(Duration.ofDays(day)), ZoneOffset.UTC);
        return History.open(file, new HistoryLimits(100, Duration.ofDays(30), Duration.ZERO), warnings::add, clock);
    }

    @Test
    public void timesSurviveClosing() {
        for (double seconds : new double[] {1, 2, 9}) {
            try (History history = open()) {
                history.record("p", List.of(run("a.c", "alpha", seconds)));
            }
        }
        try (History history = open()) {
            HistoryEntry entry = history.entries("p").get(0);
            assertThat(entry.lastSeconds()).containsExactly(1.0, 2.0, 9.0);
            assertThat(entry.count()).isEqualTo(3);
            assertThat(entry.centre()).isEqualTo(2);
            assertThat(entry.spread()).isCloseTo(1.4826, within(1e-9));
            assertThat(entry.sourceBytes()).isEqualTo(1000);
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    public void projectsAreKeptApart() {
        try (History history = open()) {
            history.record("p", List.of(run("a.c", "alpha", 1)));
            history.record("p2", List.of(run("a.c", "alpha", 2), run("b.c", "alpha", 2)));
            assertThat(history.projects()).containsExactly("p", "p2");
            assertThat(history.entries("p")).hasSize(1);
            assertThat(history.entries("p2")).hasSize(2);
            assertThat(history.entries("none")).isEmpty();
        }
    }

    @Test
    public void onlyTheLatestTimesAreKept() {
        try (History history = open()) {
            IntStream.rangeClosed(1, 100).forEach(i -> history.record("p", List.of(run("a.c", "alpha", i))));
            HistoryEntry entry = history.entries("p").get(0);
            assertThat(entry.lastSeconds()).hasSize(HistoryEntry.KEPT).endsWith(99.0, 100.0);
            assertThat(entry.count()).isEqualTo(100);
        }
    }

    @Test
    public void theLongestUnseenMakeRoom() {
        for (int day = 0; day < 30; day++) {
            try (History history = openAt(day)) {
                int first = day * 5;
                history.record(
                        "p",
                        IntStream.range(first, first + 5)
                                .mapToObj(i -> run("u" + i, "alpha", 1))
                                .toList());
                assertThat(history.entries("p")).hasSizeLessThanOrEqualTo(100);
            }
        }
        try (History history = openAt(30)) {
            List<String> units =
                    history.entries("p").stream().map(HistoryEntry::unit).toList();
            assertThat(units).contains("u149", "u100").doesNotContain("u0", "u40");
        }
    }

    @Test
    public void oldEntriesGoWhenTheHistoryIsClosed() {
        try (History history = openAt(0)) {
            history.record("p", List.of(run("old.c", "alpha", 1)));
        }
        try (History history = openAt(31)) {
            history.record("p", List.of(run("new.c", "alpha", 1)));
        }
        try (History history = openAt(31)) {
            assertThat(history.entries("p").stream().map(HistoryEntry::unit)).containsExactly("new.c");
        }
    }

    @Test
    public void anAgentCanBeForgotten() {
        try (History history = open()) {
            history.record("p", List.of(run("a.c", "alpha", 1), run("a.c", "beta", 1), run("b.c", "alpha", 1)));
            assertThat(history.forget("alpha")).isEqualTo(2);
            assertThat(history.entries("p").stream().map(HistoryEntry::agent)).containsExactly("beta");
            assertThat(history.prune(Duration.ZERO.minusSeconds(10))).isEqualTo(1);
        }
    }

    @Test
    public void aSecondProcessReadsACopyAndSaysSo() {
        try (History first = open()) {
            first.record("p", List.of(run("a.c", "alpha", 1)));
            try (History second = open()) {
                assertThat(second.isWritable()).isFalse();
                second.record("p", List.of(run("b.c", "alpha", 1)));
            }
            assertThat(first.isWritable()).isTrue();
            assertThat(first.entries("p")).hasSize(1);
        }
        assertThat(warnings).hasSize(1).first().asString().contains("held by another process");
    }

    @Test
    public void aFolderInThePlaceOfTheFileIsAWarningOnly() throws IOException {
        Files.createDirectories(file.resolve("x"));
        try (History history = open()) {
            history.record("p", List.of(run("a.c", "alpha", 1)));
        }
        assertThat(warnings).isNotEmpty();
    }

    @Test
    public void exportsAreReadableAndHarmless() throws IOException {
        HistoryEntry entry = HistoryEntry.first("p", run("a,\"b\".c", "=cmd()", 1.5), 7);
        StringWriter csv = new StringWriter();
        HistoryExport.csv(List.of(entry), csv);
        assertThat(csv.toString().split("\r\n")[1])
                .isEqualTo("p,\"a,\"\"b\"\".c\",'=cmd(),C,1,1.500000,0.000000,1000,200,300,7");
        StringWriter json = new StringWriter();
        HistoryExport.json(List.of(entry), json);
        var read = new com.fasterxml.jackson.databind.ObjectMapper().readTree(json.toString());
        assertThat(read.get(0).get("centre").doubleValue()).isEqualTo(1.5);
        assertThat(read.get(0).get("agent").textValue()).isEqualTo("=cmd()");
    }
}
