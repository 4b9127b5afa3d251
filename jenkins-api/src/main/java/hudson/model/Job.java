package hudson.model;

import hudson.ExtensionPoint;
import hudson.util.RunList;
import java.io.File;
import java.util.SortedMap;

/** Signature only; see README.md of this module. */
public abstract class Job<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends AbstractItem
        implements ExtensionPoint {
    public boolean isBuilding() {
        throw new AssertionError("signature only");
    }

    public abstract boolean isBuildable();

    public RunList<RunT> getBuilds() {
        throw new AssertionError("signature only");
    }

    public RunList<RunT> getNewBuilds() {
        throw new AssertionError("signature only");
    }

    public RunT getBuildByNumber(int n) {
        throw new AssertionError("signature only");
    }

    public File getBuildDir() {
        throw new AssertionError("signature only");
    }

    protected abstract SortedMap<Integer, ? extends RunT> _getRuns();

    protected abstract void removeRun(RunT run);

    public RunT getLastBuild() {
        throw new AssertionError("signature only");
    }

    public RunT getLastSuccessfulBuild() {
        throw new AssertionError("signature only");
    }

    public RunT getLastCompletedBuild() {
        throw new AssertionError("signature only");
    }

    Job() {
        super(null, null);
    }
}
