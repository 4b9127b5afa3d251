package hudson.model.queue;

import hudson.model.TaskListener;
import org.jvnet.localizer.Localizable;

/** Signature only; see README.md of this module. */
public abstract class CauseOfBlockage {
    public abstract String getShortDescription();

    public boolean isFatal() {
        throw new AssertionError("signature only");
    }

    public void print(TaskListener listener) {
        throw new AssertionError("signature only");
    }

    public static CauseOfBlockage fromMessage(Localizable l) {
        throw new AssertionError("signature only");
    }

    @Override
    public String toString() {
        throw new AssertionError("signature only");
    }

    public static CauseOfBlockage createNeedsMoreExecutor(Localizable l) {
        throw new AssertionError("signature only");
    }
}
