package io.jenkins.plugins.distcompile.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Computer;
import hudson.model.Label;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.distcompile.jenkins.page.DistCompileAction;
import io.jenkins.plugins.distcompile.report.BuildEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import jenkins.security.MasterToSlaveCallable;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsSessionRule;

/** A running step over a restart of the controller, the loss of channels, and an abort. */
public class DurabilityJenkinsTest {
    @Rule
    public final JenkinsSessionRule sessions = new JenkinsSessionRule();

    @Test
    public void aControllersRestartLosesNothing() throws Throwable {
        sessions.then(jenkins -> start(jenkins, "distCompile label: 'cc', plan: 'plan.json'; echo 'after'"));
        sessions.then(jenkins -> {
            WorkflowRun run = build(jenkins);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            jenkins.assertLogContains("after", run);
            assertThat(run.getActions(DistCompileAction.class)).hasSize(1);
        });
    }

    @Test
    public void anAbortEndsItWithinSecondsAndLeavesNothing() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun run = start(jenkins, "distCompile label: 'cc', plan: 'plan.json'");
            await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> jenkins.assertLogContains("joins with", run));
            run.getExecutor().interrupt();
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
            assertThat(Files.readString(events(run)))
                    .contains("aborted: cancelled")
                    .doesNotContain(BuildEvent.AgentVerdict.NO_MORE_WORK);
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                assertThat(Label.get("cc").getBusyExecutors()).isZero();
                assertThat(jenkins.jenkins.getQueue().getItems()).isEmpty();
            });
        });
    }

    @Test
    public void anAbortWhileTheDispatcherStartsReachesIt() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun run =
                    begin(jenkins, "distCompile label: 'cc', plan: 'plan.json', localSlots: 0, fallback: 'wait'");
            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(() ->
                            assertThat(processes(jenkins, "build", " --detach")).isNotEmpty());
            run.getExecutor().interrupt();
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
            // Not given up by the controller, which asks no more then.
            assertThat(Files.readString(events(run))).contains("aborted: cancelled");
        });
    }

    @Test
    public void anAbortLeavesItToTheDispatcherToEndItsHelpers() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun run =
                    start(jenkins, "distCompile label: 'cc', plan: 'plan.json', localSlots: 0, fallback: 'wait'");
            await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> jenkins.assertLogContains("joins with", run));
            List<ProcessHandle> helpers = processes(jenkins, "cc", " serve ");
            ProcessHandle dispatcher = freezeDispatcher(jenkins);
            try {
                run.getExecutor().interrupt();
                // Killed before it has heard of the abort, their compilers would die first.
                await().during(Duration.ofSeconds(3))
                        .untilAsserted(() -> assertThat(helpers).allMatch(ProcessHandle::isAlive));
                signal("CONT", Long.toString(dispatcher.pid()));
                jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
                assertThat(Files.readString(events(run)))
                        .contains("aborted: cancelled")
                        .doesNotContain("agent-fault");
                await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertAllIsGivenBack(jenkins, helpers));
            } finally {
                dispatcher.destroyForcibly();
            }
        });
    }

    @Test
    public void anAbortThatTheDispatcherDoesNotHearGivesTheAgentsBack() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun run =
                    start(jenkins, "distCompile label: 'cc', plan: 'plan.json', localSlots: 0, fallback: 'wait'");
            await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> jenkins.assertLogContains("joins with", run));
            List<ProcessHandle> helpers = processes(jenkins, "cc", " serve ");
            ProcessHandle dispatcher = freezeDispatcher(jenkins);
            try {
                run.getExecutor().interrupt();
                jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
                await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertAllIsGivenBack(jenkins, helpers));
            } finally {
                dispatcher.destroyForcibly();
            }
        });
    }

    private static ProcessHandle freezeDispatcher(JenkinsRule jenkins) throws Exception {
        ProcessHandle dispatcher = processes(jenkins, "build", " dispatch ").get(0);
        signal("STOP", Long.toString(dispatcher.pid()));
        return dispatcher;
    }

    private static void assertAllIsGivenBack(JenkinsRule jenkins, List<ProcessHandle> helpers) {
        assertThat(helpers).noneMatch(ProcessHandle::isAlive);
        assertThat(Label.get("cc").getBusyExecutors()).isZero();
        assertThat(jenkins.jenkins.getQueue().getItems()).isEmpty();
    }

    @Test
    public void anAgentThatGoesAwayCostsTimeAndNotTheBuild() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun run = start(jenkins, "distCompile label: 'cc', plan: 'plan.json'");
            await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> jenkins.assertLogContains("joins with", run));
            jenkins.jenkins.getComputer("cc").disconnect(null).get();
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        });
    }

    @Test
    public void theBuildsOwnNodeMayComeBack() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun run = start(jenkins, "distCompile label: 'cc', plan: 'plan.json'");
            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> jenkins.assertLogContains("units, dispatched from build", run));
            jenkins.jenkins.getComputer("build").disconnect(null).get();
            jenkins.jenkins.getComputer("build").connect(true).get();
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        });
    }

    @Test
    public void whatAnAbortCannotRemoveFromANodeThatIsAwayGoesWhenItIsBack() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun run = start(jenkins, "distCompile label: 'cc', plan: 'plan.json'");
            Computer build = jenkins.jenkins.getComputer("build");
            Path workspaces = Path.of(((DumbSlave) build.getNode()).getRemoteFS(), "workspace");
            build.disconnect(null).get();
            run.getExecutor().interrupt();
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
            assertThat(workspaces).isDirectoryRecursivelyContaining("glob:**/distcompile-*");
            build.connect(true).get();
            await().untilAsserted(() ->
                    assertThat(workspaces.resolve("job@tmp")).isDirectoryNotContaining("glob:**/distcompile-*"));
        });
    }

    @Test
    public void aQuestionThatTheNodesDeathCutsOffIsAskedAgain() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun run = start(jenkins, "distCompile label: 'cc', plan: 'plan.json'");
            Computer build = jenkins.jenkins.getComputer("build");
            String pid = Long.toString(build.getChannel().call(new Pid()));
            signal("STOP", pid);
            await().atMost(Duration.ofMinutes(1)).until(DurabilityJenkinsTest::isAsking);
            signal("KILL", pid);
            await().atMost(Duration.ofMinutes(1)).until(build::isOffline);
            build.connect(true).get();
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        });
    }

    @Test
    public void aKilledHelperIsReplacedOnTheSameNode() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun run =
                    start(jenkins, "distCompile label: 'cc', plan: 'plan.json', localSlots: 0, fallback: 'wait'");
            await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> jenkins.assertLogContains("joins with", run));
            killAll(jenkins, "cc", " serve ");
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            jenkins.assertLogContains("leaves: its helper was killed by signal 9", run);
            assertThat(JenkinsRule.getLog(run).split("joins with")).hasSizeGreaterThan(2);
        });
    }

    @Test
    public void aKilledDispatcherIsToldOnceAndNotByItsAgents() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun run =
                    start(jenkins, "distCompile label: 'cc', plan: 'plan.json', localSlots: 0, fallback: 'wait'");
            await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> jenkins.assertLogContains("joins with", run));
            killAll(jenkins, "build", " dispatch ");
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
            jenkins.assertLogContains("the dispatcher's process is gone and left no result", run);
            jenkins.assertLogNotContains("leaves", run);
            jenkins.assertLogNotContains("cannot attach", run);
        });
    }

    @Test
    public void aKilledDispatcherWithoutAgentsIsMissed() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun run = start(jenkins, "distCompile plan: 'plan.json'");
            killAll(jenkins, "build", " dispatch ");
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
            jenkins.assertLogContains("the dispatcher's process is gone and left no result", run);
        });
    }

    private static void killAll(JenkinsRule jenkins, String node, String command) {
        processes(jenkins, node, command).forEach(ProcessHandle::destroyForcibly);
    }

    private static List<ProcessHandle> processes(JenkinsRule jenkins, String node, String command) {
        String root = ((DumbSlave) jenkins.jenkins.getNode(node)).getRemoteFS();
        List<ProcessHandle> processes = ProcessHandle.allProcesses()
                .filter(process -> {
                    String line = process.info().commandLine().orElse("");
                    return line.contains(root) && line.contains(command);
                })
                .toList();
        assertThat(processes).isNotEmpty();
        return processes;
    }

    private static Path events(WorkflowRun run) throws Exception {
        try (Stream<Path> files = Files.walk(run.getRootDir().toPath())) {
            return files.filter(file -> file.endsWith("events.jsonl")).findAny().orElseThrow();
        }
    }

    /** Whether a step waits for an answer of its node. */
    private static boolean isAsking() {
        return Thread.getAllStackTraces().values().stream().anyMatch(stack -> Arrays.stream(stack)
                .anyMatch(frame -> frame.getClassName().endsWith("ControlFolder")));
    }

    private static void signal(String name, String pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor())
                .isZero();
    }

    /** Of the agent's process. */
    private static final class Pid extends MasterToSlaveCallable<Long, RuntimeException> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long call() {
            return ProcessHandle.current().pid();
        }
    }

    private static WorkflowRun start(JenkinsRule jenkins, String step) throws Exception {
        WorkflowRun run = begin(jenkins, step);
        jenkins.waitForMessage("units, dispatched from", run);
        return run;
    }

    private static WorkflowRun begin(JenkinsRule jenkins, String step) throws Exception {
        DumbSlave build = jenkins.createSlave("build", "linux", null);
        DumbSlave agent = jenkins.createSlave("cc", "cc", null);
        jenkins.waitOnline(build);
        jenkins.waitOnline(agent);
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "job");
        String script = "node('linux') {\n" + Scripts.sample(40, "10") + step + "\n}\n";
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static WorkflowRun build(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName("job", WorkflowJob.class).getLastBuild();
    }
}
