package io.jenkins.plugins.distcompile.cli.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.distcompile.link.InProcessLink;
import io.jenkins.plugins.distcompile.link.Link;
import io.jenkins.plugins.distcompile.link.Opening;
import io.jenkins.plugins.distcompile.link.PoolKey;
import io.jenkins.plugins.distcompile.link.TlsServer;
import io.jenkins.plugins.distcompile.protocol.Message;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A helper with two links to a build, whose ends come in any order. */
public class AttachedAgentTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final PoolKey key = PoolKey.generate();
    private final InProcessLink.Pair relay = InProcessLink.pair("build", "alpha");
    private final BlockingQueue<Opening> called = new LinkedBlockingQueue<>();
    private final List<AttachedAgent> ended = new CopyOnWriteArrayList<>();
    private final Heard build = new Heard();
    private TlsServer server;
    private AttachedAgent agent;
    private Link helper;

    /** What one side is told, in order. */
    private static final class Heard implements Link.Receiver {
        private final List<String> news = new CopyOnWriteArrayList<>();

        @Override
        public void received(Message message, List<byte[]> files) {
            news.add(message.getClass().getSimpleName());
        }

        @Override
        public void farewell(String reason) {
            news.add("goodbye: " + reason);
        }

        @Override
        public void closed(String reason) {
            news.add("end");
        }
    }

    @Before
    public void linkBothWays() throws Exception {
        server = TlsServer.listen(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                folder.getRoot().toPath(),
                key,
                "alpha",
                new TlsServer.Acceptor() {
                    @Override
                    public void accepted(Opening opening) {
                        called.add(opening);
                    }

                    @Override
                    public void refused(InetAddress address, String reason) {
                        throw new AssertionError(reason);
                    }
                });
        Attachment attachment = new Attachment("alpha", List.of("127.0.0.1:" + server.port()), false);
        agent = new AttachedAgent(attachment, relay.a(), key, "build", (level, text) -> {}, ended::add);
        agent.connect().start(link -> build);
        helper = called.take().start(link -> new Heard());
    }

    @After
    public void closeAll() {
        agent.close("the test is over");
        server.close();
    }

    @Test
    public void whoSaysGoodbyeThroughTheRelayIsHeardOutOnTheDirectLink() {
        relay.b().start(link -> new Heard()).close("stopped");
        await().until(() -> !agent.mayReturn());
        helper.send(new Message.Withdraw(1, List.of(), "stopped"));
        helper.close("stopped");
        await().until(() -> !ended.isEmpty());
        assertThat(build.news).containsExactly("Withdraw", "goodbye: stopped", "end");
        assertThat(ended).containsExactly(agent);
    }

    @Test
    public void aGoodbyeThroughTheRelayCountsWhereTheDirectLinkBringsNone() {
        relay.b().start(link -> new Heard()).close("stopped");
        await().until(() -> !agent.mayReturn());
        // From this side, so that the helper has no time to say goodbye there.
        agent.close("broken");
        await().until(() -> !ended.isEmpty());
        assertThat(build.news).containsExactly("goodbye: stopped", "end");
    }

    @Test
    public void aRelayThatBreaksEndsTheDirectLink() {
        relay.b().close();
        await().until(() -> build.news.contains("end"));
        await().until(() -> !ended.isEmpty());
        assertThat(build.news).containsExactly("end");
        assertThat(ended).containsExactly(agent);
    }
}
