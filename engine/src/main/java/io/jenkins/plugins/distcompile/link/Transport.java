package io.jenkins.plugins.distcompile.link;

import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * The two byte streams under a link, and how to end them. Streams need no buffers of their own.
 *
 * @param in read by one thread
 * @param out written by one thread
 * @param finish tells the peer that no more comes, after the last flush; may block as a write may
 * @param cut ends both directions now, waking blocked threads where the system allows; idempotent, never blocks
 */
public record Transport(InputStream in, OutputStream out, Closeable finish, Runnable cut) {

    /** Streams that can be ended by closing them while other threads use them (sockets, piped streams). */
    public static Transport of(InputStream in, OutputStream out) {
        return new Transport(in, out, out, () -> {
            closeQuietly(out);
            closeQuietly(in);
        });
    }

    /**
     * Standard input and output of a helper process that we started. End of input is its sign to finish; cutting asks
     * it to terminate, and kills it five seconds later. Whoever started the process still reaps it and drains its
     * standard error.
     */
    public static Transport ofProcess(Process process) {
        return new Transport(process.getInputStream(), process.getOutputStream(), process.getOutputStream(), () -> {
            // Not process.destroy(): that closes the streams and would wait for a writer that is stuck in one.
            ProcessHandle handle = process.toHandle();
            if (handle.destroy()) {
                LinkTimer.after(Duration.ofSeconds(5), handle::destroyForcibly);
            }
        });
    }

    /**
     * This process's own standard input and output, as a helper started with {@code --stdio} has them. The caller
     * points {@link System#out} elsewhere, so that nothing else writes between the frames.
     */
    public static Transport ofStandardStreams() {
        // The bare descriptors: closing System.out would wait for a stuck writer's lock.
        return of(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
    }

    static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            // Closing is all that was wanted; there is nobody left to tell.
            System.getLogger(Transport.class.getName()).log(System.Logger.Level.TRACE, "close", e);
        }
    }
}
