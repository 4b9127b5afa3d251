package io.jenkins.plugins.distcompile.agent;

import io.jenkins.plugins.distcompile.protocol.Message.Outcome;

/** A unit that ends without a verdict of its command; the message is the one line that the client shows. */
final class CannotRun extends Exception {

    private static final long serialVersionUID = 1L;

    private final Outcome outcome;

    private CannotRun(Outcome outcome, String reason, Throwable cause) {
        super(reason, cause);
        this.outcome = outcome;
    }

    /** The owner's policy does not take it. */
    static CannotRun refused(String reason) {
        return new CannotRun(Outcome.REFUSED, reason, null);
    }

    /** This machine fails it. */
    static CannotRun fault(String reason, Throwable cause) {
        return new CannotRun(Outcome.AGENT_FAULT, reason, cause);
    }

    Outcome outcome() {
        return outcome;
    }
}
