package io.jenkins.plugins.distcompile.agent;

/** Unexpected exceptions as one line that a developer can follow. */
final class Failures {

    private Failures() {}

    /** The exception and where it was thrown. */
    static String text(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        return e + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
