package io.jenkins.plugins.distcompile.cli.control;

import io.jenkins.plugins.distcompile.dispatch.AgentSource;
import io.jenkins.plugins.distcompile.link.Credential;
import io.jenkins.plugins.distcompile.link.Handshake;
import io.jenkins.plugins.distcompile.link.HandshakeException;
import io.jenkins.plugins.distcompile.link.LinkSettings;
import io.jenkins.plugins.distcompile.link.Opening;
import io.jenkins.plugins.distcompile.link.PoolKey;
import io.jenkins.plugins.distcompile.link.StreamLink;
import io.jenkins.plugins.distcompile.link.Transport;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The helpers that are attached to one build, by name. A name that comes again takes the place of the old one. */
public final class AttachedAgents implements AttachDoor.Taker {
    private static final Duration GREETING = Duration.ofSeconds(15);
    private static final long FAREWELL_NANOS = 1_500_000_000L;

    /** The build they work for. Safe from any thread. */
    public interface Build {
        void join(AgentSource agent);

        void notice(String level, String text);
    }

    private final Build build;
    private final PoolKey key;
    private final String clientName;
    private final Map<String, AttachedAgent> agents = new HashMap<>(); // guarded by this
    private boolean closed; // guarded by this

    /** @param clientName names this machine to helpers */
    public AttachedAgents(Build build, PoolKey key, String clientName) {
        this.build = build;
        this.key = key;
        this.clientName = clientName;
    }

    @Override
    public void attached(Attachment attachment, Transport streams) {
        String name = attachment.agent();
        try {
            // Nobody but the two processes that proved the key can reach these streams.
            Handshake.asClient(streams, clientName, Credential.unkeyed(), new byte[0], GREETING);
        } catch (HandshakeException e) {
            build.notice("warning", name + ": attached, but no helper answers: " + e.getMessage());
            return;
        }
        Opening relay = StreamLink.open(name, streams, LinkSettings.DEFAULT);
        AttachedAgent agent = new AttachedAgent(attachment, relay, key, clientName, build::notice, this::forget);
        AttachedAgent old;
        synchronized (this) {
            if (closed) {
                agent.close("the build has ended");
                return;
            }
            old = agents.put(name, agent);
        }
        if (old != null) {
            old.close("replaced by a new link");
        }
        if (!agent.mayReturn()) {
            forget(agent); // it had gone before it was entered
        }
        build.join(agent);
    }

    private synchronized void forget(AttachedAgent agent) {
        agents.remove(agent.address(), agent);
    }

    /** Says goodbye to all and waits, for little more than a second, until they have gone. */
    public void close(String reason) throws InterruptedException {
        List<AttachedAgent> leaving;
        synchronized (this) {
            closed = true;
            leaving = List.copyOf(agents.values());
        }
        leaving.forEach(agent -> agent.close(reason));
        long deadline = System.nanoTime() + FAREWELL_NANOS;
        for (AttachedAgent agent : leaving) {
            agent.awaitEnd(Math.max(0, deadline - System.nanoTime()));
        }
    }
}
