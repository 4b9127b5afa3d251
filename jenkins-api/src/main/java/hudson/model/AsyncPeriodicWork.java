package hudson.model;

import java.io.IOException;

/** Signature only; see README.md of this module. */
public abstract class AsyncPeriodicWork extends PeriodicWork {
    protected AsyncPeriodicWork(String name) {
        throw new AssertionError("signature only");
    }

    protected abstract void execute(TaskListener listener) throws IOException, InterruptedException;
}
