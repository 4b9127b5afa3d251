package io.jenkins.plugins.distcompile.link;

import java.io.IOException;

/** An attachment is not what its header says; the message says how. The peer is at fault, not the unit. */
public final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    public DamagedException(String message) {
        super(message);
    }

    public DamagedException(String message, Throwable cause) {
        super(message, cause);
    }
}
