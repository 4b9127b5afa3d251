package io.jenkins.plugins.distcompile.cli.control;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/**
 * Copies bytes one way until the input ends, holding no more than one buffer of them: a reader that is slow on one side
 * slows the writer on the other. Nothing is known here of what the bytes mean.
 */
final class Pump {
    private static final int BUFFER_BYTES = 128 << 10;

    private Pump() {}

    /**
     * Starts a daemon thread that copies.
     *
     * @param finish called after the last byte, to pass the end on
     * @return done when the input has ended or the output takes no more; exceptionally for errors of either
     */
    static CompletableFuture<Void> start(String name, InputStream in, OutputStream out, Closeable finish) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        copy(in, out);
                        finish.close();
                        done.complete(null);
                    } catch (IOException e) {
                        done.completeExceptionally(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
            out.flush();
        }
    }
}
