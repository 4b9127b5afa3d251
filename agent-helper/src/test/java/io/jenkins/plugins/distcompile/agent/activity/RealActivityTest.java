package io.jenkins.plugins.distcompile.agent.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The monitor on this very machine: a pseudo-terminal that is typed into, and processes that are busy. */
public class RealActivityTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final List<ProcessHandle> started = new ArrayList<>();

    @After
    public void tearDown() {
        started.forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    public void typingIntoAPseudoTerminalIsASign() throws Exception {
        Process script = new ProcessBuilder("script", "-qec", "tty; exec cat >/dev/null", "/dev/null").start();
        started.add(script.toHandle());
        BufferedReader screen = script.inputReader(StandardCharsets.UTF_8);
        Path terminal = Path.of(screen.readLine().strip());
        Path seen = Files.createDirectories(folder.getRoot().toPath().resolve("dev/pts"));
        Files.createSymbolicLink(seen.resolve(terminal.getFileName()), terminal);
        Files.setAttribute(
                terminal, "lastAccessTime", FileTime.from(Instant.now().minusSeconds(3_600)));
        try (ActivityMonitor monitor = monitor(folder.getRoot().toPath())) {
            assertThat(idle(monitor)).isBetween(3_590L, 3_700L);
            OutputStream keys = script.getOutputStream();
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                keys.write("hello\n".getBytes(StandardCharsets.US_ASCII));
                keys.flush();
                assertThat(idle(monitor)).isLessThan(60);
            });
            assertThat(monitor.sample().seen().get(Sign.SESSION).what())
                    .isEqualTo("terminal " + terminal.getFileName());
        }
    }

    @Test
    public void aBusyStrangerIsSeenWhileOurOwnAndNicedWorkIsNot() throws Exception {
        // Whatever niceness these tests run at, the stranger has none; to lower it takes root, as other tests do.
        long stranger = orphan("nice -n -" + niceness() + " ");
        long polite = orphan("nice -n 10 ");
        Process own = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
        started.add(own.toHandle());
        try (ActivityMonitor monitor = monitor(Path.of("/"))) {
            monitor.sample();
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(monitor.sample().foreign())
                            .extracting(ForeignProcess::pid)
                            .contains(stranger)
                            .doesNotContain(own.pid(), polite));
            assertThat(own.info().totalCpuDuration())
                    .hasValueSatisfying(used -> assertThat(used).isPositive());
        }
    }

    @Test
    public void thisMachineIsSampledWithoutTrouble() {
        try (ActivityMonitor monitor = ActivityMonitor.forThisHost(true)) {
            monitor.sample();
            Activity activity = monitor.sample();
            assertThat(activity.present()).contains(Sign.PROCESSES);
            assertThat(activity.foreignShare()).isBetween(0.0, 1.0);
            assertThat(activity.blind())
                    .allSatisfy(blind -> assertThat(blind.reason()).isNotBlank());
        }
    }

    private static String niceness() throws IOException {
        Process nice = new ProcessBuilder("nice").start();
        try (BufferedReader reader = nice.inputReader(StandardCharsets.UTF_8)) {
            return reader.readLine().strip();
        }
    }

    /** A busy loop whose parent has ended, so that it is nobody's child of ours. */
    private long orphan(String prefix) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", prefix + "sh -c 'while :; do :; done' >/dev/null 2>&1 & echo $!")
                .start();
        try (BufferedReader reader = shell.inputReader(StandardCharsets.UTF_8)) {
            ProcessHandle loop =
                    ProcessHandle.of(Long.parseLong(reader.readLine().strip())).orElseThrow();
            started.add(loop);
            assertThat(shell.waitFor()).isZero();
            return loop.pid();
        }
    }

    private static long idle(ActivityMonitor monitor) {
        return monitor.sample().seen().get(Sign.SESSION).secondsAgo();
    }

    private static ActivityMonitor monitor(Path root) {
        return LinuxActivityMonitor.of(
                root, new OshiProcessSource(), (session, now) -> Optional.empty(), InstantSource.system());
    }
}
