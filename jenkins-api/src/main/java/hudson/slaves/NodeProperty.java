package hudson.slaves;

import hudson.DescriptorExtensionList;
import hudson.EnvVars;
import hudson.ExtensionPoint;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.Descriptor.FormException;
import hudson.model.Environment;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.ReconfigurableDescribable;
import hudson.model.TaskListener;
import hudson.model.queue.CauseOfBlockage;
import java.io.IOException;
import java.util.List;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;

/** Signature only; see README.md of this module. */
public abstract class NodeProperty<N extends Node>
        implements ReconfigurableDescribable<NodeProperty<?>>, ExtensionPoint {
    protected void setNode(N node) {
        throw new AssertionError("signature only");
    }

    @Override
    public NodePropertyDescriptor getDescriptor() {
        throw new AssertionError("signature only");
    }

    public CauseOfBlockage canTake(Queue.BuildableItem item) {
        throw new AssertionError("signature only");
    }

    public Environment setUp(AbstractBuild build, Launcher launcher, BuildListener listener)
            throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public void buildEnvVars(EnvVars env, TaskListener listener) throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public NodeProperty<?> reconfigure(StaplerRequest2 req, JSONObject form) throws FormException {
        throw new AssertionError("signature only");
    }

    public static DescriptorExtensionList<NodeProperty<?>, NodePropertyDescriptor> all() {
        throw new AssertionError("signature only");
    }

    public static List<NodePropertyDescriptor> for_(Node node) {
        throw new AssertionError("signature only");
    }
}
