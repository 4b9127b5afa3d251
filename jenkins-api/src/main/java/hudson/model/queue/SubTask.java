package hudson.model.queue;

import hudson.model.Label;
import hudson.model.Queue;
import hudson.model.ResourceActivity;
import java.io.IOException;
import jenkins.model.queue.ITask;

/** Signature only; see README.md of this module. */
public interface SubTask extends ResourceActivity, ITask {
    default Label getAssignedLabel() {
        throw new AssertionError("signature only");
    }

    default long getEstimatedDuration() {
        throw new AssertionError("signature only");
    }

    Queue.Executable createExecutable() throws IOException;

    default Queue.Task getOwnerTask() {
        throw new AssertionError("signature only");
    }

    default Queue.Executable getOwnerExecutable() {
        throw new AssertionError("signature only");
    }

    default Object getSameNodeConstraint() {
        throw new AssertionError("signature only");
    }

    @Override
    default String getUrl() {
        throw new AssertionError("signature only");
    }
}
