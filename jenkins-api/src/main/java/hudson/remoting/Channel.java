package hudson.remoting;

import java.io.Closeable;
import java.io.IOException;

/** Signature only; see README.md of this module. */
public class Channel implements VirtualChannel, Closeable {
    public boolean isClosingOrClosed() {
        throw new AssertionError("signature only");
    }

    @Override
    public <T> T export(Class<T> type, T instance) {
        throw new AssertionError("signature only");
    }

    @Override
    public <V, T extends Throwable> V call(Callable<V, T> callable) throws IOException, T, InterruptedException {
        throw new AssertionError("signature only");
    }

    @Override
    public <V, T extends Throwable> Future<V> callAsync(Callable<V, T> callable) throws IOException {
        throw new AssertionError("signature only");
    }

    @Override
    public synchronized void join() throws InterruptedException {
        throw new AssertionError("signature only");
    }

    @Override
    public synchronized void join(long timeout) throws InterruptedException {
        throw new AssertionError("signature only");
    }

    @Override
    public void close() throws IOException {
        throw new AssertionError("signature only");
    }

    public void close(Throwable diagnosis) throws IOException {
        throw new AssertionError("signature only");
    }

    @Override
    public void syncLocalIO() throws InterruptedException {
        throw new AssertionError("signature only");
    }

    public String getName() {
        throw new AssertionError("signature only");
    }

    public static Channel current() {
        throw new AssertionError("signature only");
    }

    public static boolean isClosedChannelException(Throwable t) {
        throw new AssertionError("signature only");
    }

    Channel() {}
}
