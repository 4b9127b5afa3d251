package io.jenkins.plugins.distcompile.cli.control;

import io.jenkins.plugins.distcompile.link.Link;
import io.jenkins.plugins.distcompile.link.Opening;
import io.jenkins.plugins.distcompile.protocol.Message;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A helper's link through the relay. It is read from the start, so that its end is noticed even while a direct link
 * carries the units; whoever wants it for units takes it by {@link #opening}, one after the other.
 *
 * <p>{@code this} guards user and end; the link and its users are called without it.
 */
final class RelayLink {
    private final Link link;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Consumer<String> onEnd;
    private volatile String goodbye;
    private Link.Receiver user; // null = nobody has taken the link
    private String end; // why it has ended; null = it is up

    private RelayLink(Opening opening, Consumer<String> onEnd) {
        this.onEnd = onEnd;
        this.link = opening.start(new Link.Receiver() {
            @Override
            public void received(Message message, List<byte[]> files) {
                Link.Receiver current = user();
                if (current != null) {
                    current.received(message, files);
                }
            }

            @Override
            public void farewell(String reason) {
                goodbye = reason;
                Link.Receiver current = user();
                if (current != null) {
                    current.farewell(reason);
                }
            }

            @Override
            public void closed(String reason) {
                ended(reason);
            }
        });
    }

    /** @param onEnd called once when the link has ended, on a thread of the link, with the helper's goodbye or null */
    static RelayLink start(Opening opening, Consumer<String> onEnd) {
        return new RelayLink(opening, onEnd);
    }

    private synchronized Link.Receiver user() {
        return user;
    }

    private void ended(String reason) {
        Link.Receiver last;
        synchronized (this) {
            end = reason;
            last = user;
            user = null;
        }
        if (last != null) {
            last.closed(reason);
        }
        over.countDown();
        onEnd.accept(goodbye);
    }

    /** What the helper said it goes for; known before the link has ended; null = it has said nothing of the kind. */
    String goodbye() {
        return goodbye;
    }

    /** Why the link has ended; null = it is up. */
    synchronized String end() {
        return end;
    }

    /** The link for units; closing the started one closes the relay. */
    Opening opening() {
        return new Opening() {
            @Override
            public String peer() {
                return link.peer();
            }

            @Override
            public Link start(Function<Link, Link.Receiver> receiver) {
                Link.Receiver taking = receiver.apply(link);
                String ended;
                synchronized (RelayLink.this) {
                    ended = end;
                    user = ended == null ? taking : null;
                }
                if (ended != null) {
                    taking.closed(ended);
                }
                return link;
            }

            @Override
            public void close() {
                RelayLink.this.close("not needed");
            }
        };
    }

    void close(String reason) {
        link.close(reason);
    }

    /** Whether the link ended within the time; the peer has then been told why. */
    boolean awaitEnd(long nanos) throws InterruptedException {
        return over.await(nanos, TimeUnit.NANOSECONDS);
    }
}
