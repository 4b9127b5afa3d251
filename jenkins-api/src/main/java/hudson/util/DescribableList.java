package hudson.util;

import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Saveable;
import java.util.Collection;

/** Signature only; see README.md of this module. */
public class DescribableList<T extends Describable<T>, D extends Descriptor<T>> extends PersistedList<T> {
    protected DescribableList() {
        throw new AssertionError("signature only");
    }

    public DescribableList(Saveable owner) {
        throw new AssertionError("signature only");
    }

    public DescribableList(Saveable owner, Collection<? extends T> initialList) {
        throw new AssertionError("signature only");
    }

    public T get(D descriptor) {
        throw new AssertionError("signature only");
    }

    public <U extends T> U get(Class<U> type) {
        throw new AssertionError("signature only");
    }
}
