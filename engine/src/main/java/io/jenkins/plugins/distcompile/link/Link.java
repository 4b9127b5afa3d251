package io.jenkins.plugins.distcompile.link;

import io.jenkins.plugins.distcompile.protocol.Message;
import java.util.List;

/**
 * A conversation with one peer over any byte stream, or within the JVM. Safe for use by several threads.
 * Control messages overtake attachments that are still being sent: messages without attachments arrive in the order
 * they were sent, a message with attachments arrives when the last of them has, perhaps after later ones. To cancel
 * what a message asked for, call {@link Sending#abort()} and then send the cancellation: either the peer never sees the
 * message, or it sees it before the cancellation.
 */
public interface Link extends AutoCloseable {

    /** The peer's name as it gave it in the handshake, and where it was reached; for logs. */
    String peer();

    /**
     * Queues a message and returns at once. On a closed link the message is dropped: the receiver has been told.
     *
     * @param files unpacked or packed wire bytes, one per attachment the message declares; not changed afterwards
     * @throws IllegalArgumentException if number or lengths differ from the declared ones
     */
    Sending send(Message message, List<byte[]> files);

    /** Queues a message without attachments. */
    default Sending send(Message message) {
        return send(message, List.of());
    }

    /** Measured payload rate of what was sent and received with attachments, bits per second; 0 = nothing measured yet. */
    long bitsPerSecond();

    /**
     * When the last message that is whole by now left for the peer, by {@link System#nanoTime}; before the first one, when
     * the link was made. A message that leaves later arrives later.
     */
    long lastSentNanos();

    /**
     * Sends what is queued for at most a second, tells the peer the reason, and closes; returns at once. Nothing is
     * received any more but {@link Receiver#closed}. Sending a {@link Message.Goodbye} does the same; the peer's receiver
     * is told by {@code closed}, not by a message. Idempotent.
     */
    void close(String reason);

    @Override
    default void close() {
        close("closed");
    }

    /** A message on its way. */
    interface Sending {
        /** Stops sending attachments that have not gone out; the peer drops the message. No effect once sent. */
        void abort();
    }

    /** Takes what arrives. Called by the link's reader, one call at a time; must return quickly and never block. */
    interface Receiver {
        /**
         * A whole message with its attachments as they travelled (packed where the header says so).
         * Their lengths are as declared; their digests have not been checked.
         */
        void received(Message message, List<byte[]> files);

        /** The peer says goodbye, for this reason of its own; {@link #closed} follows. */
        default void farewell(String reason) {
            // The end alone matters to most.
        }

        /** The link has ended, for this reason; called exactly once, last. */
        void closed(String reason);
    }
}
