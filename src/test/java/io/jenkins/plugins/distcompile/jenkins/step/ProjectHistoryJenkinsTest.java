package io.jenkins.plugins.distcompile.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Job;
import io.jenkins.plugins.distcompile.history.History;
import io.jenkins.plugins.distcompile.history.HistoryEntry;
import io.jenkins.plugins.distcompile.history.HistoryLimits;
import java.util.Map;
import java.util.TreeMap;
import jenkins.branch.BranchSource;
import jenkins.scm.impl.SingleSCMSource;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.BuildWatcher;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SingleFileSCM;

/** Whose builds learn from whose. */
public class ProjectHistoryJenkinsTest {
    private static final String SCRIPT =
            """
            node('linux') {
              writeFile file: 'a.c', text: 'int a;'
              distCompile sources: 'a.c', command: 'gcc -c {source} -o {output}'
            }
            """;

    @ClassRule
    public static final BuildWatcher WATCHER = new BuildWatcher();

    @Rule
    public final JenkinsRule jenkins = new JenkinsRule();

    @Before
    public void buildNode() throws Exception {
        jenkins.waitOnline(jenkins.createSlave("build", "linux", null));
    }

    @Test
    public void branchesShareTheirProjects() throws Exception {
        WorkflowMultiBranchProject project = jenkins.createProject(WorkflowMultiBranchProject.class, "app");
        for (String branch : new String[] {"main", "feature"}) {
            SingleSCMSource source = new SingleSCMSource(branch, new SingleFileSCM("Jenkinsfile", SCRIPT));
            source.setId(branch);
            project.getSourcesList().add(new BranchSource(source));
        }
        project.scheduleBuild2(0).getFuture().get();
        jenkins.waitUntilNoActivity();
        for (WorkflowJob branch : project.getItems()) {
            jenkins.assertBuildStatusSuccess(branch.getBuildByNumber(1));
            assertThat(runs(branch)).isEqualTo(Map.of("a.c", 2L));
            assertThat(branch.getRootDir()).isDirectoryNotContaining("glob:**history*");
        }
        assertThat(project.getItems()).hasSize(2);
        assertThat(project.getRootDir()).isDirectoryContaining("glob:**/distributed-compile-history.mv");
    }

    @Test
    public void jobsOfAFolderHaveTheirOwnAndKeepItWhenTheyAreRenamed() throws Exception {
        Folder folder = jenkins.createProject(Folder.class, "team");
        WorkflowJob often = job(folder, "often");
        WorkflowJob once = job(folder, "once");
        jenkins.buildAndAssertSuccess(often);
        jenkins.buildAndAssertSuccess(often);
        assertThat(runs(once)).isEmpty();
        jenkins.buildAndAssertSuccess(once);
        assertThat(runs(often)).isEqualTo(Map.of("a.c", 2L));
        assertThat(runs(once)).isEqualTo(Map.of("a.c", 1L));
        often.renameTo("seldom");
        jenkins.buildAndAssertSuccess(often);
        assertThat(runs(often)).isEqualTo(Map.of("a.c", 3L));
    }

    private static WorkflowJob job(Folder folder, String name) throws Exception {
        WorkflowJob job = folder.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(SCRIPT, true));
        return job;
    }

    /** What a build of the job would be given: how often each unit has been run. */
    private static Map<String, Long> runs(Job<?, ?> job) throws Exception {
        return ProjectHistory.of(job).read(copy -> {
            Map<String, Long> runs = new TreeMap<>();
            if (copy != null) {
                try (History history = History.open(copy.toPath(), HistoryLimits.DEFAULT, System.err::println)) {
                    for (HistoryEntry entry : history.entries(ProjectHistory.PROJECT)) {
                        runs.merge(entry.unit(), entry.count(), Long::sum);
                    }
                }
            }
            return runs;
        });
    }
}
