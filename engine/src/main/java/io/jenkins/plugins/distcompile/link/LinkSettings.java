package io.jenkins.plugins.distcompile.link;

import java.time.Duration;

/**
 * Bounds of a link. Immutable.
 *
 * @param attachmentBytes most wire bytes of one message's attachments, accepted from the peer
 * @param incompleteBytes most bytes held for messages that have not arrived whole
 * @param queuedMessages most messages that wait to be sent; one more closes the link
 * @param writeStall how long one write may make no progress before the link is given up
 */
public record LinkSettings(long attachmentBytes, long incompleteBytes, int queuedMessages, Duration writeStall) {
    public static final LinkSettings DEFAULT = new LinkSettings(512L << 20, 1L << 30, 10_000, Duration.ofSeconds(60));

    public LinkSettings {
        if (attachmentBytes < 0 || incompleteBytes < attachmentBytes || queuedMessages < 1) {
            throw new IllegalArgumentException("link bounds out of range");
        }
        if (writeStall.isNegative() || writeStall.isZero()) {
            throw new IllegalArgumentException("write stall time-out must be positive");
        }
    }
}
