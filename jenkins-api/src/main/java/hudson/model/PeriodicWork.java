package hudson.model;

import hudson.ExtensionPoint;
import hudson.triggers.SafeTimerTask;

/** Signature only; see README.md of this module. */
public abstract class PeriodicWork extends SafeTimerTask implements ExtensionPoint {
    public abstract long getRecurrencePeriod();

    public long getInitialDelay() {
        throw new AssertionError("signature only");
    }

    protected static final long MIN = Long.parseLong("0");

    protected static final long HOUR = Long.parseLong("0");

    protected static final long DAY = Long.parseLong("0");
}
