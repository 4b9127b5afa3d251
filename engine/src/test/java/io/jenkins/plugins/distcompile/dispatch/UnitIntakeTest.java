package io.jenkins.plugins.distcompile.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.distcompile.history.BuildMemory;
import io.jenkins.plugins.distcompile.report.BuildEvent;
import io.jenkins.plugins.distcompile.schedule.SchedulerConfig;
import io.jenkins.plugins.distcompile.toolchain.CompilerIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Units that come one by one, compiled here by the real gcc, and what is told of them. */
public class UnitIntakeTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final Map<String, String> environment = new HashMap<>(Map.of("PATH", System.getenv("PATH")));
    private final List<BuildEvent> events = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private Path root;
    private CallReader reader;
    private Dispatcher dispatcher;
    private CompletableFuture<Boolean> build;

    @Before
    public void start() throws Exception {
        root = folder.getRoot().toPath().toRealPath();
        Files.writeString(root.resolve("good.c"), "int good;\n");
        Files.writeString(root.resolve("bad.c"), "int bad = ;\n");
        reader = new CallReader(root, new CompilerIdentity());
        SchedulerConfig config = SchedulerConfig.DEFAULTS.withExpectedAgents(0).withLocalJobs(1);
        BuildOptions options =
                new BuildOptions("build", "client", "", true, false, Duration.ofSeconds(1), config, List.of());
        dispatcher = new Dispatcher(BuildPlan.open(environment, BuildMemory.none()), List.of(), options, events::add);
        build = CompletableFuture.supplyAsync(() -> {
            try {
                return dispatcher.run();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @After
    public void stop() {
        dispatcher.abort("the test is over");
        assertThat(build.join()).isIn(true, false);
    }

    @Test
    public void eachCallerHearsHowItsUnitEnded() throws Exception {
        add("gcc", "-c", "good.c", "-o", "out/good.o");
        assertThat(next()).isEqualTo("0 ");
        assertThat(root.resolve("out/good.o")).exists();
        add("gcc", "-c", "bad.c");
        assertThat(next()).startsWith("1 bad.c:").contains("error: expected expression before");
        dispatcher.intake().close(true, "that was all");
        assertThat(build.get()).isTrue();
        assertThat(events).last().isInstanceOfSatisfying(BuildEvent.Finished.class, finished -> assertThat(
                        finished.reason())
                .isEqualTo("that was all"));
    }

    @Test
    public void unitsAreCalledLikeTheirOutputsAndNoTwoAlike() throws Exception {
        add("gcc", "-c", "good.c", "-o", "out/good.o");
        add("gcc", "-c", "good.c", "-o", "out/good.o");
        add(
                "gcc",
                "-c",
                "good.c",
                "-o",
                folder.newFolder("far").toPath().resolve("../../x.o").toString());
        assertThat(List.of(next(), next(), next())).containsOnly("0 ");
        assertThat(events)
                .filteredOn(BuildEvent.UnitPlanned.class::isInstance)
                .extracting(event -> ((BuildEvent.UnitPlanned) event).unit())
                .containsExactly(
                        "out/good.o",
                        "out/good.o#2",
                        root.getParent().resolve("x.o").toString());
        Files.delete(root.getParent().resolve("x.o"));
    }

    @Test
    public void whatIsNoUnitIsSaidToBeNone() {
        assertThat(read("gcc", "good.o", "-o", "program").localReason()).isNotBlank();
        assertThat(read("gcc", "-c", "good.c", "bad.c").localReason()).isEqualTo("several sources");
        assertThat(read("ar", "rc", "x.a").localReason()).isEqualTo("ar is not a known compiler");
        assertThat(read("gcc", "-c", "good.c").localReason()).isNull();
        environment.put("GCC_EXEC_PREFIX", "/nowhere/");
        assertThat(read("gcc", "-c", "good.c").localReason()).contains("GCC_EXEC_PREFIX");
    }

    @Test
    public void aUnitThatIsGivenUpEndsAndTheNextOneRuns() throws Exception {
        Path slow = Files.writeString(
                root.resolve("gcc"),
                "#!/bin/sh\ncase \"$*\" in *-c*) sleep 1000;; esac\n" + "exec /usr/bin/gcc \"$@\"\n");
        assertThat(slow.toFile().setExecutable(true)).isTrue();
        UnitIntake.Called hanging = add(slow.toString(), "-c", "good.c", "-o", "hangs.o");
        await().until(() -> events.stream().anyMatch(BuildEvent.LocalStarted.class::isInstance));
        add("gcc", "-c", "good.c");
        assertThat(told).isEmpty(); // one process at a time

        hanging.giveUp("its caller has gone");

        assertThat(next()).isEqualTo("1 its caller has gone");
        assertThat(next()).isEqualTo("0 ");
        assertThat(root.resolve("good.o")).exists();
    }

    @Test
    public void whoComesAfterTheEndIsToldSo() throws Exception {
        UnitIntake intake = dispatcher.intake();
        CallReader.Call call = read("gcc", "-c", "good.c");
        Path slow = Files.writeString(
                root.resolve("gcc"),
                "#!/bin/sh\nwhile [ -e hold ]; do sleep 0.1; done\n" + "exec /usr/bin/gcc \"$@\"\n");
        assertThat(slow.toFile().setExecutable(true)).isTrue();
        CallReader.Call slower = read(slow.toString(), "-c", "good.c", "-o", "slow.o");
        Files.createFile(root.resolve("hold"));
        intake.add(slower, listener());
        intake.close(true, "that was all");
        intake.add(call, listener());
        assertThat(next()).isEqualTo("too late");
        Files.delete(root.resolve("hold"));
        assertThat(next()).isEqualTo("0 "); // what had come before is waited for
        assertThat(build.get()).isTrue();
    }

    private CallReader.Call read(String... command) {
        return reader.read(List.of(command), root, environment);
    }

    private UnitIntake.Called add(String... command) {
        return dispatcher.intake().add(read(command), listener());
    }

    private UnitIntake.Listener listener() {
        return new UnitIntake.Listener() {
            @Override
            public void settled(int status, String said) {
                told.add(status + " " + said);
            }

            @Override
            public void tooLate() {
                told.add("too late");
            }
        };
    }

    private String next() throws InterruptedException {
        return told.poll(60, TimeUnit.SECONDS);
    }
}
