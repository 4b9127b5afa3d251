package hudson.model;

import hudson.FilePath;

/** Signature only; see README.md of this module. */
public abstract class AbstractProject<P extends AbstractProject<P, R>, R extends AbstractBuild<P, R>> extends Job<P, R>
        implements BuildableItem {
    protected abstract Class<R> getBuildClass();

    public abstract boolean isFingerprintConfigured();

    public final FilePath getSomeWorkspace() {
        throw new AssertionError("signature only");
    }

    AbstractProject() {}
}
