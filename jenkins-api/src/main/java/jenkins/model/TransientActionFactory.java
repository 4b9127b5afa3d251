package jenkins.model;

import hudson.ExtensionPoint;
import hudson.model.Action;
import java.util.Collection;

/** Signature only; see README.md of this module. */
public abstract class TransientActionFactory<T> implements ExtensionPoint {
    public abstract Class<T> type();

    public Class<? extends Action> actionType() {
        throw new AssertionError("signature only");
    }

    public abstract Collection<? extends Action> createFor(T target);
}
