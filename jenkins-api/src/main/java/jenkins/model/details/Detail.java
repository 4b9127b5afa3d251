package jenkins.model.details;

import hudson.model.Actionable;
import hudson.model.ModelObject;

/** Signature only; see README.md of this module. */
public abstract class Detail implements ModelObject {
    public Detail(Actionable object) {
        throw new AssertionError("signature only");
    }

    public Actionable getObject() {
        throw new AssertionError("signature only");
    }

    public String getIconClassName() {
        throw new AssertionError("signature only");
    }

    @Override
    public String getDisplayName() {
        throw new AssertionError("signature only");
    }

    public String getLink() {
        throw new AssertionError("signature only");
    }

    public DetailGroup getGroup() {
        throw new AssertionError("signature only");
    }

    public int getOrder() {
        throw new AssertionError("signature only");
    }
}
