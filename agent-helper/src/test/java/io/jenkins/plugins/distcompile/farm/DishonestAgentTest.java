package io.jenkins.plugins.distcompile.farm;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.agent.Helper;
import io.jenkins.plugins.distcompile.agent.HelperConfig;
import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import io.jenkins.plugins.distcompile.dispatch.AgentSource;
import io.jenkins.plugins.distcompile.dispatch.BuildOptions;
import io.jenkins.plugins.distcompile.dispatch.BuildPlan;
import io.jenkins.plugins.distcompile.dispatch.Dispatcher;
import io.jenkins.plugins.distcompile.link.InProcessLink;
import io.jenkins.plugins.distcompile.link.Link;
import io.jenkins.plugins.distcompile.link.Opening;
import io.jenkins.plugins.distcompile.plan.CompilationDatabase;
import io.jenkins.plugins.distcompile.protocol.Message;
import io.jenkins.plugins.distcompile.report.BuildEvent;
import io.jenkins.plugins.distcompile.schedule.SchedulerConfig;
import io.jenkins.plugins.distcompile.toolchain.CompilerIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Agents that hold to the protocol but not to their word, beside an honest one: real compilers, links in this JVM. */
public class DishonestAgentTest {
    private static final Duration HEARTBEAT = Duration.ofMillis(200);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final CompilerIdentity identity = new CompilerIdentity();
    private final List<BuildEvent> events = new ArrayList<>();
    private final List<Helper> helpers = new ArrayList<>();
    /** The flipping agent has ended a unit. */
    private final CountDownLatch flipped = new CountDownLatch(1);

    private Path root;

    @Before
    public void resolveRoot() throws Exception {
        root = folder.getRoot().toPath().toRealPath();
    }

    @After
    public void closeHelpers() {
        helpers.forEach(Helper::close);
    }

    @Test
    public void aResultWithFlippedBytesIsTheAgentsFaultAndNeverBecomesAnObject() throws Exception {
        Project project = project(8);
        AgentSource flipping = source("flipping", opening(real("flipping"), DishonestAgentTest::flipped));

        // it must have had its chance before there is nothing left to do
        assertThat(build(project, List.of(flipping, after(flipped, honest())))).isTrue();

        project.assertComplete();
        assertThat(endings("flipping")).contains("agent-fault").doesNotContain("succeeded");
        assertThat(events)
                .anyMatch(e -> e instanceof BuildEvent.CopyEnded c
                        && c.reason() != null
                        && c.reason().contains("damaged result"));
    }

    @Test
    public void anAgentThatBidsAndNeverAnswersCostsNoUnit() throws Exception {
        Project project = project(8);
        InProcessLink.Pair pair = InProcessLink.pair("client", "silent");
        pair.b().start((Function<Link, Link.Receiver>) this::bidAndFallSilent);

        assertThat(build(project, List.of(source("silent", pair.a()), honest())))
                .isTrue();

        project.assertComplete();
        assertThat(events)
                .anyMatch(e -> e instanceof BuildEvent.AgentVerdict v
                        && v.agent().equals("silent")
                        && v.verdict().equals("bid"));
        assertThat(endings("silent")).doesNotContain("succeeded");
    }

    private Project project(int units) throws Exception {
        return Project.create(root.resolve("project"), Path.of("gcc"), units);
    }

    private boolean build(Project project, List<AgentSource> pool) throws Exception {
        BuildOptions options = new BuildOptions(
                "test",
                "client",
                "",
                true,
                false,
                HEARTBEAT,
                SchedulerConfig.DEFAULTS.withExpectedAgents(pool.size()).withHeartbeat(HEARTBEAT),
                List.of());
        BuildPlan plan =
                BuildPlan.of(CompilationDatabase.read(project.database()).plan(), System.getenv(), identity);
        return new Dispatcher(plan, pool, options, this::happened).run();
    }

    private void happened(BuildEvent event) {
        events.add(event);
        if (event instanceof BuildEvent.CopyEnded ended && ended.agent().equals("flipping")) {
            flipped.countDown();
        }
    }

    private List<String> endings(String agent) {
        return events.stream()
                .filter(e -> e instanceof BuildEvent.CopyEnded c && c.agent().equals(agent))
                .map(e -> ((BuildEvent.CopyEnded) e).ending())
                .toList();
    }

    private AgentSource honest() throws Exception {
        return source("honest", real("honest"));
    }

    private Opening real(String name) throws Exception {
        Helper helper =
                new Helper(new HelperConfig(name, root.resolve(name)).slots(2).compilers(identity));
        helpers.add(helper);
        InProcessLink.Pair pair = InProcessLink.pair("client", name);
        helper.accept(pair.b());
        return pair.a();
    }

    private Link.Receiver bidAndFallSilent(Link link) {
        return new Link.Receiver() {
            @Override
            public void received(Message message, List<byte[]> files) {
                if (message instanceof Message.Announce announce) {
                    link.send(new Message.Bid(announce.round(), profile(), 2, 0, 10_000, List.of()));
                }
            }

            @Override
            public void closed(String reason) {}
        };
    }

    private AgentProfile profile() {
        try {
            return new AgentProfile(
                    "silent",
                    "elsewhere",
                    "linux",
                    "x86_64",
                    new AgentProfile.Cpu("very fast", 64, 32, 5_000),
                    new AgentProfile.Memory(1L << 36, 1L << 36),
                    new AgentProfile.Disk(1L << 40, 1L << 40),
                    new AgentProfile.Network(10_000_000_000L),
                    new AgentProfile.Load(0, 0, -1),
                    2,
                    0,
                    0,
                    0,
                    List.of(identity.probe("gcc", root, System.getenv()).facts()),
                    Map.of());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static AgentSource after(CountDownLatch event, AgentSource agent) {
        return source(agent.address(), () -> {
            event.await();
            return agent.connect();
        });
    }

    private static AgentSource source(String name, Opening opening) {
        return source(name, () -> opening);
    }

    private static AgentSource source(String name, Callable<Opening> reach) {
        return new AgentSource() {
            @Override
            public String address() {
                return name;
            }

            @Override
            public Opening connect() throws IOException {
                try {
                    return reach.call();
                } catch (Exception e) {
                    throw new IOException(e);
                }
            }

            @Override
            public boolean mayReturn() {
                return false;
            }
        };
    }

    /** The opening, with the files of every result changed on the way. */
    private static Opening opening(Opening real, UnaryOperator<byte[]> change) {
        return new Opening() {
            @Override
            public String peer() {
                return real.peer();
            }

            @Override
            public Link start(Function<Link, Link.Receiver> factory) {
                return real.start((Function<Link, Link.Receiver>) link -> changing(factory.apply(link), change));
            }

            @Override
            public void close() {
                real.close();
            }
        };
    }

    private static Link.Receiver changing(Link.Receiver receiver, UnaryOperator<byte[]> change) {
        return new Link.Receiver() {
            @Override
            public void received(Message message, List<byte[]> files) {
                boolean result = message instanceof Message.Result;
                receiver.received(message, result ? files.stream().map(change).toList() : files);
            }

            @Override
            public void closed(String reason) {
                receiver.closed(reason);
            }
        };
    }

    private static byte[] flipped(byte[] file) {
        byte[] copy = file.clone();
        copy[copy.length / 2] ^= 0x10;
        return copy;
    }
}
