package io.jenkins.plugins.distcompile.agent.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PriorityControlTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Process unit;
    private long child;

    @Before
    public void startAUnitWithAChild() throws Exception {
        unit = new ProcessBuilder("sh", "-c", "sleep 300 & wait").start();
        await().until(() -> unit.descendants().findAny().isPresent());
        child = unit.descendants().findAny().orElseThrow().pid();
    }

    @After
    public void endIt() {
        unit.descendants().forEach(ProcessHandle::destroyForcibly);
        unit.destroyForcibly();
    }

    @Test
    public void reniceLowersTheWholeTreeAndRaisesItAgainWhereItMay() throws Exception {
        int before = nice(unit.pid());
        try (PriorityControl control = new ReniceControl(Path.of("/proc"))) {
            assertThat(control.lower(List.of(unit.pid()))).isEmpty();
            assertThat(control.lower(List.of(unit.pid()))).as("again").isEmpty();
            assertThat(List.of(nice(unit.pid()), nice(child))).containsExactly(19, 19);
            Optional<String> problem = control.restore();
            // Without the right to raise it, the control must say so and the nice must stay.
            int after = problem.isEmpty() ? before : 19;
            assertThat(List.of(nice(unit.pid()), nice(child))).containsExactly(after, after);
        }
    }

    @Test
    public void processesThatHaveEndedAreNoTrouble() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        try (PriorityControl control = new ReniceControl(Path.of("/proc"))) {
            assertThat(control.lower(List.of(ended.pid()))).isEmpty();
            assertThat(control.restore()).isEmpty();
        }
    }

    @Test
    public void theBestControlOfThisHostLowersAndRestores() throws Exception {
        String name = "distcompile-test-" + ProcessHandle.current().pid();
        int before = nice(child);
        try (PriorityControl control = PriorityControl.forThisHost(name)) {
            assertThat(control.lower(List.of(unit.pid()))).isEmpty();
            assertThat(nice(child) == 19 || groups(child).contains(name)).isTrue();
            if (control.restore().isEmpty()) {
                assertThat(groups(child)).doesNotContain(name);
                assertThat(nice(child)).isEqualTo(before);
            }
        }
    }

    @Test
    public void aGroupOfVersionTwoGetsTheSmallestWeight() throws Exception {
        Path low = group("0::/user.slice/helper\n", "user.slice/helper");
        Files.writeString(low.resolve("cpu.weight"), "100");
        Optional<PriorityControl> control =
                CgroupControl.create(folder.getRoot().toPath(), "low");
        assertThat(control.orElseThrow().lower(List.of(unit.pid()))).isEmpty();
        assertThat(low.resolve("cpu.weight")).hasContent("1");
        assertThat(low.resolve("cgroup.procs")).hasContent(Long.toString(child));
        control.get().restore();
        assertThat(low.resolveSibling("cgroup.procs")).hasContent(Long.toString(child));
    }

    @Test
    public void aGroupOfVersionOneGetsTheSmallestShare() throws Exception {
        Path low = group("4:memory:/x\n2:cpu,cpuacct:/build\n", "cpu,cpuacct/build");
        Files.writeString(low.resolve("cpu.shares"), "1024");
        assertThat(CgroupControl.create(folder.getRoot().toPath(), "low")).isPresent();
        assertThat(low.resolve("cpu.shares")).hasContent("2");
    }

    @Test
    public void withoutAWeightThereIsNoGroupLeftBehind() throws Exception {
        Path low = group("0::/\n", "");
        Files.delete(low.resolve("cgroup.procs"));
        assertThat(CgroupControl.create(folder.getRoot().toPath(), "low")).isEmpty();
        assertThat(low).doesNotExist();
    }

    @Test
    public void niceIsReadBehindNamesWithBlanksAndBrackets() {
        assertThat(ReniceControl.niceOfStat("7 (a) b (c) S 1 7 7 0 -1 4 0 0 0 0 1 2 3 4 39 19 1 0 99"))
                .isEqualTo(19);
        assertThat(ReniceControl.niceOfStat("7 (x) S")).isZero();
    }

    private Path group(String membership, String home) throws Exception {
        Path root = folder.getRoot().toPath();
        Files.createDirectories(root.resolve("proc/self"));
        Files.writeString(root.resolve("proc/self/cgroup"), membership);
        Path low = Files.createDirectories(
                root.resolve("sys/fs/cgroup").resolve(home).resolve("low"));
        Files.writeString(low.resolve("cgroup.procs"), "");
        Files.writeString(low.resolveSibling("cgroup.procs"), "");
        return low;
    }

    private static int nice(long pid) throws Exception {
        return ReniceControl.niceOfStat(Files.readString(Path.of("/proc/" + pid + "/stat")));
    }

    private static String groups(long pid) throws Exception {
        return Files.readString(Path.of("/proc/" + pid + "/cgroup"));
    }
}
