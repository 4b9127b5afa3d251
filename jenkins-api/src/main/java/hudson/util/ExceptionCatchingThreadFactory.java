package hudson.util;

import java.util.concurrent.ThreadFactory;

/** Signature only; see README.md of this module. */
public class ExceptionCatchingThreadFactory implements ThreadFactory, Thread.UncaughtExceptionHandler {
    public ExceptionCatchingThreadFactory() {
        throw new AssertionError("signature only");
    }

    public ExceptionCatchingThreadFactory(ThreadFactory core) {
        throw new AssertionError("signature only");
    }

    @Override
    public Thread newThread(Runnable r) {
        throw new AssertionError("signature only");
    }

    @Override
    public void uncaughtException(Thread t, Throwable e) {
        throw new AssertionError("signature only");
    }
}
