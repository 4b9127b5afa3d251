package io.jenkins.plugins.distcompile.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.distcompile.plan.CompilationDatabase;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The parts of the bench that are not measurements. */
public class PerformancePageTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void onlyTheSectionBetweenItsMarkersIsReplaced() throws Exception {
        String page = "above\n<!-- begin a -->\nold\n<!-- end a -->\n<!-- begin b -->\nkept\n<!-- end b -->\n";
        assertThat(PerformancePage.replaced(page, "a", "new"))
                .isEqualTo("above\n<!-- begin a -->\nnew\n<!-- end a -->\n<!-- begin b -->\nkept\n<!-- end b -->\n");
    }

    @Test
    public void aPageWithoutMarkersIsRefused() {
        assertThatThrownBy(() -> PerformancePage.replaced("text", "a", "new"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no markers for a");
    }

    @Test
    public void theMedianOfAnEvenNumberIsTheMeanOfTheMiddle() {
        Series series = new Series();
        List.of(4.0, 1.0, 3.0, 2.0).forEach(series::add);
        assertThat(series.median()).isEqualTo("2.50");
        assertThat(series.spread()).isEqualTo("1.00 … 4.00");
    }

    @Test
    public void trivialUnitsCompileAndTheirProcessorTimeIsSeen() throws Exception {
        var plan = CompilationDatabase.read(
                        TrivialUnits.write(folder.newFolder("with \"quotes\"").toPath(), 20))
                .plan();
        Cost cost = CommandRun.of(plan, 2, List.of(), Map.of(), folder.getRoot().toPath());
        assertThat(plan.size()).isEqualTo(20);
        assertThat(plan.units()).allMatch(unit -> unit.outputs().get(0).toFile().length() > 0);
        assertThat(cost.cpuSeconds()).isPositive();
    }
}
