package io.jenkins.plugins.distcompile.cli.control;

import io.jenkins.plugins.distcompile.dispatch.AgentSource;
import io.jenkins.plugins.distcompile.link.Link;
import io.jenkins.plugins.distcompile.link.Opening;
import io.jenkins.plugins.distcompile.link.PoolKey;
import io.jenkins.plugins.distcompile.protocol.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One attached helper. Units go over a direct link if one can be made, else through the relay; when a direct link
 * breaks, the relay takes over, unless units may go directly only. The end of the relay is the end of the agent; a helper
 * that says goodbye there does so on the direct link as well, behind the units that it hands back, and is heard out.
 */
final class AttachedAgent implements AgentSource {
    private static final Duration DIRECT_LIMIT = Duration.ofSeconds(3);
    /** Longer than a helper that has said goodbye lives; for a network that is cut just then. */
    private static final int HEARD_OUT_SECONDS = 5;

    private final Attachment attachment;
    private final PoolKey key;
    private final String clientName;
    private final BiConsumer<String, String> notices;
    private final Consumer<AttachedAgent> ended;
    private final RelayLink relay;
    private final AtomicBoolean directTried = new AtomicBoolean();
    private final AtomicBoolean endTold = new AtomicBoolean();
    private volatile boolean closed; // by us
    private volatile boolean hopeless; // it must be reached directly, and cannot be
    private Link direct; // guarded by this; null = none is up
    private boolean relayOver; // guarded by this

    /**
     * @param notices told which way is taken: level and text
     * @param ended told once, when the relay has ended and nothing more is expected of a direct link
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
        this.ended = ended;
        this.relay = RelayLink.start(relay, this::relayEnded);
    }

    /** @param goodbye what the helper said it goes for; null = nothing */
    private void relayEnded(String goodbye) {
        boolean heardOut;
        synchronized (this) {
            relayOver = true;
            heardOut = goodbye != null && direct != null;
        }
        if (heardOut) {
            CompletableFuture.delayedExecutor(HEARD_OUT_SECONDS, TimeUnit.SECONDS)
                    .execute(() -> closeDirect("the relay has ended"));
        } else {
            closeDirect("the relay has ended");
            tellEnd();
        }
    }

    private void tellEnd() {
        if (endTold.compareAndSet(false, true)) {
            ended.accept(this);
        }
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
            Link link = opening.start(started -> {
                synchronized (AttachedAgent.this) {
                    direct = started;
                }
                return new DirectReceiver(started, receiver.apply(started));
            });
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

    /** Knows of a goodbye through the relay, too, for where the direct link ends before it has brought one. */
    private final class DirectReceiver implements Link.Receiver {
        private final Link link;
        private final Link.Receiver user;
        private boolean saidGoodbye;

        DirectReceiver(Link link, Link.Receiver user) {
            this.link = link;
            this.user = user;
        }

        @Override
        public void received(Message message, List<byte[]> files) {
            user.received(message, files);
        }

        @Override
        public void farewell(String reason) {
            saidGoodbye = true;
            user.farewell(reason);
        }

        @Override
        public void closed(String reason) {
            String said = relay.goodbye();
            boolean last;
            synchronized (AttachedAgent.this) {
                last = relayOver;
                if (direct == link) {
                    direct = null;
                }
            }
            if (said != null && !saidGoodbye) {
                user.farewell(said);
            }
            user.closed(reason);
            if (last) {
                tellEnd();
            }
        }
    }
}
