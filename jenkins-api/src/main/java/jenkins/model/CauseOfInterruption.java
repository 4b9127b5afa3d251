package jenkins.model;

import hudson.model.TaskListener;
import hudson.model.User;
import java.io.Serializable;

/** Signature only; see README.md of this module. */
public abstract class CauseOfInterruption implements Serializable {
    public abstract String getShortDescription();

    public void print(TaskListener listener) {
        throw new AssertionError("signature only");
    }

    public static final class UserInterruption extends CauseOfInterruption {
        public UserInterruption(User user) {
            throw new AssertionError("signature only");
        }

        public UserInterruption(String userId) {
            throw new AssertionError("signature only");
        }

        @Override
        public String getShortDescription() {
            throw new AssertionError("signature only");
        }
    }
}
