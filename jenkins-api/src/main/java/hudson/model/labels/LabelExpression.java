package hudson.model.labels;

import hudson.model.AutoCompletionCandidates;
import hudson.model.Item;
import hudson.model.Label;
import hudson.util.FormValidation;

/** Signature only; see README.md of this module. */
public abstract class LabelExpression extends Label {
    protected LabelExpression(String name) {
        super(null);
        throw new AssertionError("signature only");
    }

    public static AutoCompletionCandidates autoComplete(String label) {
        throw new AssertionError("signature only");
    }

    public static FormValidation validate(String expression) {
        throw new AssertionError("signature only");
    }

    public static FormValidation validate(String expression, Item item) {
        throw new AssertionError("signature only");
    }
}
