package hudson.triggers;

import java.util.TimerTask;

/** Signature only; see README.md of this module. */
public abstract class SafeTimerTask extends TimerTask {
    protected abstract void doRun() throws Exception;
}
