package hudson.model.queue;

import hudson.model.Queue.Item;
import hudson.model.Queue.WaitingItem;

/** Signature only; see README.md of this module. */
public abstract class ScheduleResult {
    public boolean isCreated() {
        throw new AssertionError("signature only");
    }

    public boolean isRefused() {
        throw new AssertionError("signature only");
    }

    public Item getItem() {
        throw new AssertionError("signature only");
    }

    public WaitingItem getCreateItem() {
        throw new AssertionError("signature only");
    }

    public final boolean isAccepted() {
        throw new AssertionError("signature only");
    }
}
