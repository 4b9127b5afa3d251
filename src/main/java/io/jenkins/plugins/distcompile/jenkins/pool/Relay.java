package io.jenkins.plugins.distcompile.jenkins.pool;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Carries bytes one way between two processes, {@value #PIECE} at most at a time: it reads no more before the other side
 * has taken what it has, so that a slow reader slows the writer down and the controller holds one piece a direction.
 *
 * <p>It takes a thread a direction. Remoting could push instead, into a stream that we give to the launcher; but one thread
 * of the agent's channel writes to all such streams, and would stand still, with every console of that agent, as long
 * as this reader is slow.
 */
final class Relay {
    /** A read from an agent is one round trip: large enough for it to carry something. */
    static final int PIECE = 128 << 10;

    private Relay() {}

    /** Ends with the input's end; closes neither side. */
    static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] piece = new byte[PIECE];
        for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
            out.write(piece, 0, length);
            // Behind it is a buffer that waits for more.
            out.flush();
        }
    }
}
