package org.jenkinsci.plugins.workflow.steps;

import com.google.common.util.concurrent.ListenableFuture;
import java.io.Serializable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Signature only; see README.md of this module. */
public abstract class StepExecution implements Serializable {
    protected StepExecution(StepContext context) {
        throw new AssertionError("signature only");
    }

    public StepContext getContext() {
        throw new AssertionError("signature only");
    }

    public abstract boolean start() throws Exception;

    public void stop(Throwable cause) throws Exception {
        throw new AssertionError("signature only");
    }

    public void onResume() {
        throw new AssertionError("signature only");
    }

    public String getStatus() {
        throw new AssertionError("signature only");
    }

    public boolean blocksRestart() {
        throw new AssertionError("signature only");
    }

    public final String getStatusBounded(long timeout, TimeUnit unit) {
        throw new AssertionError("signature only");
    }

    public static ListenableFuture<?> acceptAll(Consumer<StepExecution> c) {
        throw new AssertionError("signature only");
    }

    public static <T extends StepExecution> ListenableFuture<?> acceptAll(Class<T> type, Consumer<T> c) {
        throw new AssertionError("signature only");
    }
}
