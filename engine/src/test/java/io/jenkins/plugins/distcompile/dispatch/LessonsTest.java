package io.jenkins.plugins.distcompile.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.history.BuildMemory;
import io.jenkins.plugins.distcompile.history.Observation;
import io.jenkins.plugins.distcompile.plan.Plan;
import io.jenkins.plugins.distcompile.plan.ResourceNeed;
import io.jenkins.plugins.distcompile.plan.Unit;
import io.jenkins.plugins.distcompile.plan.UnitKind;
import io.jenkins.plugins.distcompile.protocol.Message.Usage;
import io.jenkins.plugins.distcompile.report.BuildEvent;
import io.jenkins.plugins.distcompile.report.BuildReport;
import io.jenkins.plugins.distcompile.report.ReportFixtures;
import io.jenkins.plugins.distcompile.schedule.UnitFacts;
import io.jenkins.plugins.distcompile.toolchain.CompilerIdentity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class LessonsTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private BuildPlan plan(BuildMemory memory) throws Exception {
        Path root = folder.getRoot().toPath();
        List<Unit> units = new ArrayList<>();
        for (String id : List.of("good", "bad", "here")) {
            ResourceNeed need = id.equals("here") ? new ResourceNeed(7, 0, 1) : ResourceNeed.NONE;
            units.add(
                    new Unit(id, UnitKind.COMMAND, List.of("true"), root, List.of(), List.of(), Set.of(), need, true));
        }
        return BuildPlan.of(Plan.of(units), Map.of(), new CompilerIdentity(root.resolve("compilers.json")), memory);
    }

    private static BuildReport report() {
        long memory = 1L << 30;
        return BuildReport.of(List.of(
                new BuildEvent.Started(0, "b", "", 3, "client", List.of()),
                new BuildEvent.AgentVerdict(
                        1, "x:7700", "bid", 2, null, ReportFixtures.profile("xenon", "cpu", 4, 3000, 2, 8)),
                new BuildEvent.Assigned(2, "good", 1, "x:7700", 1, "why"),
                new BuildEvent.Assigned(2, "good", 2, "y:7700", 1, "why"),
                new BuildEvent.Assigned(2, "bad", 3, "x:7700", 1, "why"),
                new BuildEvent.CopyEnded(
                        3, "good", 1, "x:7700", "succeeded", null, new Usage(0, 5000, 0, 0, memory), 90),
                new BuildEvent.CopyEnded(3, "good", 2, "y:7700", "cancelled", null, new Usage(0, 9000, 0, 0, 1), 0),
                new BuildEvent.CopyEnded(3, "bad", 3, "x:7700", "failed", null, new Usage(0, 4000, 0, 0, 1), 0),
                new BuildEvent.LocalStarted(3, "here", "why"),
                new BuildEvent.LocalEnded(4, "here", true, 0),
                new BuildEvent.UnitDone(4, "good", true, "x:7700", "", null),
                new BuildEvent.UnitDone(4, "bad", false, null, "", "exit status 1"),
                new BuildEvent.UnitDone(4, "here", true, null, "", null),
                new BuildEvent.Finished(5, false, "1 unit failed", 0)));
    }

    @Test
    public void onlyGoodRunsTeachAndAgentsGoByTheirOwnNames() throws Exception {
        List<Observation> lessons = Lessons.of(plan(BuildMemory.none()), report());
        assertThat(lessons)
                .extracting(Observation::unit, Observation::agent)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("good", "xenon"),
                        org.assertj.core.groups.Tuple.tuple("here", "client"));
        assertThat(lessons.get(0).seconds()).isEqualTo(5);
        assertThat(lessons.get(1).seconds()).as("below the clock's tick").isPositive();
    }

    @Test
    public void thePlanOfTheNextBuildKnowsThem() throws Exception {
        Path file = folder.getRoot().toPath().resolve("history.mv");
        BuildPlan first = plan(BuildMemory.of(file, "p"));
        assertThat(BuildMemory.of(file, "p").record(Lessons.of(first, report())))
                .isEmpty();

        List<UnitFacts> facts = plan(BuildMemory.of(file, "p")).facts();

        assertThat(facts.get(0).workSeconds())
                .isGreaterThan(3 * first.facts().get(0).workSeconds());
        assertThat(facts.get(0).uncertainty()).isLessThan(first.facts().get(0).uncertainty());
        assertThat(facts.get(0).memoryBytes()).as("a tenth more than its peak").isGreaterThan(1L << 30);
        assertThat(facts.get(0).outputBytes()).isEqualTo(90);
        assertThat(facts.get(2).memoryBytes()).as("what the plan states stands").isEqualTo(7);
    }
}
