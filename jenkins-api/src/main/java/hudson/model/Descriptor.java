package hudson.model;

import jenkins.model.Loadable;
import jenkins.util.io.OnMaster;

/** Signature only; see README.md of this module. */
public abstract class Descriptor<T extends Describable<T>> implements Loadable, Saveable, OnMaster {
    protected Descriptor(Class<? extends T> clazz) {
        throw new AssertionError("signature only");
    }

    protected Descriptor() {
        throw new AssertionError("signature only");
    }

    public String getDisplayName() {
        throw new AssertionError("signature only");
    }

    @Override
    public synchronized void save() {
        throw new AssertionError("signature only");
    }

    @Override
    public synchronized void load() {
        throw new AssertionError("signature only");
    }
}
