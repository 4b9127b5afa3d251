package io.jenkins.plugins.distcompile.cli;

/** Exit statuses of the command line, as docs/user-guide.md lists them. */
final class ExitStatus {
    /** Every unit has its result. */
    static final int OK = 0;
    /** A unit failed, or the build could not be finished. */
    static final int BUILD_FAILED = 1;
    /** A wrong option, or an input that cannot be read; nothing was run. */
    static final int USAGE = 2;
    /** The helper or the pool could not be started or reached. */
    static final int POOL = 3;
    /** A fault in this program. */
    static final int INTERNAL = 70;

    /** Ctrl-C. */
    static final int INTERRUPTED = 130;

    private ExitStatus() {}
}
