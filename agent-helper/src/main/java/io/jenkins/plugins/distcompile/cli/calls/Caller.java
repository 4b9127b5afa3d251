package io.jenkins.plugins.distcompile.cli.calls;

import io.jenkins.plugins.distcompile.dispatch.UnitIntake;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One launcher that waits for its compile: its one frame as it comes in, and the frames of the answer as they go out. The
 * channel never blocks. Reading and writing on the server's thread; {@link #serve} and {@link #leave} on any.
 */
final class Caller {
    static final char CALL = 'C';
    /** Text for its standard error. */
    private static final char SAID = 'E';
    /** The exit status in digits; the last frame. */
    private static final char EXIT = 'X';
    /** The only frame: it becomes the compiler itself, after this text if there is one. */
    private static final char REFUSED = 'N';

    private static final int HEADER = 5;
    /** Arguments and environment of a process: Linux lets them have 6 MiB at most (execve(2)). */
    private static final int LONGEST = 8 << 20;

    private static final int FIRST_ROOM = 16 << 10;

    private final SocketChannel channel;
    private final ByteBuffer header = ByteBuffer.allocate(HEADER);
    private byte[] payload; // null = the header is not complete
    private int received;
    private int announced;
    private boolean complete;
    private ByteBuffer answer; // null = not answered
    private UnitIntake.Called unit; // guarded by this; null = none yet
    private boolean gone; // guarded by this

    Caller(SocketChannel channel) {
        this.channel = channel;
    }

    SocketChannel channel() {
        return channel;
    }

    /** What comes from it after its call is nothing; the end of the channel is that it has gone. */
    enum Progress {
        MORE,
        CALLED,
        GONE
    }

    Progress read() throws IOException {
        if (complete) {
            return channel.read(ByteBuffer.allocate(1)) < 0 ? Progress.GONE : Progress.MORE;
        }
        if (header.hasRemaining()) {
            if (channel.read(header) < 0) {
                return Progress.GONE;
            }
            if (header.hasRemaining()) {
                return Progress.MORE;
            }
            begin();
        }
        while (received < announced) {
            if (received == payload.length) { // as it comes, and not as it is announced
                payload = Arrays.copyOf(payload, Math.min(announced, 2 * payload.length));
            }
            int got = channel.read(ByteBuffer.wrap(payload, received, payload.length - received));
            if (got < 0) {
                return Progress.GONE;
            }
            if (got == 0) {
                return Progress.MORE;
            }
            received += got;
        }
        complete = true;
        return Progress.CALLED;
    }

    private void begin() throws IOException {
        header.flip();
        char kind = (char) header.get();
        announced = header.getInt();
        if (kind != CALL || announced < 0 || announced > LONGEST) {
            throw new IOException("no call: " + (int) kind + " of " + announced + " bytes");
        }
        payload = new byte[Math.min(announced, FIRST_ROOM)];
    }

    /** Bytes that its call holds here. */
    int held() {
        return payload == null ? 0 : payload.length;
    }

    /** Its call, which is kept no longer. */
    byte[] take() {
        byte[] call = payload.length == received ? payload : Arrays.copyOf(payload, received);
        payload = null;
        return call;
    }

    /** This unit is what it waits for. */
    void serve(UnitIntake.Called wanted) {
        boolean late;
        synchronized (this) {
            unit = wanted;
            late = gone;
        }
        if (late) {
            wanted.giveUp(CallServer.CALLER_GONE);
        }
    }

    /** It waits no longer. */
    void leave() {
        UnitIntake.Called left;
        synchronized (this) {
            gone = true;
            left = unit;
        }
        if (left != null) {
            left.giveUp(CallServer.CALLER_GONE);
        }
    }

    boolean answered() {
        return answer != null;
    }

    void answer(int status, String said) {
        byte[] text = said.getBytes(StandardCharsets.UTF_8);
        byte[] digits = Integer.toString(status).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer frames = ByteBuffer.allocate(2 * HEADER + text.length + digits.length);
        if (text.length > 0) {
            frame(frames, SAID, text);
        }
        frame(frames, EXIT, digits);
        answer = frames.flip();
    }

    /** @param why for its user; empty = there is nothing to say */
    void refuse(String why) {
        byte[] text = (why.isEmpty() ? "" : why + "\n").getBytes(StandardCharsets.UTF_8);
        answer = ByteBuffer.allocate(HEADER + text.length);
        frame(answer, REFUSED, text);
        answer.flip();
    }

    private static void frame(ByteBuffer frames, char kind, byte[] payload) {
        frames.put((byte) kind).putInt(payload.length).put(payload);
    }

    /** Writes what the channel takes; true = that was all of it. */
    boolean write() throws IOException {
        channel.write(answer);
        return !answer.hasRemaining();
    }
}
