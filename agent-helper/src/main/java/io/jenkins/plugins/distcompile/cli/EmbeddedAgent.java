package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.agent.Helper;
import io.jenkins.plugins.distcompile.dispatch.AgentSource;
import io.jenkins.plugins.distcompile.link.InProcessLink;
import io.jenkins.plugins.distcompile.link.Opening;

/** A helper within this JVM. */
record EmbeddedAgent(String address, Helper helper, String clientName) implements AgentSource {
    @Override
    public Opening connect() {
        InProcessLink.Pair pair = InProcessLink.pair(clientName, address);
        helper.accept(pair.b());
        return pair.a();
    }

    @Override
    public boolean mayReturn() {
        return false;
    }

    @Override
    public boolean near() {
        return true;
    }
}
