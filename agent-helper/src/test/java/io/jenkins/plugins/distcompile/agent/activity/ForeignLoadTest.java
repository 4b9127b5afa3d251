package io.jenkins.plugins.distcompile.agent.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.distcompile.agent.activity.ProcessSource.Snapshot;
import java.time.Duration;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ForeignLoadTest {
    private static final long SELF = 100;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Machine machine;
    private ForeignLoad load;

    @Before
    public void setUp() throws Exception {
        machine = Machine.recorded("vm", folder.getRoot().toPath());
        load = new ForeignLoad(machine, machine, SELF);
        processes(process(SELF, 1, "java", 0, false), process(200, 1, "postgres", 5_000, false));
        load.sample();
        machine.after(Duration.ofSeconds(10));
    }

    @Test
    public void aForeignProcessCountsWithItsShareOfAllProcessors() {
        processes(process(SELF, 1, "java", 0, false), process(200, 1, "postgres", 25_000, false));
        ForeignLoad.Sample sample = load.sample();
        assertThat(sample.share()).isCloseTo(0.5, within(1e-9)); // 20 s of 10 s × 4 processors
        assertThat(sample.top()).containsExactly(new ForeignProcess(200, "postgres", 0.5));
    }

    @Test
    public void ourTreeTheKernelAndNicedProcessesAreFree() {
        processes(
                process(SELF, 1, "java", 9_000, false),
                process(101, SELF, "gcc", 9_000, false),
                process(102, 101, "cc1", 9_000, false),
                process(50, 2, "kworker/0:1", 9_000, false),
                process(60, 1, "backup", 9_000, true));
        assertThat(load.sample().share()).isZero();
    }

    @Test
    public void anOrphanOfOursStaysOurs() {
        processes(process(SELF, 1, "java", 0, false), process(101, SELF, "cc1", 0, false));
        load.sample();
        machine.after(Duration.ofSeconds(10));
        processes(process(SELF, 1, "java", 0, false), process(101, 1, "cc1", 10_000, false));
        assertThat(load.sample().share()).isZero();
    }

    @Test
    public void aReusedIdIsAnotherProcess() {
        long born = machine.now.toEpochMilli() - 2_000;
        processes(process(SELF, 1, "java", 0, false), new Snapshot(200, 1, "make", born, 2_000, false));
        assertThat(load.sample().top()).containsExactly(new ForeignProcess(200, "make", 0.05));
    }

    @Test
    public void aProcessThatWasHiddenBeforeDoesNotCountItsWholeLife() {
        processes(process(SELF, 1, "java", 0, false), process(300, 1, "old", 7_000_000, false));
        assertThat(load.sample().share()).isZero();
    }

    @Test
    public void onlyTheLargestAreNamed() {
        Snapshot[] many = new Snapshot[8];
        for (int i = 0; i < many.length; i++) {
            many[i] = new Snapshot(400 + i, 1, "p" + i, machine.now.toEpochMilli(), 1_000 * (i + 1), false);
        }
        processes(many);
        assertThat(load.sample().top()).extracting(ForeignProcess::name).containsExactly("p7", "p6", "p5", "p4", "p3");
    }

    private void processes(Snapshot... list) {
        machine.processes.clear();
        machine.processes.addAll(java.util.List.of(list));
    }

    private static Snapshot process(long pid, long parent, String name, long cpuMillis, boolean niced) {
        return new Snapshot(pid, parent, name, 1_000, cpuMillis, niced);
    }
}
