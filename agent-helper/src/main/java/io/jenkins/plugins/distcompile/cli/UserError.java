package io.jenkins.plugins.distcompile.cli;

/** Something the user can mend; its message is the one line they see. */
final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    UserError(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }

    static UserError usage(String message) {
        return new UserError(ExitStatus.USAGE, message);
    }
}
