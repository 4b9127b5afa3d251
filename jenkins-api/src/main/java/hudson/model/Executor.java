package hudson.model;

import hudson.model.Queue.Executable;
import java.util.Collection;
import jenkins.model.CauseOfInterruption;
import jenkins.model.IExecutor;
import jenkins.model.queue.AsynchronousExecution;

/** Signature only; see README.md of this module. */
public class Executor extends Thread implements ModelObject, IExecutor {
    @Override
    public void interrupt() {
        throw new AssertionError("signature only");
    }

    public void interrupt(Result result) {
        throw new AssertionError("signature only");
    }

    public void interrupt(Result result, CauseOfInterruption... causes) {
        throw new AssertionError("signature only");
    }

    public Result abortResult() {
        throw new AssertionError("signature only");
    }

    public void recordCauseOfInterruption(Run<?, ?> build, TaskListener listener) {
        throw new AssertionError("signature only");
    }

    public Queue.Executable getCurrentExecutable() {
        throw new AssertionError("signature only");
    }

    public Collection<CauseOfInterruption> getCausesOfInterruption() {
        throw new AssertionError("signature only");
    }

    @Override
    public String getDisplayName() {
        throw new AssertionError("signature only");
    }

    public boolean isIdle() {
        throw new AssertionError("signature only");
    }

    public boolean isBusy() {
        throw new AssertionError("signature only");
    }

    public AsynchronousExecution getAsynchronousExecution() {
        throw new AssertionError("signature only");
    }

    public int getProgress() {
        throw new AssertionError("signature only");
    }

    public boolean hasStopPermission() {
        throw new AssertionError("signature only");
    }

    public Computer getOwner() {
        throw new AssertionError("signature only");
    }

    public static Executor currentExecutor() {
        throw new AssertionError("signature only");
    }

    public static Executor of(Executable executable) {
        throw new AssertionError("signature only");
    }

    Executor() {}
}
