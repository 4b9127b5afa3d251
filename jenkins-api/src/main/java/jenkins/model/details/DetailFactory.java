package jenkins.model.details;

import hudson.ExtensionPoint;
import hudson.model.Actionable;
import java.util.List;

/** Signature only; see README.md of this module. */
public abstract class DetailFactory<T extends Actionable> implements ExtensionPoint {
    public abstract Class<T> type();

    public abstract List<? extends Detail> createFor(T target);
}
