package hudson.tools;

import hudson.model.Describable;
import hudson.model.Descriptor;

/** Signature only; see README.md of this module. */
public abstract class PropertyDescriptor<P extends Describable<P>, T> extends Descriptor<P> {
    protected PropertyDescriptor(Class<? extends P> clazz) {
        throw new AssertionError("signature only");
    }

    protected PropertyDescriptor() {
        throw new AssertionError("signature only");
    }

    public boolean isApplicable(Class<? extends T> targetType) {
        throw new AssertionError("signature only");
    }
}
