package io.jenkins.plugins.distcompile.cli.control;

import io.jenkins.plugins.distcompile.dispatch.AgentSource;
import io.jenkins.plugins.distcompile.link.Link;
import io.jenkins.plugins.distcompile.link.Opening;
import io.jenkins.plugins.distcompile.link.PoolKey;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One attached helper. Units go over a direct link if one can be made, else through the relay; when a direct link
 * breaks, the relay takes over, unless units may go directly only. The end of the relay is the end of the agent.
 */
final class AttachedAgent implements AgentSource {
    private static final Duration DIRECT_LIMIT = Duration.ofSeconds(3);

    private final Attachment attachment;
    private final PoolKey key;
    private final String clientName;
    private final BiConsumer<String, String> notices;
    private final RelayLink relay;
    private final AtomicBoolean directTried = new AtomicBoolean();
    private volatile boolean closed; // by us
    private volatile boolean hopeless; // it must be reached directly, and cannot be
    private Link direct; // guarded by this; null = none has been started

    /**
     * @param notices told which way is taken: level and text
     * @param ended told once, when the relay has ended
     */
    AttachedAgent(
            Attachment attachment,
            Opening relay,
            PoolKey key,
            String clientName,
            BiConsumer<String, String> notices,
            Consumer<AttachedAgent> ended) {
        this.attachment = attachment;
        this.key = key;
        this.clientName = clientName;
        this.notices = notices;
        this.relay = RelayLink.start(relay, () -> {
            closeDirect("the relay has ended");
            ended.accept(this);
        });
    }

    @Override
    public String address() {
        return attachment.agent();
    }

    @Override
    public Opening connect() throws IOException {
        String end = relay.end();
        if (end != null) {
            throw new IOException("the relay has ended: " + end);
        }
        List<HostPort> places = attachment.places();
        if (attachment.directOnly()) {
            return directOnly(places);
        }
        String why = "";
        if (directTried.compareAndSet(false, true)) {
            if (!places.isEmpty()) {
                DirectLink found = tryDirect(places);
                if (found.opening() != null) {
                    return direct(found);
                }
                why = "; no direct link: " + String.join("; ", found.troubles());
            }
        } else if (!places.isEmpty()) {
            why = "; the direct link has ended";
        }
        notices.accept("info", address() + ": units go through the relay" + why);
        return relay.opening();
    }

    private Opening direct(DirectLink found) {
        notices.accept("info", address() + ": units go directly to " + found.place());
        return new TiedOpening(found.opening());
    }

    /** One that cannot be reached is not tried again; the front end is told by the verdict, and takes it away. */
    private Opening directOnly(List<HostPort> places) throws IOException {
        DirectLink found = tryDirect(places);
        if (found.opening() != null) {
            return direct(found);
        }
        hopeless = true;
        throw new IOException("no direct link: "
                + (places.isEmpty()
                        ? "the helper names no address that others could reach"
                        : String.join("; ", found.troubles())));
    }

    private DirectLink tryDirect(List<HostPort> places) throws IOException {
        try {
            return DirectLink.tryAll(places, key, clientName, DIRECT_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public boolean mayReturn() {
        return !closed && !hopeless && relay.end() == null;
    }

    @Override
    public void abandon(String reason) {
        close(reason);
    }

    /** Ends both links; the helper is told why. */
    void close(String reason) {
        closed = true;
        closeDirect(reason);
        relay.close(reason);
    }

    private void closeDirect(String reason) {
        Link link;
        synchronized (this) {
            link = direct;
        }
        if (link != null) {
            link.close(reason);
        }
    }

    boolean awaitEnd(long nanos) throws InterruptedException {
        return relay.awaitEnd(nanos);
    }

    /** The direct link, which ends with the relay. */
    private final class TiedOpening implements Opening {
        private final Opening opening;

        TiedOpening(Opening opening) {
            this.opening = opening;
        }

        @Override
        public String peer() {
            return opening.peer();
        }

        @Override
        public Link start(Function<Link, Link.Receiver> receiver) {
            Link link = opening.start(receiver);
            synchronized (AttachedAgent.this) {
                direct = link;
            }
            if (relay.end() != null) {
                link.close("the relay has ended");
            }
            return link;
        }

        @Override
        public void close() {
            opening.close();
        }
    }
}
