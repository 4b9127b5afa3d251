package io.jenkins.plugins.distcompile.jenkins.freestyle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Label;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.tasks.Shell;
import io.jenkins.plugins.distcompile.jenkins.page.DistCompileAction;
import io.jenkins.plugins.distcompile.jenkins.step.DistCompileStep;
import java.time.Duration;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.BuildWatcher;
import org.jvnet.hudson.test.JenkinsRule;

/** The step in real freestyle builds, with gcc on an agent of this machine. */
public class FreestyleJenkinsTest {
    private static final String SOURCES = "for i in 1 2 3 4 5; do echo \"int f$i(void) { return $i; }\" > u$i.c; done";

    @ClassRule
    public static final BuildWatcher WATCHER = new BuildWatcher();

    @Rule
    public final JenkinsRule jenkins = new JenkinsRule();

    private final DistCompileStep options = new DistCompileStep();
    private FreeStyleProject job;

    @Before
    public void jobAndAgents() throws Exception {
        jenkins.waitOnline(jenkins.createSlave("build", "linux", null));
        jenkins.waitOnline(jenkins.createSlave("cc1", "cc", null));
        job = jenkins.createFreeStyleProject();
        job.setAssignedLabel(Label.get("linux"));
        options.setLabel("cc");
        options.setSources("*.c");
        options.setCommand("gcc -c {source} -o {output}");
    }

    private FreeStyleBuild build(Result result, String shell) throws Exception {
        job.getBuildersList().add(new Shell(shell));
        job.getBuildersList().add(new DistCompileBuilder(options));
        return jenkins.buildAndAssertStatus(result, job);
    }

    @Test
    public void unitsAreCompiledAndTheBuildHasItsPage() throws Exception {
        FreeStyleBuild build = build(Result.SUCCESS, SOURCES);
        jenkins.assertLogContains("Build succeeded: 5 of 5 units", build);
        assertThat(build.getWorkspace().list("*.o")).hasSize(5);
        assertThat(build.getAction(DistCompileAction.class).getHeadline()).startsWith("5 units");
        jenkins.waitUntilNoActivity();
        assertThat(Label.get("cc").getBusyExecutors()).isZero();
    }

    @Test
    public void variablesOfTheBuildAreReplaced() throws Exception {
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("WHICH", "u2.c")));
        options.setSources("$WHICH");
        options.setLocalSlots(1);
        FreeStyleBuild build = build(Result.SUCCESS, SOURCES);
        jenkins.assertLogContains("Build succeeded: 1 of 1 unit", build);
    }

    @Test
    public void aUnitThatDoesNotCompileFailsTheBuildOrMakesItUnstable() throws Exception {
        FreeStyleBuild failed = build(Result.FAILURE, SOURCES + "; echo 'int f( { }' > u1.c");
        jenkins.assertLogContains("ERROR: u1.c failed", failed);
        options.setFailOnError(false);
        options.setKeepGoing(true);
        FreeStyleBuild unstable = jenkins.buildAndAssertStatus(Result.UNSTABLE, job);
        jenkins.assertLogContains("WARNING: 1 unit failed", unstable);
        assertThat(unstable.getAction(DistCompileAction.class).getState()).isEqualTo("failed");
    }

    @Test
    public void mistakesFailTheBuildWithTheirReason() throws Exception {
        options.setCriteria("cpu.mhz >= && x");
        FreeStyleBuild build = build(Result.FAILURE, SOURCES);
        jenkins.assertLogContains("criteria", build);
        jenkins.assertLogContains("^", build);
        jenkins.assertLogNotContains("Exception", build);
    }

    @Test
    public void anAbortStopsEverything() throws Exception {
        options.setFallback("wait");
        options.setLocalSlots(0);
        options.setCriteria("cpu.cores >= 100000");
        job.getBuildersList().add(new Shell(SOURCES));
        job.getBuildersList().add(new DistCompileBuilder(options));
        FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("declined", build);
        build.getExecutor().interrupt();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            assertThat(Label.get("cc").getBusyExecutors()).isZero();
            assertThat(jenkins.jenkins.getQueue().getItems()).isEmpty();
        });
    }

    @Test
    public void jobsAsCodeNestTheOptions() throws Exception {
        DistCompileBuilder builder = DescribableModel.of(DistCompileBuilder.class)
                .instantiate(Map.of("options", Map.of("label", "cc", "plan", "plan.json", "criticalCopies", 3)), null);
        assertThat(builder.getOptions().getLabel()).isEqualTo("cc");
        assertThat(builder.getOptions().getCriticalCopies()).isEqualTo(3);
        assertThat(builder.getOptions().getScheme()).isEqualTo("best");
    }
}
