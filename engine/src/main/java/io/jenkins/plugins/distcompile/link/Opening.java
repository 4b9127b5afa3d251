package io.jenkins.plugins.distcompile.link;

import java.util.function.Function;

/**
 * A connection whose peer is known and proven, but on which nothing is read yet: so no message is lost before its
 * receiver is there. Returned by every way to a link. Start it or close it, once.
 */
public interface Opening extends AutoCloseable {

    /** As {@link Link#peer()}. */
    String peer();

    /**
     * Starts reading and writing. The receiver may be called before this method returns.
     *
     * @param receiver given the link, so that it can answer from its first call on; called once, on this thread
     * @throws IllegalStateException if called twice, or after {@link #close()}
     */
    Link start(Function<Link, Link.Receiver> receiver);

    /** Starts with a receiver that needs no link. */
    default Link start(Link.Receiver receiver) {
        return start(link -> receiver);
    }

    /** Drops the connection unless it has been started. */
    @Override
    void close();
}
