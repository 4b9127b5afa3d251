package io.jenkins.plugins.distcompile.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Label;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.distcompile.jenkins.page.DistCompileAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.BuildWatcher;
import org.jvnet.hudson.test.JenkinsRule;

/** The step in real, sandboxed Pipelines, with gcc on the agents of this machine. */
public class PipelinesJenkinsTest {
    @ClassRule
    public static final BuildWatcher WATCHER = new BuildWatcher();

    @Rule
    public final JenkinsRule jenkins = new JenkinsRule();

    @Before
    public void agents() throws Exception {
        DumbSlave build = jenkins.createSlave("build", "linux", null);
        jenkins.waitOnline(build);
        for (String name : new String[] {"cc1", "cc2"}) {
            DumbSlave agent = jenkins.createSlave(name, "cc", null);
            jenkins.waitOnline(agent);
        }
    }

    @Test
    public void unitsAreCompiledAndTheSandboxMayReadTheResult() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(
                job(
                        Scripts.sample(12)
                                + """
                  def r = distCompile label: 'cc', plan: 'plan.json'
                  echo "units ${r.units} failed ${r.failed} seconds ${r.wallSeconds > 0} names ${r.agentList*.name}"
                """));
        jenkins.assertLogContains("units 12 failed 0 seconds true", run);
        assertThat(run.getRootDir().toPath().resolve("distributed-compile"))
                .isDirectoryRecursivelyContaining("glob:**/events.jsonl");
    }

    @Test
    public void nothingStaysInTheQueueOnExecutorsOrBesideTheWorkspace() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(
                job(
                        Scripts.sample(6)
                                + """
                  distCompile label: 'cc', plan: 'plan.json'
                  sh 'ls -A ../*@tmp | grep distcompile && exit 1 || true'
                """));
        jenkins.waitUntilNoActivity();
        assertThat(jenkins.jenkins.getQueue().getItems()).isEmpty();
        assertThat(Label.get("cc").getBusyExecutors()).isZero();
        assertThat(run.getResult()).isEqualTo(Result.SUCCESS);
    }

    @Test
    public void aUnitThatDoesNotCompileFailsTheStepWithItsName() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertStatus(
                Result.FAILURE,
                job(
                        Scripts.sample(3)
                                + """
                  writeFile file: 'u1.c', text: 'int f( { }'
                  distCompile label: 'cc', plan: 'plan.json', keepGoing: true
                """));
        jenkins.assertLogContains("ERROR: u1.c failed", run);
        jenkins.assertLogContains("u1.c:1", run);
        jenkins.assertLogContains("1 unit failed, it fails on this machine: u1.c", run);
    }

    @Test
    public void withFailOnErrorOffTheScriptDecides() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(
                job(
                        Scripts.sample(3)
                                + """
                  writeFile file: 'u1.c', text: 'int f( { }'
                  def r = distCompile label: 'cc', plan: 'plan.json', keepGoing: true, failOnError: false
                  echo "success ${r.success} failed ${r.failures[0].unit}"
                """));
        jenkins.assertLogContains("success false failed u1.c", run);
    }

    @Test
    public void mistakesAreToldBeforeAnythingIsStarted() throws Exception {
        assertFails("distCompile label: 'cc'", "exactly one of compileCommands, plan and sources");
        assertFails("distCompile label: 'cc', plan: 'plan.json', criteria: 'cpu.mhz >= && x'", "^");
        assertFails(
                "distCompile label: 'cc &&', plan: 'plan.json'", "distCompile: label: 'cc &&' is no label expression");
        assertFails(
                "distCompile label: 'nobody', plan: 'plan.json'",
                "distCompile: label: no agent and no cloud has 'nobody'");
        assertFails("distCompile label: 'cc', compileCommands: 'no/such.json'", "no/such.json");
    }

    private void assertFails(String step, String message) throws Exception {
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, job(Scripts.sample(1) + step + "\n"));
        jenkins.assertLogContains(message, run);
        DistCompileAction page = run.getAction(DistCompileAction.class);
        assertThat(page.getState()).isEqualTo("failed");
        assertThat(page.getTrouble()).contains(message);
        JenkinsRule.WebClient browser = jenkins.createWebClient().withJavaScriptEnabled(false);
        assertThat(browser.getPage(run, "distributed-compile").asNormalizedText())
                .contains("did not begin")
                .contains(message)
                .doesNotContain("not kept any more");
    }

    @Test
    public void withoutOnlineAgentsTheBuildsOwnNodeCompiles() throws Exception {
        for (String name : new String[] {"cc1", "cc2"}) {
            jenkins.jenkins.getComputer(name).disconnect(null).get();
        }
        WorkflowRun run = jenkins.buildAndAssertSuccess(
                job(
                        Scripts.sample(3)
                                + """
                  def r = distCompile label: 'cc', plan: 'plan.json'
                  echo "local ${r.localUnits}"
                """));
        jenkins.assertLogContains("no agent of label 'cc' is online (2 offline)", run);
        jenkins.assertLogContains("local 3", run);
    }

    @Test
    public void besideOtherBuildsNoExecutorIsTaken() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(
                job(
                        Scripts.sample(8)
                                + """
                  distCompile label: 'cc', plan: 'plan.json', mode: 'beside', localSlots: 0
                """));
        jenkins.assertLogContains("joins with", run);
    }

    private WorkflowJob job(String body) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("node('linux') {\n" + body + "}\n", true));
        return job;
    }
}
