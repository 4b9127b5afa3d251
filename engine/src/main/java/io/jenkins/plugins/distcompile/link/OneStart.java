package io.jenkins.plugins.distcompile.link;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** The {@link Opening} of every kind of link: started or dropped, once. */
final class OneStart implements Opening {
    private final String peer;
    private final Function<Function<Link, Link.Receiver>, Link> starter;
    private final Runnable drop;
    private final AtomicBoolean used = new AtomicBoolean();

    OneStart(String peer, Function<Function<Link, Link.Receiver>, Link> starter, Runnable drop) {
        this.peer = peer;
        this.starter = starter;
        this.drop = drop;
    }

    @Override
    public String peer() {
        return peer;
    }

    @Override
    public Link start(Function<Link, Link.Receiver> receiver) {
        if (!used.compareAndSet(false, true)) {
            throw new IllegalStateException("link to " + peer + " has been started or closed before");
        }
        return starter.apply(receiver);
    }

    @Override
    public void close() {
        if (used.compareAndSet(false, true)) {
            drop.run();
        }
    }
}
