package hudson.model.listeners;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.function.IntPredicate;

/** Signature only; see README.md of this module. */
public abstract class RunListener<R extends Run> implements ExtensionPoint {
    protected RunListener(Class<R> targetType) {
        throw new AssertionError("signature only");
    }

    protected RunListener() {
        throw new AssertionError("signature only");
    }

    public void onCompleted(R r, TaskListener listener) {
        throw new AssertionError("signature only");
    }

    public void onFinalized(R r) {
        throw new AssertionError("signature only");
    }

    public void onInitialize(R r) {
        throw new AssertionError("signature only");
    }

    public void onStarted(R r, TaskListener listener) {
        throw new AssertionError("signature only");
    }

    public void onDeleted(R r) {
        throw new AssertionError("signature only");
    }

    public boolean allowLoad(Job<?, ?> job, int buildNumber) {
        throw new AssertionError("signature only");
    }

    public IntPredicate createLoadAllower(Job<?, ?> job) {
        throw new AssertionError("signature only");
    }

    public void unregister() {
        throw new AssertionError("signature only");
    }

    public static void fireCompleted(Run r, TaskListener listener) {
        throw new AssertionError("signature only");
    }

    public static void fireInitialize(Run r) {
        throw new AssertionError("signature only");
    }

    public static void fireStarted(Run r, TaskListener listener) {
        throw new AssertionError("signature only");
    }

    public static void fireFinalized(Run r) {
        throw new AssertionError("signature only");
    }

    public static void fireDeleted(Run r) {
        throw new AssertionError("signature only");
    }

    public static ExtensionList<RunListener> all() {
        throw new AssertionError("signature only");
    }
}
