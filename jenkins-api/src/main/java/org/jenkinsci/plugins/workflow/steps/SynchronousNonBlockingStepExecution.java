package org.jenkinsci.plugins.workflow.steps;

/** Signature only; see README.md of this module. */
public abstract class SynchronousNonBlockingStepExecution<T> extends StepExecution {
    protected SynchronousNonBlockingStepExecution(StepContext context) {
        super(null);
        throw new AssertionError("signature only");
    }

    protected abstract T run() throws Exception;

    @Override
    public final boolean start() throws Exception {
        throw new AssertionError("signature only");
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        throw new AssertionError("signature only");
    }

    @Override
    public void onResume() {
        throw new AssertionError("signature only");
    }

    @Override
    public String getStatus() {
        throw new AssertionError("signature only");
    }

    @Override
    public boolean blocksRestart() {
        throw new AssertionError("signature only");
    }
}
