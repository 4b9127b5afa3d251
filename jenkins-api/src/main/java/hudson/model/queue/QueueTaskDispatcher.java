package hudson.model.queue;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.Queue.BuildableItem;

/** Signature only; see README.md of this module. */
public abstract class QueueTaskDispatcher implements ExtensionPoint {
    public CauseOfBlockage canTake(Node node, BuildableItem item) {
        throw new AssertionError("signature only");
    }

    public CauseOfBlockage canRun(Queue.Item item) {
        throw new AssertionError("signature only");
    }

    public static ExtensionList<QueueTaskDispatcher> all() {
        throw new AssertionError("signature only");
    }
}
