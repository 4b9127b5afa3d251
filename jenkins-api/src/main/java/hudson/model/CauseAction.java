package hudson.model;

import java.util.Collection;
import jenkins.model.RunAction2;

/** Signature only; see README.md of this module. */
public class CauseAction implements RunAction2 {
    public CauseAction(Cause c) {
        throw new AssertionError("signature only");
    }

    public CauseAction(Cause... c) {
        throw new AssertionError("signature only");
    }

    public CauseAction(Collection<? extends Cause> causes) {
        throw new AssertionError("signature only");
    }

    public CauseAction(CauseAction ca) {
        throw new AssertionError("signature only");
    }

    @Override
    public String getDisplayName() {
        throw new AssertionError("signature only");
    }

    @Override
    public String getIconFileName() {
        throw new AssertionError("signature only");
    }

    @Override
    public String getUrlName() {
        throw new AssertionError("signature only");
    }

    @Override
    public void onLoad(Run<?, ?> owner) {
        throw new AssertionError("signature only");
    }

    @Override
    public void onAttached(Run<?, ?> owner) {
        throw new AssertionError("signature only");
    }
}
