package io.jenkins.plugins.distcompile.link;

import java.io.IOException;

/** The peer could not be accepted; the message says why in a few words, without naming the peer. */
public final class HandshakeException extends IOException {
    private static final long serialVersionUID = 1L;

    HandshakeException(String reason) {
        super(reason);
    }

    HandshakeException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
