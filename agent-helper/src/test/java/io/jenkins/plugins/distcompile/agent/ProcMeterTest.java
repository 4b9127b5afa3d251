package io.jenkins.plugins.distcompile.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class ProcMeterTest {

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private final ProcMeter meter = new ProcMeter();
    private Process process;

    @Before
    public void needsProc() {
        assumeTrue(ProcMeter.usable());
    }

    @After
    public void end() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private ProcessHandle start(List<String> command) throws IOException {
        process = new ProcessBuilder(command).start();
        return process.toHandle();
    }

    @Test
    public void aTreeHasItsChildrenAndAGlanceHasNot() throws Exception {
        ProcessHandle shell = start(List.of("sh", "-c", "sleep 600 & wait"));
        await().until(() -> shell.children()
                .anyMatch(child -> child.info().command().orElse("").endsWith("sleep")));
        ProcessMeter.Reading glance = meter.glance(shell).orElseThrow();
        ProcessMeter.Reading tree = meter.tree(shell).orElseThrow();
        assertThat(glance.residentBytes()).isPositive().isLessThan(tree.residentBytes());
        assertThat(tree.peakBytes()).isGreaterThanOrEqualTo(tree.residentBytes());
    }

    @Test
    public void timeAndMemoryAreInMillisecondsAndBytes() throws Exception {
        ProcessHandle shell = start(List.of("sh", "-c", "while :; do :; done"));
        await().until(() -> meter.glance(shell).orElseThrow().userMillis() > 200);
        ProcessMeter.Reading glance = meter.glance(shell).orElseThrow();
        long known = shell.info().totalCpuDuration().orElseThrow().toMillis();
        assertThat(glance.userMillis() + glance.systemMillis()).isLessThanOrEqualTo(known);
        String resident = Files.readAllLines(Path.of("/proc/" + shell.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow()
                .replaceAll("\\D", "");
        assertThat(glance.residentBytes()).isBetween(Long.parseLong(resident) * 512, Long.parseLong(resident) * 2048);
    }

    @Test
    public void aNameWithBlanksAndBracketsShiftsNothing() throws Exception {
        Path program = temporary.getRoot().toPath().resolve("a) (9 9 9");
        Files.copy(Path.of("/bin/sleep").toRealPath(), program);
        ProcessHandle sleep = start(List.of(program.toString(), "600"));
        await().until(() -> sleep.info().command().orElse("").equals(program.toString()));
        ProcessMeter.Reading glance = meter.glance(sleep).orElseThrow();
        assertThat(glance.userMillis()).isLessThan(1_000);
        assertThat(glance.residentBytes()).isBetween(1L << 12, 1L << 30);
    }

    @Test
    public void whatHasGoneHasNoReading() throws Exception {
        ProcessHandle gone = start(List.of("true"));
        process.waitFor();
        assertThat(meter.glance(gone)).isEmpty();
        assertThat(meter.tree(gone)).isEmpty();
    }

    @Test
    public void thisProcessHasUsedTime() {
        assertThat(meter.ownCpuMillis()).isPositive();
    }
}
