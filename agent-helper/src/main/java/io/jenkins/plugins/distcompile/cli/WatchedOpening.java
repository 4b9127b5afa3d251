package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.link.Link;
import io.jenkins.plugins.distcompile.link.Opening;
import io.jenkins.plugins.distcompile.protocol.Message;
import java.util.List;
import java.util.function.Function;

/**
 * An opening that says when its link has ended; the rest it leaves to the real one.
 *
 * @param heard called for every message that arrives
 */
record WatchedOpening(Opening opening, Runnable heard, Runnable ended) implements Opening {
    /** Of which only the end matters. */
    WatchedOpening(Opening opening, Runnable ended) {
        this(opening, () -> {}, ended);
    }

    @Override
    public String peer() {
        return opening.peer();
    }

    @Override
    public Link start(Function<Link, Link.Receiver> receiver) {
        return opening.start(link -> new Watched(receiver.apply(link), heard, ended));
    }

    @Override
    public void close() {
        opening.close();
        ended.run();
    }

    private record Watched(Link.Receiver receiver, Runnable heard, Runnable ended) implements Link.Receiver {
        @Override
        public void received(Message message, List<byte[]> files) {
            heard.run();
            receiver.received(message, files);
        }

        @Override
        public void farewell(String reason) {
            receiver.farewell(reason);
        }

        @Override
        public void closed(String reason) {
            receiver.closed(reason);
            ended.run();
        }
    }
}
