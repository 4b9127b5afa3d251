package hudson.model;

import hudson.model.labels.LabelAtom;
import hudson.slaves.Cloud;
import hudson.util.VariableResolver;
import java.util.Collection;
import java.util.Set;

/** Signature only; see README.md of this module. */
public abstract class Label extends Actionable implements Comparable<Label> {
    protected Label(String name) {
        throw new AssertionError("signature only");
    }

    public final String getName() {
        throw new AssertionError("signature only");
    }

    @Override
    public String getDisplayName() {
        throw new AssertionError("signature only");
    }

    public abstract String getExpression();

    public boolean isAtom() {
        throw new AssertionError("signature only");
    }

    public abstract boolean matches(VariableResolver<Boolean> resolver);

    public final boolean matches(Collection<LabelAtom> labels) {
        throw new AssertionError("signature only");
    }

    public final boolean matches(Node n) {
        throw new AssertionError("signature only");
    }

    public Set<Node> getNodes() {
        throw new AssertionError("signature only");
    }

    public Set<Cloud> getClouds() {
        throw new AssertionError("signature only");
    }

    public boolean isAssignable() {
        throw new AssertionError("signature only");
    }

    public int getTotalExecutors() {
        throw new AssertionError("signature only");
    }

    public int getBusyExecutors() {
        throw new AssertionError("signature only");
    }

    public int getIdleExecutors() {
        throw new AssertionError("signature only");
    }

    public boolean isOffline() {
        throw new AssertionError("signature only");
    }

    public boolean contains(Node node) {
        throw new AssertionError("signature only");
    }

    public boolean isEmpty() {
        throw new AssertionError("signature only");
    }

    public Set<LabelAtom> listAtoms() {
        throw new AssertionError("signature only");
    }

    public static Set<LabelAtom> parse(String labels) {
        throw new AssertionError("signature only");
    }

    public static Label get(String l) {
        throw new AssertionError("signature only");
    }

    public static Label parseExpression(String labelExpression) {
        throw new AssertionError("signature only");
    }
}
