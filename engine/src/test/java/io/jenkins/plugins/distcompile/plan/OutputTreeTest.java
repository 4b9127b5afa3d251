package io.jenkins.plugins.distcompile.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.Test;

public class OutputTreeTest {
    private static final Path OUT = Path.of("/out");

    private static Unit unit(String id, UnitKind kind, String directory, String input, String output, String command) {
        Path folder = Path.of(directory);
        return new Unit(
                id,
                kind,
                Arrays.asList(command.split(" ")),
                folder,
                List.of(folder.resolve(input).normalize()),
                List.of(folder.resolve(output).normalize()),
                Set.of(),
                ResourceNeed.NONE,
                true);
    }

    private static Unit compile(String directory, String input, String output, String command) {
        return unit(input, UnitKind.COMPILE, directory, input, output, command);
    }

    private static List<String> rebased(Unit... units) throws PlanException {
        return OutputTree.rebase(Plan.of(List.of(units)), OUT).units().stream()
                .map(u -> String.join(" ", u.command()) + " > " + u.outputs().get(0))
                .toList();
    }

    @Test
    public void relativeOutputsKeepTheirPath() throws Exception {
        assertThat(rebased(
                        compile("/p", "a.c", "o/a.o", "gcc -MD -MF o/a.d -c a.c -o o/a.o"),
                        compile("/p", "b.c", "b.o", "gcc -c b.c"),
                        compile("/p", "c.c", "c.o", "gcc -c c.c -oc.o")))
                .containsExactly(
                        "gcc -MD -MF /out/o/a.d -c a.c -o /out/o/a.o > /out/o/a.o",
                        "gcc -c b.c -o /out/b.o > /out/b.o",
                        "gcc -c c.c -o/out/c.o > /out/c.o");
    }

    @Test
    public void outputsOfDifferentFoldersStayApart() throws Exception {
        assertThat(rebased(
                        compile("/p/x", "a.c", "m.o", "gcc -c a.c -o m.o"),
                        compile("/p/y", "b.c", "m.o", "gcc -c b.c -o m.o")))
                .containsExactly("gcc -c a.c -o /out/x/m.o > /out/x/m.o", "gcc -c b.c -o /out/y/m.o > /out/y/m.o");
    }

    @Test
    public void outputsElsewhereKeepTheirPathBelowTheirCommonFolder() throws Exception {
        assertThat(rebased(
                        compile("/p", "a.c", "/b/x/a.o", "gcc -c a.c -o /b/x/a.o"),
                        compile("/p", "b.c", "../b/y/b.o", "gcc -c b.c -o ../b/y/b.o")))
                .containsExactly("gcc -c a.c -o /out/x/a.o > /out/x/a.o", "gcc -c b.c -o /out/y/b.o > /out/y/b.o");
    }

    @Test
    public void laterReadersFollow() throws Exception {
        Plan plan = OutputTree.rebase(
                Plan.of(List.of(
                        compile("/p", "a.c", "a.o", "gcc -c a.c -o a.o"),
                        unit("link", UnitKind.LINK, "/p", "a.o", "prog", "gcc ./a.o -o prog"))),
                OUT);
        assertThat(plan.units().get(1).command()).containsExactly("gcc", "/out/a.o", "-o", "prog");
        assertThat(plan.units().get(1).outputs()).containsExactly(Path.of("/p/prog"));
        assertThat(plan.predecessors(1)).containsExactly(0);
    }

    @Test
    public void aReaderThatDoesNotNameTheFileIsRefused() {
        assertThatThrownBy(() -> rebased(
                        compile("/p", "a.c", "a.o", "gcc -c a.c -o a.o"),
                        unit("link", UnitKind.LINK, "/p", "a.o", "prog", "gcc @list -o prog")))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining("unit link reads /p/a.o, which --out moves");
    }

    @Test
    public void outputsThatWouldMeetAreRefused() {
        assertThatThrownBy(() -> rebased(
                        compile("/p", "a.c", "a.o", "gcc -c a.c -o a.o"),
                        compile("/p", "b.c", "/z/a.o", "gcc -c b.c -o /z/a.o")))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining("units a.c and b.c would both write /out/a.o");
    }
}
