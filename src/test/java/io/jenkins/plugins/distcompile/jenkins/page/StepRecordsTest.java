package io.jenkins.plugins.distcompile.jenkins.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.distcompile.report.Limit;
import io.jenkins.plugins.distcompile.report.live.LiveReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What is kept with a build, read and written: missing, damaged, foreign. */
public class StepRecordsTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path builds;

    @Before
    public void setUp() {
        builds = folder.getRoot().toPath();
    }

    @Test
    public void noIdLeadsOutOfTheBuildsFolder() {
        for (String id : new String[] {"..", ".", "", "a/b", "a\\b", "-x", "a.b", "x".repeat(65), null}) {
            assertThat(BuildFiles.isStep(id)).as("%s", id).isFalse();
            assertThatThrownBy(() -> BuildFiles.of(builds, id)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(BuildFiles.of(builds, "7").events()).isEqualTo(builds.resolve("distributed-compile/7/events.jsonl"));
    }

    @Test
    public void stepsAreFoundInTheirOrderAndLinksAreNotFollowed() throws IOException {
        for (String id : new String[] {"12", "7", "b"}) {
            Files.createDirectories(builds.resolve("distributed-compile").resolve(id));
        }
        Files.createSymbolicLink(builds.resolve("distributed-compile/link"), builds);
        Files.createFile(builds.resolve("distributed-compile/file"));
        assertThat(BuildFiles.in(builds, 10))
                .extracting(files -> files.events().getParent().getFileName().toString())
                .containsExactly("7", "b", "12");
        assertThat(BuildFiles.in(builds, 2)).hasSizeLessThanOrEqualTo(2);
        assertThat(BuildFiles.in(builds.resolve("nowhere"), 2)).isEmpty();
    }

    @Test
    public void theHeadlineIsWhatTheLogSays() throws IOException {
        Figures figures = figures(10, true);
        assertThat(figures.units()).isEqualTo(10);
        assertThat(figures.agents()).isEqualTo(2);
        assertThat(figures.unitSeconds()).isEqualTo(15);
        assertThat(figures.cost()).isEqualTo(15 * 3.6 / 3600, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(figures.headline()).startsWith("10 units on 2 agents in 3.51 s, 4.3 × one slot, 0.0150 EUR");
        assertThat(figures(10, false).headline()).endsWith("1 failed");
    }

    @Test
    public void figuresComeBackFromTheirFile() throws IOException {
        Figures figures = figures(4, true);
        Path file = builds.resolve("f/figures.json");
        figures.write(file);
        assertThat(Figures.read(file)).isEqualTo(figures);
        Files.writeString(file, "{\"units\":\"many\"");
        assertThat(Figures.read(file)).isNull();
        Files.writeString(file, " ".repeat(70_000));
        assertThat(Figures.read(file)).isNull();
        assertThat(Figures.read(builds.resolve("none"))).isNull();
    }

    @Test
    public void aResultIsReadWithoutItsObservations() throws IOException {
        Path file = builds.resolve("result.json");
        StringBuilder text = new StringBuilder("{\"observations\":[");
        for (int i = 0; i < 5000; i++) {
            text.append("{\"unit\":\"u").append(i).append("\",\"agents\":[{\"x\":[1,2]}]},");
        }
        text.append("{}],\"success\":true,\"reason\":\"")
                .append("r".repeat(5000))
                .append("\",");
        text.append("\"summary\":{\"agents\":[{\"name\":\"a\"}],\"speedUpHere\":3.5,\"savedSeconds\":-2,");
        text.append("\"limit\":{\"what\":\"here\",\"hereBusy\":7,\"path\":0.5,\"x\":[{}]}},");
        text.append("\"warnings\":[\"w1\",7,\"w2\"]}");
        Files.writeString(file, text);
        StepResult result = StepResult.read(file);
        assertThat(result.ended()).isTrue();
        assertThat(result.reason()).hasSizeLessThan(2100);
        assertThat(result.speedUpHere()).isEqualTo(3.5);
        assertThat(result.savedSeconds()).isEqualTo(-2);
        assertThat(result.limit()).isEqualTo(new Limit("here", 0, 1, 0, 0.5, 0));
        assertThat(result.complete(frame(3, true).summary()).limit().what()).isEqualTo("here");
        assertThat(result.warnings()).containsExactly("w1", "w2");
    }

    @Test
    public void aResultThatIsMissingOrLiesIsNone() throws IOException {
        Path file = builds.resolve("result.json");
        assertThat(StepResult.read(file)).isEqualTo(StepResult.NONE);
        for (String text : new String[] {"", "[]", "7", "{\"summary\":", "\u0000", "{\"warnings\":[\"a\""}) {
            Files.writeString(file, text);
            assertThat(StepResult.read(file)).as(text).isEqualTo(StepResult.NONE);
        }
        Files.writeString(file, "{\"summary\":{\"speedUpHere\":1e300,\"savedSeconds\":\"NaN\"}}");
        assertThat(StepResult.read(file).speedUpHere()).isNull();
        assertThat(StepResult.read(file).savedSeconds()).isNull();
    }

    @Test
    public void theTrendIsMadeOfTheNewestBuildsThatLeftFigures() throws IOException {
        for (int number = 1; number <= 12; number++) {
            Path build = builds.resolve(Integer.toString(number));
            Files.createDirectories(build);
            if (number % 2 == 0) {
                figures(number, true)
                        .of(number == 12 ? 2 : 1)
                        .write(BuildFiles.of(build, "3").figures());
            }
        }
        figures(99, false).of(1).write(BuildFiles.of(builds.resolve("12"), "5").figures());
        Files.createDirectories(builds.resolve("lastStableBuild"));
        Trend trend = Trend.of(builds, 5);
        assertThat(trend.points()).extracting(Trend.Point::build).containsExactly(8, 10, 12, 12);
        assertThat(trend.points()).extracting(Trend.Point::step).containsExactly(1, 1, 1, 2);
        assertThat(trend.points().get(2).figures().success()).isFalse();
        assertThat(Trend.of(builds.resolve("none"), 5).points()).isEmpty();
    }

    @Test
    public void onlyTheNewestBuildsKeepTheirLogs() throws IOException {
        for (int number = 1; number <= 5; number++) {
            BuildFiles files = BuildFiles.of(builds.resolve(Integer.toString(number)), "1");
            Logs.write(files.events(), 2, true);
            Files.writeString(files.result(), "{}");
            figures(2, true).write(files.figures());
        }
        BuildFiles running = BuildFiles.of(builds.resolve("2"), "9");
        Logs.write(running.events(), 2, true);
        Retention.apply(builds, 4, 2);
        for (int number = 1; number <= 5; number++) {
            BuildFiles files = BuildFiles.of(builds.resolve(Integer.toString(number)), "1");
            assertThat(Files.exists(files.events())).as("log of %d", number).isEqualTo(number >= 3);
            assertThat(Files.exists(files.figures())).isTrue();
        }
        assertThat(running.events()).exists();
        Retention.apply(builds, 5, 0);
        assertThat(BuildFiles.of(builds.resolve("3"), "1").events()).exists();
    }

    @Test
    public void tablesAreQuotedAndHoldNoFormula() throws IOException {
        assertThat(Csv.cell("a,\"b\"\n")).isEqualTo("\"a,\"\"b\"\"\n\"");
        assertThat(Csv.cell("=cmd()")).isEqualTo("'=cmd()");
        assertThat(Csv.cell(-1.5)).isEqualTo("-1.5");
        assertThat(Csv.cell(null)).isEmpty();
        String units = Csv.units(frame(3, false).report());
        assertThat(units.lines()).hasSize(4);
        assertThat(units.lines().skip(1).findFirst().orElseThrow())
                .startsWith("u0.c,compile,succeeded,alpha,1.000,1.000,")
                .contains(",'=first,");
        assertThat(Csv.agents(frame(3, true).report())).contains("gamma,declined,load.cpu 0.9 > 0.7,0,");
    }

    @Test
    public void restAnswersHoldNothingThatXmlCannot() throws IOException {
        RestReport rest = new RestReport(frame(3, true), StepResult.NONE, "succeeded", null);
        assertThat(rest.units).hasSize(3);
        assertThat(rest.units.get(0).diagnostics).isEqualTo("bad ");
        assertThat(rest.units.get(0).attempts.get(0).agent).isEqualTo("alpha");
        assertThat(rest.agents).extracting(agent -> agent.name).containsExactly("alpha", "beta", "gamma");
        assertThat(rest.timeline).isNotEmpty().allMatch(lane -> !lane.spans.isEmpty());
        assertThat(rest.criticalPath).isNotEmpty();
        assertThat(rest.figures).containsEntry("units", 3).doesNotContainKey("speedUpHere");
        assertThat(RestText.of("\ud800a\u0000\ufffe")).isEqualTo(" a  ");
    }

    @Test
    public void theSameLogIsTheSameReportWhileItIsLookedAt() throws IOException {
        Reports reports = new Reports(2);
        Path log = builds.resolve("a/events.jsonl");
        LiveReport first = reports.of(log);
        assertThat(reports.of(log)).isSameAs(first);
        reports.of(builds.resolve("b"));
        reports.of(builds.resolve("c"));
        assertThat(reports.of(log)).isNotSameAs(first);
    }

    private Figures figures(int units, boolean success) throws IOException {
        return Figures.of(frame(units, success), StepResult.NONE);
    }

    private LiveReport.Frame frame(int units, boolean success) throws IOException {
        Path log = builds.resolve("log/events.jsonl");
        Logs.write(log, units, success);
        return LiveReport.read(log);
    }
}
