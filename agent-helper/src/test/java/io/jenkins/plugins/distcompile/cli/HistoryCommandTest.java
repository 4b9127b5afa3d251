package io.jenkins.plugins.distcompile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.distcompile.history.History;
import io.jenkins.plugins.distcompile.history.HistoryLimits;
import io.jenkins.plugins.distcompile.history.Observation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import picocli.CommandLine;

public class HistoryCommandTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path file;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @Before
    public void remember() {
        file = folder.getRoot().toPath().resolve("history.mv");
        try (History history = History.open(file, HistoryLimits.DEFAULT, AssertionError::new)) {
            history.record("lua", List.of(run("a.c", "alpha", 1), run("a.c", "beta", 2), run("b.c", "alpha", 3)));
            history.record("lua", List.of(run("a.c", "alpha", 3)));
            history.record("redis", List.of(run("x.c", "evil\u001b[2J", 4)));
        }
    }

    private static Observation run(String unit, String agent, double seconds) {
        return new Observation(unit, agent, "C", seconds, 100, 10, 0);
    }

    private int distcompile(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        List<String> all = new ArrayList<>(List.of("history"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--history", file.toString()));
        CommandLine main = Main.commandLine();
        return main.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(all.toArray(String[]::new));
    }

    @Test
    public void theListHasALineForEachUnitAndAgent() {
        assertThat(distcompile("--project", "lua")).as(err.toString()).isZero();
        assertThat(out.toString().lines())
                .hasSize(4)
                .anyMatch(line -> line.matches("lua +a\\.c +alpha +2 +2\\.000 s +1\\.483 s +3\\.000 s +\\d{4}-.*"));
        assertThat(distcompile("--agent", "beta")).isZero();
        assertThat(out.toString().lines()).hasSize(2);
        assertThat(distcompile()).isZero();
        assertThat(out.toString()).contains("redis").doesNotContain("\u001b");
    }

    @Test
    public void itIsExportedForPrograms() throws Exception {
        assertThat(distcompile("--csv")).isZero();
        assertThat(out.toString().lines()).hasSize(5).anyMatch(line -> line.startsWith("lua,a.c,beta,C,1,2.000000,"));
        assertThat(distcompile("--json", "--project", "lua")).isZero();
        JsonNode array = new ObjectMapper().readTree(out.toString());
        assertThat(array).hasSize(3);
        assertThat(array.get(0).get("centre").asDouble()).isEqualTo(2);
    }

    @Test
    public void anAgentIsForgottenAndOldTimesArePruned() {
        assertThat(distcompile("forget", "--agent", "alpha")).as(err.toString()).isZero();
        assertThat(out.toString()).isEqualTo("forgot 2 entries" + System.lineSeparator());
        assertThat(distcompile("prune", "--older-than", "1d")).isZero();
        assertThat(out.toString()).startsWith("removed 0 entries");
        distcompile();
        assertThat(out.toString()).doesNotContain("alpha").contains("beta");
    }

    @Test
    public void everyMistakeIsOneLine() {
        String[][] mistakes = {
            {"--project lives", "--project", "lives"},
            {"exclude each other", "--csv", "--json"},
            {"--older-than soon", "prune", "--older-than", "soon"},
            {"--agent", "forget"},
        };
        for (String[] mistake : mistakes) {
            String[] arguments = java.util.Arrays.copyOfRange(mistake, 1, mistake.length);
            assertThat(distcompile(arguments)).as(mistake[0]).isEqualTo(ExitStatus.USAGE);
            assertThat(err.toString()).contains(mistake[0]).doesNotContain("\tat ");
        }
        file = folder.getRoot().toPath().resolve("none.mv");
        assertThat(distcompile()).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString().lines()).singleElement().asString().contains("there is no history");
    }
}
