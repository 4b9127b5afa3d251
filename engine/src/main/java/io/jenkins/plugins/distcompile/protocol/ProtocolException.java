package io.jenkins.plugins.distcompile.protocol;

import java.io.IOException;

/** The peer sent something that the protocol does not allow; the message says what, in one line. The link is closed. */
public final class ProtocolException extends IOException {
    private static final long serialVersionUID = 1L;

    public ProtocolException(String message) {
        super(message);
    }

    public ProtocolException(String message, Throwable cause) {
        super(message, cause);
    }
}
