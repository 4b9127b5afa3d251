package hudson.model;

import hudson.FilePath;

/** Signature only; see README.md of this module. */
public abstract class AbstractBuild<P extends AbstractProject<P, R>, R extends AbstractBuild<P, R>> extends Run<P, R>
        implements Queue.Executable {
    public Node getBuiltOn() {
        throw new AssertionError("signature only");
    }

    public final FilePath getWorkspace() {
        throw new AssertionError("signature only");
    }

    @Override
    public abstract void run();

    AbstractBuild() {}
}
