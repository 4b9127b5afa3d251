package io.jenkins.plugins.distcompile.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.distcompile.report.BuildEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;

/** Copies of one unit on machines of different speed. Each helper has a host name of its own, as copies ask for. */
public class CopiesTest {
    @Rule
    public final Farm farm = new Farm();

    @BeforeClass
    public static void patience() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(90));
    }

    /** The next heartbeat is ten minutes away: whatever is seen here was not waited for until then. */
    @Test
    public void theLoserIsEndedWithinOneHeartbeatThoughTheBuildGoesOn() throws Exception {
        Project project = farm.project(2, "600");
        // The first unit cannot leave, and keeps the build going here.
        Files.writeString(project.source(0), "const char *now = __TIME__;\n");
        HelperProcess slow = helper("slow", "600");
        HelperProcess quick = helper("quick", "0");
        Path hold = Files.createFile(farm.path("bin-quick").resolve("hold"));
        farm.build(
                project,
                List.of(slow, quick),
                "--heartbeat",
                "10min",
                "--fallback",
                "wait",
                "--scheme",
                "round-robin",
                "--copy-budget",
                "10",
                "--jobs",
                "2");

        // Both have to be at it before one may win.
        farm.await(BuildEvent.CopyRunning.class, event -> event.agent().equals(slow.address()));
        farm.await(BuildEvent.CopyRunning.class, event -> event.agent().equals(quick.address()));
        await().until(() -> compilers(slow) == 1);
        Files.delete(hold);

        farm.await(BuildEvent.UnitDone.class, event -> event.agent() != null);
        farm.await(
                BuildEvent.CopyEnded.class,
                event -> event.agent().equals(slow.address()) && event.ending().equals("cancelled"));
        await().until(() -> compilers(slow) == 0);
        assertThat(farm.events(BuildEvent.UnitDone.class)).hasSize(1).allMatch(event -> event.agent()
                .equals(quick.address()));
        assertThat(farm.events(BuildEvent.Finished.class)).isEmpty();
    }

    private HelperProcess helper(String name, String seconds) throws Exception {
        String renamed = "echo " + name + " > /proc/sys/kernel/hostname; exec \"$@\"";
        return farm.helperBehind(
                List.of("unshare", "--uts", "sh", "-c", renamed, "sh"),
                Project.compiler(farm.path("bin-" + name), seconds),
                name,
                "--slots",
                "1");
    }

    private static long compilers(HelperProcess helper) {
        return helper.process()
                .descendants()
                .filter(each -> each.info().command().orElse("").endsWith("sleep"))
                .count();
    }
}
