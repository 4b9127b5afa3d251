package io.jenkins.plugins.distcompile.farm;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.agent.Helper;
import io.jenkins.plugins.distcompile.agent.HelperConfig;
import io.jenkins.plugins.distcompile.dispatch.AgentSource;
import io.jenkins.plugins.distcompile.dispatch.BuildOptions;
import io.jenkins.plugins.distcompile.dispatch.BuildPlan;
import io.jenkins.plugins.distcompile.dispatch.Dispatcher;
import io.jenkins.plugins.distcompile.link.InProcessLink;
import io.jenkins.plugins.distcompile.link.Opening;
import io.jenkins.plugins.distcompile.plan.CompilationDatabase;
import io.jenkins.plugins.distcompile.report.BuildEvent;
import io.jenkins.plugins.distcompile.schedule.Fallback;
import io.jenkins.plugins.distcompile.schedule.SchedulerConfig;
import io.jenkins.plugins.distcompile.toolchain.CompilerIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Leases alone, without copies or a fallback, of compilers that are stopped, loop, or get little of a processor. */
public class LeaseTest {
    private static final Duration HEARTBEAT = Duration.ofMillis(500);
    private static final SchedulerConfig LEASES_ALONE = SchedulerConfig.DEFAULTS
            .withScheme("round-robin")
            .withFallback(Fallback.WAIT)
            .withHeartbeat(HEARTBEAT)
            .withTailFill(false)
            .withCriticalCopies(1)
            .withCopyBudget(0)
            .withLocalInitiative(false)
            .withPrefetch(0);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final CompilerIdentity identity = new CompilerIdentity();
    private final List<BuildEvent> events = new ArrayList<>();
    private final List<Helper> helpers = new ArrayList<>();
    private Path root;
    private Project project;

    @Before
    public void resolveRoot() throws Exception {
        root = folder.getRoot().toPath().toRealPath();
    }

    @After
    public void closeHelpers() {
        helpers.forEach(Helper::close);
    }

    @Test
    public void aStoppedCompilerAndOneThatLoopsLoseTheirUnits() throws Exception {
        create(3);

        assertThat(build(LEASES_ALONE.withLeaseFloor(Duration.ofSeconds(5)), "stop", "loop", "good"))
                .isTrue();

        project.assertComplete();
        // A shell that stops itself has used no more than a tick or two.
        assertThat(reposted("stop"))
                .isNotEmpty()
                .allMatch(reason -> reason.matches(
                        "no result within its lease of \\d+ ms(, having used \\d{1,3} ms of processor time)?"));
        assertThat(reposted("loop"))
                .isNotEmpty()
                .allMatch(reason -> reason.matches(
                        "no result within its lease of \\d+ ms, having used \\d{4,} ms of processor time"));
    }

    /** It sleeps most of the time, as a process does that shares its processor with many. */
    @Test
    public void aCompilerThatGetsLittleOfAProcessorKeepsItsUnit() throws Exception {
        create(1);

        assertThat(build(LEASES_ALONE.withLeaseFloor(Duration.ofSeconds(6)), "starve"))
                .isTrue();

        project.assertComplete();
        assertThat(reposted("starve")).isEmpty();
        assertThat(events.stream().filter(BuildEvent.CopyEnded.class::isInstance))
                .singleElement()
                .satisfies(event -> assertThat(
                                ((BuildEvent.CopyEnded) event).usage().runMillis())
                        .as("longer than the lease, or this has shown nothing")
                        .isGreaterThan(6_000));
    }

    private void create(int units) throws Exception {
        project = Project.create(root.resolve("project"), Project.compiler(root.resolve("bin"), "0"), units);
    }

    /** Each helper has one slot and a compiler that misbehaves as its name says. */
    private boolean build(SchedulerConfig config, String... misbehaviours) throws Exception {
        List<AgentSource> pool = new ArrayList<>();
        for (String name : misbehaviours) {
            Path compiler = Project.compiler(root.resolve("bin-" + name), "0");
            Files.createFile(compiler.resolveSibling(name));
            pool.add(source(name, compiler));
        }
        BuildOptions options = new BuildOptions(
                "test",
                "client",
                "",
                true,
                false,
                HEARTBEAT,
                config.withExpectedAgents(pool.size()).withBidWait(Duration.ofSeconds(30)),
                List.of());
        BuildPlan plan =
                BuildPlan.of(CompilationDatabase.read(project.database()).plan(), System.getenv(), identity);
        return new Dispatcher(plan, pool, options, events::add).run();
    }

    private Stream<String> reposted(String agent) {
        return events.stream()
                .filter(event ->
                        event instanceof BuildEvent.Reposted r && r.agent().equals(agent))
                .map(event -> ((BuildEvent.Reposted) event).reason());
    }

    private AgentSource source(String name, Path compiler) throws Exception {
        Helper helper = new Helper(new HelperConfig(name, root.resolve(name))
                .slots(1)
                .compilers(identity)
                .allowedCompilers(List.of(compiler.toString())));
        helpers.add(helper);
        InProcessLink.Pair pair = InProcessLink.pair("client", name);
        helper.accept(pair.b());
        return new AgentSource() {
            @Override
            public String address() {
                return name;
            }

            @Override
            public Opening connect() {
                return pair.a();
            }

            @Override
            public boolean mayReturn() {
                return false;
            }
        };
    }
}
