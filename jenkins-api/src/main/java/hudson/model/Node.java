package hudson.model;

import hudson.ExtensionPoint;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.labels.LabelAtom;
import hudson.model.queue.CauseOfBlockage;
import hudson.remoting.VirtualChannel;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import hudson.slaves.NodeProperty;
import hudson.slaves.NodePropertyDescriptor;
import hudson.util.DescribableList;
import java.util.Set;
import jenkins.util.io.OnMaster;

/** Signature only; see README.md of this module. */
public abstract class Node extends AbstractModelObject
        implements ReconfigurableDescribable<Node>, ExtensionPoint, AccessControlled, OnMaster, PersistenceRoot {
    @Override
    public String getDisplayName() {
        throw new AssertionError("signature only");
    }

    public abstract String getNodeName();

    public abstract String getNodeDescription();

    public abstract Launcher createLauncher(TaskListener listener);

    public abstract int getNumExecutors();

    public abstract Mode getMode();

    public final Computer toComputer() {
        throw new AssertionError("signature only");
    }

    public final VirtualChannel getChannel() {
        throw new AssertionError("signature only");
    }

    public boolean isAcceptingTasks() {
        throw new AssertionError("signature only");
    }

    public Set<LabelAtom> getAssignedLabels() {
        throw new AssertionError("signature only");
    }

    public abstract String getLabelString();

    public LabelAtom getSelfLabel() {
        throw new AssertionError("signature only");
    }

    public CauseOfBlockage canTake(Queue.BuildableItem item) {
        throw new AssertionError("signature only");
    }

    public abstract FilePath getWorkspaceFor(TopLevelItem item);

    public abstract FilePath getRootPath();

    public FilePath createPath(String absolutePath) {
        throw new AssertionError("signature only");
    }

    public abstract DescribableList<NodeProperty<?>, NodePropertyDescriptor> getNodeProperties();

    public <T extends NodeProperty> T getNodeProperty(Class<T> clazz) {
        throw new AssertionError("signature only");
    }

    public NodeProperty getNodeProperty(String className) {
        throw new AssertionError("signature only");
    }

    @Override
    public ACL getACL() {
        throw new AssertionError("signature only");
    }

    public enum Mode {
        NORMAL,
        EXCLUSIVE;
    }
}
