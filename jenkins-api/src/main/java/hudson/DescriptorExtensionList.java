package hudson;

import hudson.model.Describable;
import hudson.model.Descriptor;
import jenkins.model.Jenkins;

/** Signature only; see README.md of this module. */
public class DescriptorExtensionList<T extends Describable<T>, D extends Descriptor<T>> extends ExtensionList<D> {
    protected DescriptorExtensionList(Jenkins jenkins, Class<T> describableType) {
        super(null, null);
        throw new AssertionError("signature only");
    }

    public D find(Class<? extends T> type) {
        throw new AssertionError("signature only");
    }
}
