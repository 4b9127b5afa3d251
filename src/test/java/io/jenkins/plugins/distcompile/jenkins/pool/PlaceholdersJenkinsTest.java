package io.jenkins.plugins.distcompile.jenkins.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Executor;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.slaves.DumbSlave;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.BuildWatcher;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** What waits in Jenkins' queue, and holds executors, on behalf of a step. */
public class PlaceholdersJenkinsTest {
    private static final String WAITING =
            """
            node('linux') {
              writeFile file: 'a.c', text: 'int a;'
              writeFile file: 'b.c', text: 'int b;'
              distCompile label: 'cc', sources: '*.c', command: 'gcc -c {source} -o {output}', fallback: 'wait', localSlots: 0
            }
            """;

    @ClassRule
    public static final BuildWatcher WATCHER = new BuildWatcher();

    @Rule
    public final JenkinsRule jenkins = new JenkinsRule();

    @Test
    public void theyAreNamedAfterTheBuildWaitForItsLabelAndGoWithIt() throws Exception {
        jenkins.waitOnline(jenkins.createSlave("build", "linux", null));
        DumbSlave away = jenkins.createSlave("cc1", "cc", null);
        jenkins.waitOnline(away);
        away.toComputer().disconnect(null).get();
        WorkflowRun run = start();
        List<Queue.Item> waiting = await().atMost(Duration.ofMinutes(2))
                .until(PlaceholdersJenkinsTest::waiting, items -> items.size() == 2);
        assertThat(waiting).allSatisfy(item -> {
            assertThat(item.task.getFullDisplayName()).isEqualTo("distCompile of " + run.getFullDisplayName());
            assertThat(item.task.getUrl()).isEqualTo(run.getUrl());
            assertThat(item.task.getAssignedLabel().getName()).isEqualTo("cc");
            assertThat(item.task.getOwnerTask()).isEqualTo(run.getParent());
        });
        assertThat(json("queue/api/json")).contains("distCompile of " + run.getFullDisplayName());
        run.getExecutor().interrupt();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        await().untilAsserted(() -> assertThat(waiting()).isEmpty());
    }

    @Test
    public void whoMaySeeTheJobMaySeeThem() throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
        jenkins.waitOnline(jenkins.createSlave("build", "linux", null));
        DumbSlave away = jenkins.createSlave("cc1", "cc", null);
        jenkins.waitOnline(away);
        away.toComputer().disconnect(null).get();
        WorkflowRun run = start();
        Queue.Item item = await().atMost(Duration.ofMinutes(2))
                .until(PlaceholdersJenkinsTest::waiting, items -> !items.isEmpty())
                .get(0);
        try (var ignored = ACL.as(User.getById("nobody", true))) {
            assertThat(item.task.hasReadPermission()).isFalse();
            assertThat(item.task.hasAbortPermission()).isFalse();
        }
        try (var ignored = ACL.as(User.getById("admin", true))) {
            assertThat(((Placeholder) item.task).hasPermission(Item.CANCEL)).isTrue();
            run.getExecutor().interrupt();
        }
        jenkins.waitForCompletion(run);
    }

    @Test
    public void theyHoldExecutorsUntilTheWorkIsDoneAndNeverThoseOfTheBuildsOwnNode() throws Exception {
        jenkins.waitOnline(jenkins.createSlave("build", "linux cc", null));
        jenkins.waitOnline(jenkins.createSlave("cc1", "cc", null));
        WorkflowRun run = start();
        await().atMost(Duration.ofMinutes(2))
                .until(() -> json("computer/cc1/api/json?tree=executors[currentExecutable[fullDisplayName]]")
                        .contains("distCompile of " + run.getFullDisplayName()));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(held("build")).isZero();
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(held("cc1")).isZero());
    }

    private WorkflowRun start() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(WAITING, true));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("units, dispatched from", run);
        return run;
    }

    private String json(String address) throws Exception {
        return jenkins.createWebClient().getJSON(address).getJSONObject().toString();
    }

    /** Awaitility asks on a thread of its own, which has no rights. */
    private static List<Queue.Item> waiting() {
        try (var ignored = ACL.as2(ACL.SYSTEM2)) {
            return Arrays.stream(Queue.getInstance().getItems())
                    .filter(item -> item.task instanceof Placeholder)
                    .toList();
        }
    }

    private long held(String node) {
        return jenkins.jenkins.getComputer(node).getExecutors().stream()
                .map(Executor::getCurrentExecutable)
                .filter(executable -> executable != null && executable.getParent() instanceof Placeholder)
                .count();
    }
}
