package io.jenkins.plugins.distcompile.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.distcompile.cli.control.ControlFolder;
import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import io.jenkins.plugins.distcompile.dispatch.BuildOptions;
import io.jenkins.plugins.distcompile.history.CostModel;
import io.jenkins.plugins.distcompile.ranking.RankMemory;
import io.jenkins.plugins.distcompile.schedule.Fallback;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import picocli.CommandLine;

/** options.json: defaults of the command line, and one line that names the field for everything else. */
public class ControlOptionsTest {
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Path folder;

    @Before
    public void project() throws Exception {
        folder = temporary.getRoot().toPath().toRealPath();
        Files.writeString(folder.resolve("a.c"), "int a;\n");
    }

    /** The file with what it must have, and these further fields. */
    private String with(String fields) {
        return "{\"version\":1,\"buildId\":\"b-1\",\"directory\":\"" + folder
                + "\",\"plan\":{\"sources\":\"*.c\",\"command\":\"gcc -c {source} -o {output}\"}"
                + (fields.isEmpty() ? "" : "," + fields) + "}";
    }

    private ControlOptions read(String text) throws Exception {
        Files.writeString(folder.resolve("options.json"), text);
        return ControlOptions.read(new ControlFolder(folder));
    }

    private void refused(String text, String complaint) throws Exception {
        Files.writeString(folder.resolve("options.json"), text);
        UserError error = catchThrowableOfType(UserError.class, () -> {
            ControlOptions options = ControlOptions.read(new ControlFolder(folder));
            options.rankings(RankMemory.ofOneBuild());
            options.request(null);
            options.waitForAgents();
        });
        assertThat(error).as(text).isNotNull();
        assertThat(error.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(error.getMessage())
                .contains(folder.resolve("options.json").toString())
                .contains(complaint)
                .doesNotContain("--")
                .doesNotContain("\n");
    }

    @Test
    public void whatIsNotSaidIsAsOnTheCommandLine() throws Exception {
        ControlOptions options = read(with(""));
        BuildCore.Request request = options.request(null);
        BuildOptions build = request.options();
        BuildOptions usual = new RunOptions()
                .request(request.plan(), "p", PoolSpec.NONE)
                .build()
                .options();
        assertThat(build.buildId()).isEqualTo("b-1");
        assertThat(build.scheduling())
                .isEqualTo(usual.scheduling()
                        .withExpectedAgents(-1)
                        .withBidWait(build.scheduling().bidWait()));
        assertThat(build.heartbeat()).isEqualTo(usual.heartbeat());
        assertThat(build.explain()).isTrue();
        assertThat(options.fallback()).isEqualTo(Fallback.LOCAL);
        assertThat(options.patience()).isEqualTo(Duration.ofSeconds(3));
        assertThat(options.waitForAgents()).isEmpty();
        assertThat(request.plan().plan().units()).hasSize(1);
    }

    @Test
    public void aLargePoolBeatsLessOftenUnlessTold() {
        assertThat(heartbeat(new RunOptions(), 200)).isEqualTo(Duration.ofSeconds(1));
        assertThat(heartbeat(new RunOptions(), 500)).isEqualTo(Duration.ofMillis(2_500));
        RunOptions told = CommandLine.populateCommand(new RunOptions(), "--heartbeat", "1s");
        assertThat(heartbeat(told, 500)).isEqualTo(Duration.ofSeconds(1));
    }

    private static Duration heartbeat(RunOptions options, int agents) {
        BuildOptions build =
                options.options("b", "c", false, false, new RunOptions.Expected(agents, Duration.ofSeconds(3), "pool"));
        assertThat(build.scheduling().heartbeat()).isEqualTo(build.heartbeat());
        return build.heartbeat();
    }

    @Test
    public void fieldsBecomeSettings() throws Exception {
        ControlOptions options =
                read(with("\"criticalCopies\":3,\"extraWork\":0.5,\"keepGoing\":true,\"fallback\":\"wait\","
                        + "\"waitForAgents\":\"10min\",\"localSlots\":1,\"jobs\":3,\"minRate\":\"10Mbit/s\",\"explain\":false,"
                        + "\"heartbeat\":\"250ms\",\"progressWatch\":\"5min\",\"scheme\":\"specs\",\"criteria\":null"));
        BuildOptions build = options.request(null).options();
        assertThat(build.scheduling().criticalCopies()).isEqualTo(3);
        assertThat(build.scheduling().copyBudget()).isEqualTo(0.5);
        assertThat(build.scheduling().keepGoing()).isTrue();
        assertThat(build.scheduling().localJobs()).isEqualTo(3);
        assertThat(build.scheduling().localSlots()).isEqualTo(1);
        assertThat(build.scheduling().stallAfter()).isEqualTo(Duration.ofMinutes(5));
        assertThat(build.scheduling().scheme()).isEqualTo("specs");
        assertThat(build.heartbeat()).isEqualTo(Duration.ofMillis(250));
        assertThat(build.minBitsPerSecond()).isEqualTo(10_000_000);
        assertThat(build.explain()).isFalse();
        assertThat(options.waitForAgents()).contains(Duration.ofMinutes(10));
    }

    @Test
    public void classesMayStandBesideRates() throws Exception {
        CostModel cost = read(with("\"rates\":{\"a\":0.5},\"rateClasses\":[\"small=0.1\",\"large@8=0.4\"]"))
                .request(null)
                .cost();
        assertThat(cost.rate("a", cores(4)).perHour()).isEqualTo(0.5);
        assertThat(cost.rate("b", cores(4))).isEqualTo(new CostModel.Rate(0.1, "class small"));
        assertThat(cost.rate("c", cores(8))).isEqualTo(new CostModel.Rate(0.4, "class large"));
    }

    private static AgentProfile cores(int cores) {
        return new AgentProfile(
                "x",
                "x",
                "linux",
                "x86_64",
                new AgentProfile.Cpu("cpu", cores, cores, 3000),
                new AgentProfile.Memory(1 << 30, 0),
                new AgentProfile.Disk(0, 0),
                new AgentProfile.Network(0),
                new AgentProfile.Load(0, -1, -1),
                1,
                0,
                0,
                0,
                List.of(),
                Map.of());
    }

    @Test
    public void localSlotsMayBeOneLessThanTheProcessors() throws Exception {
        int processors = Runtime.getRuntime().availableProcessors();
        assertThat(read(with("\"localSlots\":-1"))
                        .request(null)
                        .options()
                        .scheduling()
                        .localSlots())
                .isEqualTo(processors - 1);
        refused(with("\"localSlots\":-2"), "localSlots -2: at least 0");
    }

    @Test
    public void sourcesMayBeSeveralPatterns() throws Exception {
        Files.writeString(folder.resolve("b.cc"), "int b;\n");
        String several = with("").replace("\"*.c\"", "[\"*.c\",\"*.cc\"]");
        assertThat(read(several).request(null).plan().plan().units()).hasSize(2);
        refused(with("").replace("\"*.c\"", "[\"*.c\",7]"), "plan.sources: a text or a list of texts is expected");
    }

    @Test
    public void everyWrongFieldIsNamed() throws Exception {
        refused(with("\"frobnicate\":1"), "frobnicate: there is no such field");
        refused(with("\"heartbeat\":\"20min\""), "heartbeat 20min: from 1ms to 10min");
        refused(with("\"heartbeat\":5"), "heartbeat: a text is expected");
        refused(with("\"heartbeat\":\"soon\""), "heartbeat soon: expected a time");
        refused(with("\"criticalCopies\":9"), "criticalCopies 9: from 1 to 8");
        refused(with("\"criticalCopies\":1.5"), "criticalCopies");
        refused(with("\"extraWork\":-1"), "extraWork -1.0: a share from 0 to 10");
        refused(with("\"keepGoing\":\"yes\""), "keepGoing: true or false is expected");
        refused(with("\"explain\":\"yes\""), "explain: true or false is expected");
        refused(with("\"scheme\":\"worst\""), "unknown scheme worst");
        refused(with("\"fallback\":\"pray\""), "fallback");
        refused(with("\"criteria\":\"cpu.mhz >= fast\""), "criteria: ");
        refused(with("\"waitForAgents\":\"1 day\""), "waitForAgents 1 day: expected a time");
        refused(with("\"progressWatch\":\"x\""), "progressWatch x: expected a time");
        refused(with("\"minRate\":\"fast\""), "minRate fast: expected a rate");
        refused(with("\"jobs\":0"), "jobs 0: at least 1");
        refused(with("\"localSlots\":-2"), "localSlots -2: at least 0");
        refused(with("\"rates\":{\"a\":\"b\"}"), "rates.a: a number is expected");
        refused(with("\"rates\":{\"a\":-3}"), "rates a=-3: -3 is no number");
        refused(with("\"rateClasses\":[\"a@32=0.1\",\"b@8=0.2\"]"), "rateClasses b: a class of higher capacity");
        refused(with("\"rateClasses\":[1]"), "rateClasses: a text or a list of texts is expected");
        refused(with("\"currency\":\"a very long currency\""), "currency is a label");
        refused(with("\"minRank\":50"), "minRank 50.0: nothing ranks the agents");
        refused(with("\"rankings\":[{\"name\":\"a b\"}]"), "rankings[0]: ranking name 'a b'");
        refused(with("\"rankings\":[{\"name\":\"a\",\"ttl\":\"x\"}]"), "rankings[0]: ttl x");
        refused(with("\"rankings\":[{\"name\":\"a\",\"weight\":\"x\"}]"), "rankings[0].weight: a number");
        refused(with("\"rankings\":[{\"name\":\"a\",\"what\":1}]"), "rankings[0].what: there is no such field");
        refused(with("\"rankings\":\"a\""), "rankings: a list");
    }

    @Test
    public void whatMustBeThereIsAskedFor() throws Exception {
        refused("{}", "version: this field is missing");
        refused("[]", "one JSON object is expected");
        refused("{\"version\":1,", ":1: not valid JSON");
        refused(with("").replace(":1,", ":2,"), "version: this program knows version 1 only");
        refused(with("").replace("b-1", "../b"), "buildId: ");
        refused(with("").replace("\"directory\":\"", "\"directory\":\"/nowhere"), "directory /nowhere");
        refused(with("").replace("\"sources\"", "\"source\""), "plan.source: there is no such field");
        refused(with("").replace(",\"command\":\"gcc -c {source} -o {output}\"", ""), "plan.command go together");
        refused(with("").replace("\"sources\"", "\"planFile\":\"x.json\",\"sources\""), "exactly one of");
        refused(
                "{\"version\":1,\"buildId\":\"b\",\"directory\":\"" + folder
                        + "\",\"plan\":{\"compileCommands\":\"none.json\"}}",
                "none.json");
    }
}
