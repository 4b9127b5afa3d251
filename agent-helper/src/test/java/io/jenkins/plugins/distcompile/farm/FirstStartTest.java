package io.jenkins.plugins.distcompile.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** {@code bin/distcompile} itself, with a Java that only plays one. */
public class FirstStartTest {
    /** Begins to list classes, and then takes its time. */
    private static final String SLOW_JAVA =
            """
            #!/bin/sh
            for argument; do
              case $argument in
              -XX:DumpLoadedClassList=*) echo java/lang/Object >"${argument#*=}" && exec sleep 1000 ;;
              esac
            done
            """;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void ctrlCWhileTheArchiveIsMadeLeavesNothingOfIt() throws Exception {
        Path root = folder.getRoot().toPath();
        Path launcher = Files.copy(
                Path.of("..", "bin", "distcompile"),
                Files.createDirectories(root.resolve("home/bin")).resolve("distcompile"));
        Files.createDirectories(root.resolve("home/agent-helper/target"));
        Files.writeString(root.resolve("home/agent-helper/target/agent-helper.jar"), "not looked at");
        Path java = Files.createDirectories(root.resolve("java/bin")).resolve("java");
        Files.writeString(java, SLOW_JAVA);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(root.resolve("java/release"), "JAVA_VERSION=\"17.0.1\"\n");
        Path cache = root.resolve("cache");
        ProcessBuilder builder =
                new ProcessBuilder("env", "--default-signal=INT", "sh", launcher.toString(), "--version");
        builder.environment().put("JAVA_HOME", root.resolve("java").toString());
        builder.environment().put("DISTCOMPILE_CACHE", cache.toString());
        Process start = builder.inheritIO().start();
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> holds(cache, "glob:**classes"));
            signal(start.pid());
            start.descendants().forEach(ProcessHandle::destroy); // a terminal sends it to all
            assertThat(start.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            start.descendants().forEach(ProcessHandle::destroyForcibly);
            start.destroyForcibly();
        }
        assertThat(start.exitValue()).isEqualTo(130);
        assertThat(holds(cache, "glob:**.jsa*")).isFalse();
    }

    private static boolean holds(Path folder, String pattern) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (var all = Files.walk(folder)) {
            return all.anyMatch(folder.getFileSystem().getPathMatcher(pattern)::matches);
        }
    }

    private static void signal(long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }
}
