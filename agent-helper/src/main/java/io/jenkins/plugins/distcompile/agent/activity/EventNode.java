package io.jenkins.plugins.distcompile.agent.activity;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.nio.file.Path;

/**
 * An input device's event node, held open without ever waiting for it. The kernel queues events for each opener on its
 * own, so nobody else loses any. What the events say is not looked at: it is read into one buffer and overwritten, and
 * only whether there was any is told. Owned by one {@link InputWatch}.
 */
final class EventNode implements AutoCloseable {
    // fcntl.h of Linux, all architectures that Java runs on.
    private static final int O_RDONLY = 0;
    private static final int O_NONBLOCK = 04000;
    private static final int O_CLOEXEC = 02000000;
    /** The kernel's queue for an opener holds some 64 events of 24 bytes; this many reads empty it with room to spare. */
    private static final int MAX_READS = 64;

    private final byte[] scratch = new byte[24 * 64];
    private int descriptor;

    private EventNode(int descriptor) {
        this.descriptor = descriptor;
    }

    /** @throws IOException if it cannot be opened: usually it needs root or the group {@code input} */
    static EventNode open(Path node) throws IOException {
        try {
            return new EventNode(Unix.C.open(node.toString(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
        } catch (LastErrorException | UnsatisfiedLinkError e) {
            throw new IOException("cannot open " + node + ": " + e.getMessage(), e);
        }
    }

    /** Whether events have come since the last call. @throws IOException if the device is gone */
    boolean drain() throws IOException {
        boolean any = false;
        for (int i = 0; i < MAX_READS; i++) {
            try {
                long read = Unix.C
                        .read(descriptor, scratch, new NativeLong(scratch.length))
                        .longValue();
                if (read <= 0) {
                    return any;
                }
                any = true;
            } catch (LastErrorException e) {
                if (e.getErrorCode() == 11) { // EAGAIN: nothing queued
                    return any;
                }
                throw new IOException("cannot read: " + e.getMessage(), e);
            }
        }
        return any;
    }

    @Override
    public void close() {
        if (descriptor >= 0) {
            try {
                Unix.C.close(descriptor);
            } catch (LastErrorException e) {
                System.getLogger(EventNode.class.getName()).log(System.Logger.Level.DEBUG, "closing an event node", e);
            }
            descriptor = -1;
        }
    }

    /** The three calls; JDK streams cannot be opened without waiting. Loaded when first used. */
    interface Unix extends Library {
        Unix C = Native.load("c", Unix.class);

        int open(String path, int flags) throws LastErrorException;

        NativeLong read(int descriptor, byte[] buffer, NativeLong count) throws LastErrorException;

        int close(int descriptor) throws LastErrorException;
    }
}
