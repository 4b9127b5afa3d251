package io.jenkins.plugins.distcompile.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.link.InProcessLink;
import io.jenkins.plugins.distcompile.link.Opening;
import io.jenkins.plugins.distcompile.protocol.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Test;

public class QuickLinksTest {
    private final Map<String, AgentSource> sources = new HashMap<>();
    private final Map<String, AgentSession> sessions = new HashMap<>();

    private record Source(String address, boolean near) implements AgentSource {
        @Override
        public Opening connect() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean mayReturn() {
            return false;
        }
    }

    @After
    public void close() {
        sessions.values().forEach(session -> session.close("the test has ended"));
    }

    @Test
    public void whoeverIsOnTheListCountsBeforeItIsReached() {
        assertThat(links().all(0)).as("no agent").isFalse();
        assertThat(links(new Source("a", true), new Source("b", true)).all(0)).isTrue();
        assertThat(links(new Source("a", true), new Source("b", false)).all(0))
                .as("nobody has measured it yet")
                .isTrue();
    }

    @Test
    public void aNewcomerWhoseLinkIsSlowCountsAtOnce() {
        QuickLinks links = links(new Source("a", true));
        assertThat(links.all(0)).isTrue();
        arrive(new Source("far", false));
        sessions.get("far").linkMeasured(10_000_000);
        links.newcomer();
        assertThat(links.all(0)).isFalse();
    }

    @Test
    public void anAnswerHoldsForAWhileOnly() {
        QuickLinks links = links(new Source("a", true));
        arrive(new Source("far", false));
        sessions.get("far").linkMeasured(10_000_000);
        assertThat(links.all(0)).isFalse();
        sessions.remove("far").close("gone");
        assertThat(links.all(1)).isFalse();
        assertThat(links.all(TimeUnit.SECONDS.toNanos(1))).isTrue();
    }

    private QuickLinks links(Source... listed) {
        return new QuickLinks(List.of(listed), sources, sessions);
    }

    private void arrive(Source source) {
        InProcessLink.Pair pair = InProcessLink.pair("client", source.address());
        sources.put(source.address(), source);
        sessions.put(source.address(), new AgentSession(source.address(), pair.a(), new EventLoop(), listener()));
    }

    private static AgentSession.Listener listener() {
        return new AgentSession.Listener() {
            @Override
            public void heard(AgentSession session, Message message, List<byte[]> files) {}

            @Override
            public void ended(AgentSession session, String reason) {}
        };
    }
}
