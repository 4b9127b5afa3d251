package hudson.model;

import hudson.EnvVars;
import hudson.ExtensionPoint;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import hudson.util.XStream2;
import java.io.File;
import java.io.IOException;
import jenkins.console.WithConsoleUrl;
import jenkins.util.io.OnMaster;
import org.kohsuke.stapler.StaplerProxy;
import org.springframework.security.access.AccessDeniedException;

/** Signature only; see README.md of this module. */
public abstract class Run<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends Actionable
        implements ExtensionPoint,
                Comparable<RunT>,
                AccessControlled,
                PersistenceRoot,
                DescriptorByNameOwner,
                OnMaster,
                StaplerProxy,
                WithConsoleUrl {
    @Override
    public void addAction(Action a) {
        throw new AssertionError("signature only");
    }

    public Result getResult() {
        throw new AssertionError("signature only");
    }

    public void setResult(Result r) {
        throw new AssertionError("signature only");
    }

    public boolean isBuilding() {
        throw new AssertionError("signature only");
    }

    public boolean isInProgress() {
        throw new AssertionError("signature only");
    }

    public Executor getExecutor() {
        throw new AssertionError("signature only");
    }

    public JobT getParent() {
        throw new AssertionError("signature only");
    }

    public final long getTimeInMillis() {
        throw new AssertionError("signature only");
    }

    public final long getStartTimeInMillis() {
        throw new AssertionError("signature only");
    }

    public long getDuration() {
        throw new AssertionError("signature only");
    }

    public String getFullDisplayName() {
        throw new AssertionError("signature only");
    }

    @Override
    public String getDisplayName() {
        throw new AssertionError("signature only");
    }

    public int getNumber() {
        throw new AssertionError("signature only");
    }

    public RunT getPreviousBuild() {
        throw new AssertionError("signature only");
    }

    public RunT getNextBuild() {
        throw new AssertionError("signature only");
    }

    public String getUrl() {
        throw new AssertionError("signature only");
    }

    public String getId() {
        throw new AssertionError("signature only");
    }

    @Override
    public File getRootDir() {
        throw new AssertionError("signature only");
    }

    public Api getApi() {
        throw new AssertionError("signature only");
    }

    @Override
    public ACL getACL() {
        throw new AssertionError("signature only");
    }

    @Override
    public synchronized void save() throws IOException {
        throw new AssertionError("signature only");
    }

    public EnvVars getEnvironment(TaskListener listener) throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public String getExternalizableId() {
        throw new AssertionError("signature only");
    }

    public static Run<?, ?> fromExternalizableId(String id) throws IllegalArgumentException, AccessDeniedException {
        throw new AssertionError("signature only");
    }

    public long getEstimatedDuration() {
        throw new AssertionError("signature only");
    }

    public static final XStream2 XSTREAM2 = null;

    public static final Permission DELETE = null;

    public static final Permission UPDATE = null;

    public static final Permission ARTIFACTS = null;

    Run() {}
}
