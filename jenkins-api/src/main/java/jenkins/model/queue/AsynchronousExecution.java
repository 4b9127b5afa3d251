package jenkins.model.queue;

import hudson.model.Executor;

/** Signature only; see README.md of this module. */
public abstract class AsynchronousExecution extends RuntimeException {
    protected AsynchronousExecution() {
        throw new AssertionError("signature only");
    }

    public abstract void interrupt(boolean forShutdown);

    public abstract boolean blocksRestart();

    public abstract boolean displayCell();

    public final synchronized Executor getExecutor() {
        throw new AssertionError("signature only");
    }

    public final synchronized void completed(Throwable error) {
        throw new AssertionError("signature only");
    }
}
