package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.dispatch.AgentSource;
import io.jenkins.plugins.distcompile.link.Opening;
import io.jenkins.plugins.distcompile.link.PoolKey;
import io.jenkins.plugins.distcompile.link.TlsConnector;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;

/** A helper that listens elsewhere; it may come, go and come back while the build runs. */
record TlsAgent(PoolSpec.Address target, PoolKey key, String clientName) implements AgentSource {
    private static final Pattern LOOPBACK = Pattern.compile("127(\\.[0-9]{1,3}){3}");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Override
    public String address() {
        return target.toString();
    }

    @Override
    public Opening connect() throws IOException {
        return TlsConnector.connect(target.host(), target.port(), key, clientName, PATIENCE);
    }

    @Override
    public boolean mayReturn() {
        return true;
    }

    /** By the name alone: to look it up would take time. */
    @Override
    public boolean near() {
        return target.host().equals("localhost")
                || target.host().equals("::1")
                || LOOPBACK.matcher(target.host()).matches();
    }
}
