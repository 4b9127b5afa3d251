package io.jenkins.plugins.distcompile.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.distcompile.dispatch.AgentSource;
import io.jenkins.plugins.distcompile.link.Link;
import io.jenkins.plugins.distcompile.link.Opening;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.Test;

public class EarlyAgentTest {
    private final List<Counted> openings = new CopyOnWriteArrayList<>();

    private static final class Counted implements Opening {
        private volatile boolean closed;

        @Override
        public String peer() {
            return "a";
        }

        @Override
        public Link start(Function<Link, Link.Receiver> receiver) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private final class Agent implements AgentSource {
        private final IOException failure;

        Agent(IOException failure) {
            this.failure = failure;
        }

        @Override
        public String address() {
            return "a";
        }

        @Override
        public Opening connect() throws IOException {
            openings.add(new Counted());
            if (failure != null) {
                throw failure;
            }
            return openings.get(openings.size() - 1);
        }

        @Override
        public boolean mayReturn() {
            return true;
        }
    }

    @Test
    public void theLinkIsThereBeforeItIsAskedForAndOnlyTheFirst() throws Exception {
        EarlyAgent early = EarlyAgent.opening(new Agent(null));
        await().until(() -> openings.size() == 1);
        assertThat(early.connect()).isSameAs(openings.get(0));
        assertThat(early.connect()).isSameAs(openings.get(1));
        assertThat(openings).noneMatch(each -> each.closed);
    }

    @Test
    public void aLinkThatNobodyTakesIsClosed() {
        EarlyAgent early = EarlyAgent.opening(new Agent(null));
        early.abandon("the plan is no good");
        await().until(() -> openings.size() == 1 && openings.get(0).closed);
    }

    @Test
    public void whyThereIsNoneIsToldToWhoeverAsks() {
        EarlyAgent early = EarlyAgent.opening(new Agent(new IOException("a: refused")));
        assertThatThrownBy(early::connect).isInstanceOf(IOException.class).hasMessage("a: refused");
    }
}
