package io.jenkins.plugins.distcompile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.distcompile.report.EventLog;
import io.jenkins.plugins.distcompile.report.EventLogWriter;
import io.jenkins.plugins.distcompile.schedule.SchedulerConfig;
import io.jenkins.plugins.distcompile.simulate.BuildEvents;
import io.jenkins.plugins.distcompile.simulate.Shapes;
import io.jenkins.plugins.distcompile.simulate.SimulatedAgent;
import io.jenkins.plugins.distcompile.simulate.SimulatedUnit;
import io.jenkins.plugins.distcompile.simulate.Simulation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import picocli.CommandLine;

/** {@code distcompile simulate} in this process. */
public class SimulateCommandTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    public void moreAgentsMakeARecordedBuildShorter() throws Exception {
        String events = recorded().toString();
        assertThat(simulate("--events", events, "--add-agents", "4,speed=1,slots=2", "--noise", "0", "--json"))
                .isZero();
        JsonNode json = JsonMapper.builder().build().readTree(out.toString());
        assertThat(json.get("agents").asInt()).isEqualTo(6);
        double same = json.get("runs").get(0).get("makespanSeconds").asDouble();
        double more = json.get("runs").get(1).get("makespanSeconds").asDouble();
        assertThat(same / json.get("recordedSeconds").asDouble()).isBetween(0.9, 1.1);
        assertThat(more).isLessThan(0.6 * same);
        // the bound leaves out the client, whose 4 processes take units beside the 12 slots
        double bound = json.get("runs").get(1).get("lowerBoundSeconds").asDouble();
        assertThat(more).isGreaterThanOrEqualTo(bound * 12 / 16);
    }

    @Test
    public void withoutAnAgentItTakesLonger() throws Exception {
        assertThat(simulate("--events", recorded().toString(), "--without", "beta"))
                .isZero();
        assertThat(out.toString()).contains("1 agents, 2 slots").containsPattern("best .* \\+\\d+\\.\\d %");
    }

    @Test
    public void severalSchemesMakeATableAndTheSameSeedTheSameNumbers() {
        String[] options = {
            "--shape", "random", "--units", "60", "--scheme", "best,specs", "--failures", "0.3", "--owners", "0.3"
        };
        assertThat(simulate(options)).isZero();
        String first = out.toString();
        assertThat(first).contains("SCHEME").contains("\nbest ").contains("\nspecs ");
        out.getBuffer().setLength(0);
        simulate(options);
        assertThat(out.toString()).isEqualTo(first);
    }

    @Test
    public void theTimelineIsWritten() throws Exception {
        Path report = folder.getRoot().toPath().resolve("timeline.html");
        assertThat(simulate("--shape", "cpp", "--units", "40", "--report", report.toString()))
                .isZero();
        assertThat(Files.readString(report)).contains("simulation of cpp, seed 1");
    }

    @Test
    public void mistakesAreOneLineThatNamesTheOption() {
        wrong("give either --events FILE or --shape SHAPE");
        wrong("unknown shape round; choose one of wide", "--shape", "round");
        wrong("unknown scheme luck", "--shape", "wide", "--scheme", "luck");
        wrong("--add-agents many: expected a number", "--shape", "wide", "--add-agents", "many");
        wrong("--without zeta: no such agent", "--shape", "wide", "--without", "zeta");
        wrong("--failures 2.0: a share", "--shape", "wide", "--failures", "2");
        wrong("--owners -1.0: a share", "--shape", "wide", "--owners=-1");
        wrong("--jobs 0: from 1", "--shape", "wide", "--jobs", "0");
        wrong("cannot read --events nowhere", "--events", "nowhere");
        wrong("a speed of 0.0", "--shape", "wide", "--agents", "1,0");
    }

    private void wrong(String message, String... options) {
        err.getBuffer().setLength(0);
        assertThat(simulate(options)).as(message).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).startsWith("distcompile: ").contains(message).hasLineCount(1);
    }

    private int simulate(String... options) {
        CommandLine main = Main.commandLine();
        main.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        String[] arguments = new String[options.length + 1];
        arguments[0] = "simulate";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return main.execute(arguments);
    }

    private Path recorded() throws Exception {
        Path file = folder.newFile("events.jsonl").toPath();
        List<SimulatedUnit> units = new Shapes(1, 0, true).named("wide", 100);
        List<SimulatedAgent> agents =
                List.of(SimulatedAgent.healthy("alpha", 2, 1), SimulatedAgent.healthy("beta", 2, 1));
        try (EventLogWriter log = EventLog.writer(file)) {
            new Simulation(SchedulerConfig.DEFAULTS.withLocalJobs(4), units, agents, 1, false)
                    .watchedBy(new BuildEvents("recorded", List.of(), units, log))
                    .run(10_000);
        }
        return file;
    }
}
