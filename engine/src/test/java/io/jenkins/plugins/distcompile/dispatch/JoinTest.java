package io.jenkins.plugins.distcompile.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.distcompile.link.InProcessLink;
import io.jenkins.plugins.distcompile.link.Link;
import io.jenkins.plugins.distcompile.link.Opening;
import io.jenkins.plugins.distcompile.plan.Plan;
import io.jenkins.plugins.distcompile.plan.ResourceNeed;
import io.jenkins.plugins.distcompile.plan.Unit;
import io.jenkins.plugins.distcompile.plan.UnitKind;
import io.jenkins.plugins.distcompile.protocol.Message;
import io.jenkins.plugins.distcompile.report.BuildEvent;
import io.jenkins.plugins.distcompile.schedule.Fallback;
import io.jenkins.plugins.distcompile.schedule.SchedulerConfig;
import io.jenkins.plugins.distcompile.toolchain.CompilerIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Agents that join a running build over links of their own: twice, when the first link is dead, and too late. */
public class JoinTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final List<BuildEvent> events = new CopyOnWriteArrayList<>();
    private final List<Message.Announce> heard = new CopyOnWriteArrayList<>();
    private Dispatcher dispatcher;
    private CompletableFuture<Boolean> build;

    @Before
    public void start() throws Exception {
        start(Fallback.WAIT);
    }

    private void start(Fallback fallback) throws Exception {
        Path root = folder.getRoot().toPath().toRealPath();
        Files.writeString(root.resolve("a.c"), "int a;\n");
        Unit unit = new Unit(
                "unit",
                UnitKind.COMPILE,
                List.of("gcc", "-c", "a.c", "-o", "a.o"),
                root,
                List.of(root.resolve("a.c")),
                List.of(root.resolve("a.o")),
                Set.of(),
                ResourceNeed.NONE,
                true);
        Map<String, String> environment = Map.of("PATH", System.getenv("PATH"));
        BuildPlan plan = BuildPlan.of(Plan.of(List.of(unit)), environment, new CompilerIdentity());
        SchedulerConfig config = SchedulerConfig.DEFAULTS
                .withFallback(fallback)
                .withExpectedAgents(-1)
                .withBidWait(Duration.ofMillis(50));
        BuildOptions options = new BuildOptions(
                "build", "client", "cpu.cores >= 2", true, false, Duration.ofSeconds(1), config, List.of());
        dispatcher = new Dispatcher(plan, List.of(), options, events::add);
        dispatcher.announceTo(heard::add);
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
    public void theOpenListHearsWhatWaitsAndOnWhichTerms() {
        await().until(() -> !heard.isEmpty());
        assertThat(heard.get(0).waitingUnits()).isEqualTo(1);
        assertThat(heard.get(0).criteria()).isEqualTo("cpu.cores >= 2");
        assertThat(heard.get(0).heartbeatMillis()).isEqualTo(1000);
        assertThat(notices()).isEmpty();
    }

    @Test
    public void anOpenListOnWhichNobodyAnswersFallsBackAfterTheBidDeadline() throws Exception {
        stop();
        events.clear();
        start(Fallback.LOCAL);
        assertThat(build.get()).isTrue();
        assertThat(events)
                .filteredOn(BuildEvent.LocalStarted.class::isInstance)
                .singleElement()
                .satisfies(event ->
                        assertThat(((BuildEvent.LocalStarted) event).reason()).isEqualTo("no agent has bid"));
        stop();
        start(Fallback.FAIL);
        assertThat(build.get()).isFalse();
    }

    @Test
    public void aSecondAgentOfTheSameNameIsTurnedAwayWhileTheFirstAnswers() {
        Peer first = join("alpha", true);
        await().until(() -> first.got(Message.Announce.class) > 0);
        Peer second = join("alpha", true);
        Peer third = join("alpha", true);
        await().until(() -> second.ends.size() + third.ends.size() == 2);
        assertThat(second.ends.get(0)).contains("another --name");
        assertThat(third.ends.get(0)).contains("another --name");
        assertThat(first.ends).isEmpty();
        assertThat(notices()).hasSize(2).allMatch(text -> text.contains("another agent called alpha is linked"));
    }

    @Test
    public void aDeadLinkGivesWayToANewOneOfTheSameName() {
        Peer dead = join("alpha", false);
        await().until(() -> dead.got(Message.Announce.class) > 0);
        Peer again = join("alpha", true);
        await().until(() -> again.got(Message.Announce.class) > 0);
        await().until(() -> dead.ends.size() == 1);
        assertThat(dead.ends.get(0)).contains("replaced by a new link");
        assertThat(again.ends).isEmpty();
        assertThat(events)
                .filteredOn(BuildEvent.AgentLost.class::isInstance)
                .extracting(event -> ((BuildEvent.AgentLost) event).agent())
                .containsExactly("alpha");
    }

    @Test
    public void whoComesBackAfterAnOrderlyEndIsTakenAtOnce() {
        Peer first = join("alpha", true);
        await().until(() -> first.got(Message.Announce.class) > 0);
        first.link.close("leaving");
        await().until(() -> events.stream().anyMatch(BuildEvent.AgentVerdict.class::isInstance));
        assertThat(events)
                .filteredOn(BuildEvent.AgentVerdict.class::isInstance)
                .extracting(event -> ((BuildEvent.AgentVerdict) event).verdict())
                .containsExactly("left");
        assertThat(events).noneMatch(BuildEvent.AgentLost.class::isInstance);
        Peer again = join("alpha", true);
        await().until(() -> again.got(Message.Announce.class) > 0);
        assertThat(notices()).isEmpty();
    }

    @Test
    public void anUnreachableSourceOfATakenNameDoesNotEndTheLinkThatHasIt() {
        Peer first = join("alpha", true);
        await().until(() -> first.got(Message.Announce.class) > 0);
        CompletableFuture<String> tried = new CompletableFuture<>();
        dispatcher.join(new Source("alpha", null, tried));
        tried.join();
        Peer other = join("beta", true);
        await().until(() -> other.got(Message.Announce.class) > 0);
        assertThat(events).noneMatch(BuildEvent.AgentVerdict.class::isInstance);
        assertThat(first.ends).isEmpty();
    }

    @Test
    public void aLinkThatComesAfterTheBuildIsClosed() {
        dispatcher.abort("enough");
        build.join();
        CompletableFuture<String> abandoned = new CompletableFuture<>();
        dispatcher.join(new Source("late", null, abandoned));
        assertThat(abandoned.join()).isEqualTo("the build has ended");
    }

    @Test
    public void linksThatAreMadeWhileTheBuildEndsAreAllClosed() {
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            if (i == 25) {
                dispatcher.abort("enough");
            }
            peers.add(join("agent" + i, true));
        }
        build.join();
        await().untilAsserted(() -> assertThat(peers).allMatch(peer -> peer.ends.size() == 1));
    }

    private List<String> notices() {
        return events.stream()
                .filter(BuildEvent.Notice.class::isInstance)
                .map(event -> ((BuildEvent.Notice) event).text())
                .toList();
    }

    private Peer join(String name, boolean answers) {
        InProcessLink.Pair pair = InProcessLink.pair("client", name);
        Peer peer = new Peer(answers);
        peer.link = pair.b().start(link -> {
            peer.link = link;
            return peer;
        });
        dispatcher.join(new Source(name, pair.a(), new CompletableFuture<>()));
        return peer;
    }

    /** A link that is there already; null = none can be had. */
    private record Source(String address, Opening opening, CompletableFuture<String> told) implements AgentSource {
        @Override
        public Opening connect() throws java.io.IOException {
            if (opening == null) {
                told.complete("tried");
                throw new java.io.IOException("nobody there");
            }
            return opening;
        }

        @Override
        public boolean mayReturn() {
            return false;
        }

        @Override
        public void abandon(String reason) {
            told.complete(reason);
            if (opening != null) {
                opening.close();
            }
        }
    }

    /** An agent that never bids. */
    private static final class Peer implements Link.Receiver {
        private final boolean answers;
        private final List<Message> messages = new CopyOnWriteArrayList<>();
        private final List<String> ends = new CopyOnWriteArrayList<>();
        private volatile Link link;

        Peer(boolean answers) {
            this.answers = answers;
        }

        long got(Class<? extends Message> kind) {
            return messages.stream().filter(kind::isInstance).count();
        }

        @Override
        public void received(Message message, List<byte[]> files) {
            messages.add(message);
            if (answers && message instanceof Message.Probe probe) {
                link.send(new Message.Ack(probe.sequence(), null, List.of()));
            }
        }

        @Override
        public void closed(String reason) {
            ends.add(reason);
        }
    }
}
