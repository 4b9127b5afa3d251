package io.jenkins.plugins.distcompile.jenkins.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.EnvVars;
import hudson.model.Computer;
import hudson.model.Executor;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.TaskListener;
import hudson.model.queue.QueueListener;
import hudson.slaves.AbstractCloudComputer;
import hudson.slaves.AbstractCloudSlave;
import hudson.slaves.Cloud;
import hudson.slaves.CloudRetentionStrategy;
import hudson.slaves.EphemeralNode;
import hudson.slaves.NodeProvisioner;
import hudson.slaves.NodeProvisionerRule;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.BuildWatcher;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;

/** Agents that nobody has set up: what waits in the queue makes a cloud start them, and they end when it is done. */
public class CloudsJenkinsTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final AtomicInteger QUEUED = new AtomicInteger();

    /** Holds what compiles {@code held.c} for as long as there is a file {@code hold} beside it. */
    private static final String HOLDING_COMPILER =
            """
            #!/bin/sh
            here=$(dirname "$0")
            case " $* " in
              *" -E "*) ;;
              *held.c*) while [ -e "$here/hold" ]; do sleep 0.1; done ;;
            esac
            exec /usr/bin/gcc "$@"
            """;

    @ClassRule
    public static final BuildWatcher WATCHER = new BuildWatcher();

    /** Provisions a thousand times as often as a controller would. */
    @Rule
    public final JenkinsRule jenkins = new NodeProvisionerRule(10, 0, 10);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path compilers;
    private Machines cloud;

    @Before
    public void buildNodeAndCloud() throws Exception {
        compilers = folder.newFolder("compilers").toPath();
        EnvVars environment = new EnvVars("PATH", compilers + File.pathSeparator + System.getenv("PATH"));
        jenkins.waitOnline(jenkins.createSlave("build", "linux", environment));
        cloud = new Machines(jenkins, folder.newFolder("machines"), environment);
        jenkins.jenkins.clouds.add(cloud);
        QUEUED.set(0);
    }

    @Test
    public void theWorkStartsMachinesRunsOnThemAndGivesThemBack() throws Exception {
        WorkflowRun run = start(8, "maxExecutors: 2");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(JenkinsRule.getLog(run)).containsPattern("machine\\d+ joins with");
        jenkins.assertLogContains("units 8 here 0", run);
        assertThat(cloud.mostAtOnce).isBetween(1, 2);
        awaitMachines(0);
    }

    @Test
    public void noMoreIsAskedForThanTheWorkCanUse() throws Exception {
        cloud.most = 0;
        assertAskedFor(3, start(3, "maxExecutors: 16"));
    }

    @Test
    public void noMoreIsAskedForThanTheStepMayTake() throws Exception {
        cloud.most = 0;
        assertAskedFor(4, start(9, "maxExecutors: 4"));
    }

    /** No machine comes, so that none is given back and asked for again. */
    private void assertAskedFor(int placeholders, WorkflowRun run) throws Exception {
        await().atMost(LONG).until(() -> QUEUED.get() >= placeholders);
        run.getExecutor().interrupt();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertThat(QUEUED).hasValue(placeholders);
        assertThat(Queue.getInstance().getItems()).isEmpty();
    }

    @Test
    public void whoHasNothingLeftToDoIsGivenBackWhileOthersWork() throws Exception {
        Path gcc = Files.writeString(compilers.resolve("gcc"), HOLDING_COMPILER);
        Files.setPosixFilePermissions(gcc, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path hold = Files.createFile(compilers.resolve("hold"));
        WorkflowRun run = start(8, "maxExecutors: 2, extraWork: 0, criticalCopies: 1");
        await().atMost(LONG).until(() -> held() == 2);
        await().atMost(LONG).until(() -> held() == 1);
        awaitMachines(1);
        assertThat(run.isBuilding()).isTrue();
        Files.delete(hold);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        jenkins.assertLogContains("units 8 here 0", run);
        awaitMachines(0);
    }

    private WorkflowRun start(int units, String options) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        String script =
                """
                node('linux') {
                  writeFile file: 'held.c', text: 'int held;'
                  for (int i = 1; i < %d; i++) {
                    writeFile file: "u${i}.c", text: "int u${i};"
                  }
                  def r = distCompile label: 'cc', sources: '*.c', command: 'gcc -c {source} -o {output}',
                      fallback: 'wait', localSlots: 0, %s
                  echo "units ${r.units} here ${r.localUnits}"
                }
                """
                        .formatted(units, options);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }

    /** A cloud looks after its machines once a minute; here, whenever it is asked. */
    private void awaitMachines(int left) {
        await().atMost(LONG).untilAsserted(() -> {
            for (Computer computer : jenkins.jenkins.getComputers()) {
                if (computer instanceof AbstractCloudComputer<?> machine) {
                    Queue.withLock(() -> {
                        new CloudRetentionStrategy(0).check(machine);
                    });
                }
            }
            assertThat(Label.get("cc").getNodes()).hasSize(left);
        });
    }

    private long held() {
        return Arrays.stream(jenkins.jenkins.getComputers())
                .flatMap(computer -> computer.getExecutors().stream())
                .map(Executor::getCurrentExecutable)
                .filter(executable -> executable != null && executable.getParent() instanceof Placeholder)
                .count();
    }

    /** Counts the placeholders that ever waited. */
    @TestExtension
    public static final class Counter extends QueueListener {
        @Override
        public void onEnterWaiting(Queue.WaitingItem item) {
            if (item.task instanceof Placeholder) {
                QUEUED.incrementAndGet();
            }
        }
    }

    /** Starts a machine with one executor for each that is asked for, up to a number. */
    private static final class Machines extends Cloud {
        private final transient JenkinsRule jenkins;
        private final transient File roots;
        private final transient EnvVars environment;
        private final transient AtomicInteger started = new AtomicInteger();
        private transient volatile int most = Integer.MAX_VALUE;
        private transient volatile int mostAtOnce;

        Machines(JenkinsRule jenkins, File roots, EnvVars environment) {
            super("machines");
            this.jenkins = jenkins;
            this.roots = roots;
            this.environment = environment;
        }

        @Override
        public boolean canProvision(CloudState state) {
            return state.getLabel() != null && state.getLabel().matches(Label.parse("cc"));
        }

        @Override
        public Collection<NodeProvisioner.PlannedNode> provision(CloudState state, int excessWorkload) {
            mostAtOnce = Math.max(mostAtOnce, excessWorkload);
            List<NodeProvisioner.PlannedNode> planned = new ArrayList<>();
            while (planned.size() < excessWorkload && started.get() < most) {
                String name = "machine" + started.incrementAndGet();
                planned.add(new NodeProvisioner.PlannedNode(name, CompletableFuture.completedFuture(machine(name)), 1));
            }
            return planned;
        }

        private Node machine(String name) {
            try {
                return new Machine(name, this);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    private static final class Machine extends AbstractCloudSlave implements EphemeralNode {
        private static final long serialVersionUID = 1L;

        Machine(String name, Machines cloud) throws Exception {
            super(name, new File(cloud.roots, name).getPath(), cloud.jenkins.createComputerLauncher(cloud.environment));
            setLabelString("cc");
            setNumExecutors(1);
            setRetentionStrategy(new CloudRetentionStrategy(0));
        }

        @Override
        public AbstractCloudComputer<Machine> createComputer() {
            return new AbstractCloudComputer<>(this);
        }

        @Override
        protected void _terminate(TaskListener listener) {
            // Its process ends with its link.
        }

        @Override
        public Node asNode() {
            return this;
        }
    }
}
