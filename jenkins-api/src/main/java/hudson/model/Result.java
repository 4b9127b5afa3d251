package hudson.model;

import java.io.Serializable;

/** Signature only; see README.md of this module. */
public final class Result implements Serializable {
    public static final Result SUCCESS = null;

    public static final Result UNSTABLE = null;

    public static final Result FAILURE = null;

    public static final Result NOT_BUILT = null;

    public static final Result ABORTED = null;

    public Result combine(Result that) {
        throw new AssertionError("signature only");
    }

    public static Result combine(Result r1, Result r2) {
        throw new AssertionError("signature only");
    }

    public boolean isWorseThan(Result that) {
        throw new AssertionError("signature only");
    }

    public boolean isWorseOrEqualTo(Result that) {
        throw new AssertionError("signature only");
    }

    public boolean isBetterOrEqualTo(Result that) {
        throw new AssertionError("signature only");
    }

    @Override
    public String toString() {
        throw new AssertionError("signature only");
    }

    private Result() {}
}
