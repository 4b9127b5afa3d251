package hudson.model;

import hudson.EnvVars;
import hudson.model.labels.LabelAtom;
import hudson.remoting.VirtualChannel;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import hudson.slaves.OfflineCause;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import jenkins.model.IComputer;
import org.kohsuke.stapler.StaplerProxy;

/** Signature only; see README.md of this module. */
public abstract class Computer extends Actionable
        implements AccessControlled, IComputer, DescriptorByNameOwner, StaplerProxy {
    public OfflineCause getOfflineCause() {
        throw new AssertionError("signature only");
    }

    public abstract VirtualChannel getChannel();

    public final long getConnectTime() {
        throw new AssertionError("signature only");
    }

    public int getNumExecutors() {
        throw new AssertionError("signature only");
    }

    public String getName() {
        throw new AssertionError("signature only");
    }

    public abstract Boolean isUnix();

    public Node getNode() {
        throw new AssertionError("signature only");
    }

    public boolean isOffline() {
        throw new AssertionError("signature only");
    }

    public final boolean isOnline() {
        throw new AssertionError("signature only");
    }

    public boolean isConnected() {
        throw new AssertionError("signature only");
    }

    public String getIcon() {
        throw new AssertionError("signature only");
    }

    public String getIconClassName() {
        throw new AssertionError("signature only");
    }

    @Override
    public String getDisplayName() {
        throw new AssertionError("signature only");
    }

    public String getUrl() {
        throw new AssertionError("signature only");
    }

    public Set<LabelAtom> getAssignedLabels() {
        throw new AssertionError("signature only");
    }

    public int countIdle() {
        throw new AssertionError("signature only");
    }

    public final int countBusy() {
        throw new AssertionError("signature only");
    }

    public final int countExecutors() {
        throw new AssertionError("signature only");
    }

    public List<Executor> getExecutors() {
        throw new AssertionError("signature only");
    }

    public List<OneOffExecutor> getOneOffExecutors() {
        throw new AssertionError("signature only");
    }

    public final boolean isIdle() {
        throw new AssertionError("signature only");
    }

    public final boolean isPartiallyIdle() {
        throw new AssertionError("signature only");
    }

    protected boolean isAlive() {
        throw new AssertionError("signature only");
    }

    @Override
    public String getSearchUrl() {
        throw new AssertionError("signature only");
    }

    public Map<Object, Object> getSystemProperties() throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public EnvVars getEnvironment() throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public EnvVars buildEnvironment(TaskListener listener) throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public String getHostName() throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public static final ExecutorService threadPoolForRemoting = null;

    public static Computer currentComputer() {
        throw new AssertionError("signature only");
    }

    public boolean isAcceptingTasks() {
        throw new AssertionError("signature only");
    }

    public static final Permission CONFIGURE = null;

    public static final Permission EXTENDED_READ = null;

    public static final Permission DELETE = null;

    public static final Permission CREATE = null;

    public static final Permission DISCONNECT = null;

    public static final Permission CONNECT = null;

    public static final Permission BUILD = null;

    Computer() {}
}
