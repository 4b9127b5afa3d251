package io.jenkins.plugins.distcompile.farm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.distcompile.history.History;
import io.jenkins.plugins.distcompile.history.HistoryEntry;
import io.jenkins.plugins.distcompile.history.HistoryLimits;
import io.jenkins.plugins.distcompile.report.BuildEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.Rule;
import org.junit.Test;

/** What builds remember, what they cost, and which links they take. */
public class MemoryTest {
    @Rule
    public final Farm farm = new Farm();

    private JsonNode succeed(Cli build) throws Exception {
        assertThat(build.finish().status()).as(build.err()).isZero();
        return build.json();
    }

    @Test
    public void theSecondBuildPredictsBetterAndADamagedHistoryFailsNone() throws Exception {
        Project project = farm.project(8, "0.4");
        HelperProcess helper = farm.helper("helper", "--rate", "3.6");
        Path history = farm.path("memory/history.mv");
        String[] options = {
            "--history", history.toString(), "--currency", "EUR", "--bid-wait", "60s", "--critical-copies", "1"
        };

        JsonNode first = succeed(farm.build(project, List.of(helper), options));
        List<HistoryEntry> known = entries(history);
        assertThat(known).hasSize(8).allSatisfy(entry -> {
            assertThat(entry.project()).isEqualTo("project");
            assertThat(entry.agent()).isEqualTo("helper");
            assertThat(entry.centre()).isGreaterThan(0.4);
            assertThat(entry.outputBytes()).isPositive();
        });
        assertThat(first.get("currency").asText()).isEqualTo("EUR");
        assertThat(first.get("cost").asDouble())
                .isCloseTo(
                        first.get("agents").get(0).get("busySeconds").asDouble() * 3.6 / 2 / 3600,
                        org.assertj.core.api.Assertions.within(1e-5));

        JsonNode second = succeed(farm.build(project, List.of(helper), options));
        assertThat(second.get("predictions").get("ninetyError").asDouble())
                .isLessThan(first.get("predictions").get("ninetyError").asDouble());
        assertThat(farm.events(BuildEvent.UnitPlanned.class))
                .hasSize(8)
                .allSatisfy(unit -> assertThat(unit.rank()).isPositive())
                .anySatisfy(unit -> assertThat(unit.critical()).contains("path"));
        assertThat(entries(history))
                .allSatisfy(entry -> assertThat(entry.count()).isGreaterThanOrEqualTo(2));

        byte[] noise = new byte[50_000];
        new SplittableRandom(3).nextBytes(noise);
        Files.write(history, noise);
        succeed(farm.build(project, List.of(helper), options));
        project.assertComplete();
        assertThat(farm.events(BuildEvent.Notice.class))
                .anySatisfy(notice -> assertThat(notice.text()).contains("damaged", "history.mv"));
        assertThat(entries(history)).as("begun anew").hasSize(8);
    }

    private static List<HistoryEntry> entries(Path file) {
        try (History history = History.open(file, HistoryLimits.DEFAULT, AssertionError::new)) {
            return history.entries("project");
        }
    }

    @Test
    public void aFailedBuildRemembersWhatSucceeded() throws Exception {
        Project project = farm.project(3, "0");
        Files.writeString(project.source(1), "int broken(void) { return missing; }\n");
        Path history = farm.path("history.mv");
        Cli build = farm.buildWith(project, "", "--keep-going", "--history", history.toString())
                .finish();
        assertThat(build.status()).isEqualTo(1);
        assertThat(entries(history)).hasSize(2);
    }

    @Test
    public void anAgentWithASlowerLinkThanAskedForIsTurnedAwayAndTheBuildEndsElsewhere() throws Exception {
        Project project = farm.project(12, "0");
        project.inflate();
        HelperProcess helper = farm.helper("helper");

        JsonNode refused = succeed(
                farm.build(project, List.of(helper), "--min-rate", "900Gbit/s", "--no-history", "--bid-wait", "60s"));
        assertThat(Farm.agent(refused, helper.address()).get("verdict").asText())
                .isEqualTo("declined");
        assertThat(Farm.agent(refused, helper.address()).get("reason").asText()).contains("900 Gbit/s asked for");
        assertThat(refused.get("succeeded").asInt()).isEqualTo(12);
        assertThat(refused.get("localUnits").asInt()).isPositive();

        JsonNode taken = succeed(
                farm.build(project, List.of(helper), "--min-rate", "1kbit/s", "--no-history", "--bid-wait", "60s"));
        assertThat(Farm.agent(taken, helper.address()).get("verdict").asText()).isEqualTo("bid");
        assertThat(taken.get("remoteUnits").asInt()).isGreaterThan(6);
    }
}
