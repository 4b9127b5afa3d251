package jenkins.model;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Describable;
import hudson.model.Descriptor;

/** Signature only; see README.md of this module. */
public abstract class GlobalConfiguration extends Descriptor<GlobalConfiguration>
        implements ExtensionPoint, Describable<GlobalConfiguration> {
    protected GlobalConfiguration() {
        throw new AssertionError("signature only");
    }

    @Override
    public final Descriptor<GlobalConfiguration> getDescriptor() {
        throw new AssertionError("signature only");
    }

    @Override
    public String getGlobalConfigPage() {
        throw new AssertionError("signature only");
    }

    public static ExtensionList<GlobalConfiguration> all() {
        throw new AssertionError("signature only");
    }
}
