package hudson.model.labels;

import hudson.model.Label;
import hudson.model.Saveable;
import hudson.util.VariableResolver;

/** Signature only; see README.md of this module. */
public abstract class LabelAtom extends Label implements Saveable {
    public LabelAtom(String name) {
        super(null);
        throw new AssertionError("signature only");
    }

    @Override
    public String getExpression() {
        throw new AssertionError("signature only");
    }

    @Override
    public boolean matches(VariableResolver<Boolean> resolver) {
        throw new AssertionError("signature only");
    }
}
