package hudson.slaves;

/** Signature only; see README.md of this module. */
public abstract class OfflineCause {
    public long getTimestamp() {
        throw new AssertionError("signature only");
    }
}
