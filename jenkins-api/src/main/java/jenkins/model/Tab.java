package jenkins.model;

import hudson.model.Action;
import hudson.model.Actionable;

/** Signature only; see README.md of this module. */
public abstract class Tab implements Action, Badgeable {
    public Tab(Actionable object) {
        throw new AssertionError("signature only");
    }

    public Actionable getObject() {
        throw new AssertionError("signature only");
    }
}
