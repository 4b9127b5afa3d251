package hudson.model;

/** Signature only; see README.md of this module. */
public class OneOffExecutor extends Executor {
    public OneOffExecutor(Computer owner) {
        throw new AssertionError("signature only");
    }
}
