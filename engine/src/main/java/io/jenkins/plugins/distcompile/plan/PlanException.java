package io.jenkins.plugins.distcompile.plan;

/** A plan that cannot be built; the message is one line for the user, naming file, unit and remedy. */
public final class PlanException extends Exception {
    private static final long serialVersionUID = 1L;

    public PlanException(String message) {
        super(message);
    }

    public PlanException(String message, Throwable cause) {
        super(message, cause);
    }
}
