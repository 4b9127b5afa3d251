package hudson.model;

import java.util.List;
import jenkins.model.ModelObjectWithContextMenu;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** Signature only; see README.md of this module. */
public abstract class Actionable extends AbstractModelObject implements ModelObjectWithContextMenu {
    public final List<? extends Action> getAllActions() {
        throw new AssertionError("signature only");
    }

    public <T extends Action> List<T> getActions(Class<T> type) {
        throw new AssertionError("signature only");
    }

    public void addAction(Action a) {
        throw new AssertionError("signature only");
    }

    public void replaceAction(Action a) {
        throw new AssertionError("signature only");
    }

    public boolean addOrReplaceAction(Action a) {
        throw new AssertionError("signature only");
    }

    public boolean removeAction(Action a) {
        throw new AssertionError("signature only");
    }

    public boolean removeActions(Class<? extends Action> clazz) {
        throw new AssertionError("signature only");
    }

    public boolean replaceActions(Class<? extends Action> clazz, Action a) {
        throw new AssertionError("signature only");
    }

    public <T extends Action> T getAction(Class<T> type) {
        throw new AssertionError("signature only");
    }

    public Object getDynamic(String token, StaplerRequest2 req, StaplerResponse2 rsp) {
        throw new AssertionError("signature only");
    }
}
