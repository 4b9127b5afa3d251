package io.jenkins.plugins.distcompile.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Drives the page in a real browser. Needs chromium and chromedriver; fails where they are missing. */
public class HtmlReportBrowserTest {

    private static final String SORT = "[...document.querySelectorAll('#dc-units th button')]"
            + ".find(b => b.textContent === arguments[0]).click();"
            + "return [...document.querySelectorAll('#dc-units th')].find(h => h.textContent === arguments[0])"
            + ".getAttribute('aria-sort')";
    private static final String FIRST_CELLS = "return [...document.querySelectorAll('#dc-units tbody tr:not(.dc-gap)')]"
            + ".slice(0, 12).map(row => row.children[arguments[0]].textContent)";
    private static final String TYPE = "const field = document.querySelector('#dc-units input');"
            + "field.value = arguments[0]; field.dispatchEvent(new Event('input'));";

    @ClassRule
    public static final Browser BROWSER = new Browser();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void theHeadlineFiguresAreThoseOfTheSummary() throws IOException {
        BuildReport report = show(ReportFixtures.build(200, 1));
        Summary summary = Summary.of(report, 4);
        assertThat(figure("units")).isEqualTo("200");
        assertThat(figure("agents")).isEqualTo("4");
        assertThat(figure("wall")).isEqualTo(Spell.seconds(summary.wallSeconds()));
        assertThat(figure("reposts")).isEqualTo("1");
        assertThat(BROWSER.text("[data-figure=copies] + dd")).endsWith(" of runs not needed");
        assertThat(BROWSER.text("#dc-agents tbody")).contains("osprey").contains("load.cpu 0.93 > 0.7");
        assertThat(BROWSER.complaints()).isEmpty();
    }

