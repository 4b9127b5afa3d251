package hudson.slaves;

import hudson.model.Node;
import hudson.tools.PropertyDescriptor;

/** Signature only; see README.md of this module. */
public abstract class NodePropertyDescriptor extends PropertyDescriptor<NodeProperty<?>, Node> {
    protected NodePropertyDescriptor(Class<? extends NodeProperty<?>> clazz) {
        throw new AssertionError("signature only");
    }

    protected NodePropertyDescriptor() {
        throw new AssertionError("signature only");
    }

    public boolean isApplicableAsGlobal() {
        throw new AssertionError("signature only");
    }
}