    @Test
    public void theUnitsAreSortedBothWays() throws IOException {
        show(ReportFixtures.build(200, 1));
        assertThat(BROWSER.run(SORT, "Unit").asText()).isEqualTo("ascending");
        List<String> up = cells(0);
        assertThat(up).isSorted().first().isEqualTo("bin/demo");
        assertThat(BROWSER.run(SORT, "Unit").asText()).isEqualTo("descending");
        assertThat(cells(0)).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(BROWSER.run(SORT, "Took").asText()).isEqualTo("descending");
        List<Double> took = cells(7).stream()
                .map(cell -> Double.valueOf(cell.replace(" s", "")))
                .toList();
        assertThat(took).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    public void costsLimitAndCriticalUnitsAreShown() throws IOException {
        List<BuildEvent> events = ReportFixtures.build(200, 1);
        show(events);
        Summary summary = Summary.of(BuildReport.of(events));
        assertThat(figure("cost")).isEqualTo(Spell.money(summary.cost(), "EUR"));
        assertThat(figure("limit")).isNotBlank();
        assertThat(BROWSER.text("#dc-agents tbody")).contains(Spell.money(28.8, "EUR"));
        BROWSER.run(TYPE, "bin/demo");
        assertThat(cells(5)).containsExactly("path, data");
        BROWSER.run(TYPE, ReportFixtures.name(1));
        BROWSER.run("document.querySelector('#dc-units tbody button').click()");
        assertThat(BROWSER.text("#dc-units .dc-detail")).contains("Cost", " EUR");
    }

    @Test
    public void theUnitsAreFilteredByTextAndState() throws IOException {
        show(ReportFixtures.build(200, 1));
        BROWSER.run(TYPE, "parser");
        assertThat(figure("shown")).matches("3\\d of 200");
        assertThat(cells(0)).allMatch(name -> name.contains("parser"));
        BROWSER.run(TYPE, "");
        BROWSER.run("const s = document.querySelector('#dc-units select'); s.value = 'failed';"
                + "s.dispatchEvent(new Event('change'))");
        assertThat(cells(0)).containsExactly(ReportFixtures.name(41));
    }

    @Test
    public void aPickedUnitTellsItsStory() throws IOException {
        show(ReportFixtures.build(200, 1));
        BROWSER.run(TYPE, ReportFixtures.name(41));
        BROWSER.run("document.querySelector('#dc-units tbody button').focus()");
        BROWSER.keys("\ue007"); // Enter
        assertThat(BROWSER.text(".dc-detail"))
                .contains("confirm the compile error")
                .contains("‘frobnicate’");
        assertThat(BROWSER.run("return document.querySelectorAll('.dc-detail .dc-sgr-31').length")
                        .asInt())
                .isPositive();
    }

    @Test
    public void lightAndDarkFollowTheSystem() throws IOException {
        show(ReportFixtures.build(60, 1));
        String colour = "const s = getComputedStyle(document.querySelector('.dc')); return s.backgroundColor + s.color";
        BROWSER.colourScheme("light");
        assertThat(BROWSER.run(colour).asText()).isEqualTo("rgb(255, 255, 255)rgb(20, 24, 31)");
        BROWSER.colourScheme("dark");
        assertThat(BROWSER.run(colour).asText()).isEqualTo("rgb(15, 19, 25)rgb(231, 235, 241)");
        BROWSER.colourScheme("light");
    }

    @Test
    public void theTimelineIsPaintedAndAnswersKeys() throws IOException {
        show(ReportFixtures.build(200, 1));
        String colours = "const c = document.querySelector('.dc-lanes canvas');"
                + "const d = new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer);"
                + "return new Set(d).size";
        assertThat(BROWSER.run(colours).asInt()).isGreaterThan(20);
        BROWSER.run("document.querySelector('.dc-lanes canvas').focus()");
        BROWSER.keys("nn");
        assertThat(BROWSER.text(".dc-timeline .dc-live")).contains("preprocess").contains("from");
        BROWSER.keys("\ue00c"); // Escape
        assertThat(BROWSER.run("return document.querySelector('.dc-tip').hidden")
                        .asBoolean())
                .isTrue();
    }

    @Test
    public void tenThousandUnitsKeepFewRowsInThePage() throws IOException {
        show(ReportFixtures.build(10_000, 2));
        assertThat(figure("units")).isEqualTo("10\u202f000");
        String rows = "return document.querySelectorAll('#dc-units tbody tr').length";
        assertThat(BROWSER.run(rows).asInt()).isLessThan(80);
        BROWSER.run("document.querySelector('#dc-units .dc-tall').scrollTop = 1e9");
        BROWSER.run("document.querySelector('#dc-units .dc-tall').dispatchEvent(new Event('scroll'))");
        assertThat(BROWSER.run("return document.querySelector('#dc-units tbody').lastElementChild.textContent")
                        .asText())
                .startsWith("bin/demo");
        assertThat(BROWSER.run(rows).asInt()).isLessThan(80);
        assertThat(BROWSER.complaints()).isEmpty();
    }

    @Test
    public void hostileTextsAreShownAsText() throws IOException {
        show(HtmlReportTest.hostile());
        assertThat(BROWSER.run("return document.querySelectorAll('b').length + document.scripts.length")
                        .asInt())
                .isEqualTo(2); // data and script
        assertThat(BROWSER.text("h1")).startsWith("</script><b>x & y");
        assertThat(BROWSER.complaints()).isEmpty();
    }

    @Test
    public void anEmptyOrUnfinishedBuildIsShown() throws IOException {
        show(List.of());
        assertThat(figure("units")).isEqualTo("0");
        List<BuildEvent> all = ReportFixtures.build(200, 1);
        show(all.subList(0, all.size() / 2));
        assertThat(BROWSER.text(".dc-head .dc-pill")).isEqualTo("running");
        assertThat(BROWSER.complaints()).isEmpty();
    }

    private BuildReport show(List<BuildEvent> events) throws IOException {
        BuildReport report = BuildReport.of(events);
        Path file = folder.getRoot().toPath().resolve("report.html");
        HtmlReport.write(file, report, 4);
        BROWSER.open(file);
        return report;
    }

    private static String figure(String name) {
        return BROWSER.text("[data-figure=" + name + "]");
    }

    private static List<String> cells(int column) {
        List<String> cells = new ArrayList<>();
        BROWSER.run(FIRST_CELLS, column).forEach(cell -> cells.add(cell.asText()));
        return cells;
    }
}
