package io.jenkins.plugins.distcompile.report.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.jenkins.plugins.distcompile.report.BuildEvent;
import io.jenkins.plugins.distcompile.report.EventLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Follows an {@code events.jsonl} that another process is still writing: each call gives the events of the lines that
 * were completed since the last one. The file is not trusted: a line that is no event is counted and skipped, a line
 * beyond {@link #MOST_LINE_BYTES} is skipped without being kept, and nothing is read beyond {@link #MOST_FILE_BYTES}.
 * Holds one line and one buffer at a time. One thread at a time.
 */
public final class EventTail {

    /** The longest line taken. Compiler output is bounded by the dispatcher well below this. */
    static final int MOST_LINE_BYTES = 4 << 20;

    /** Where reading stops: some hundred thousand units. */
    static final long MOST_FILE_BYTES = 1L << 30;

    private static final int BUFFER_BYTES = 64 << 10;

    private final Path file;
    private byte[] line = new byte[4096];
    private int length;
    private boolean skipping; // in a line that is too long
    private long position;
    private long lines;
    private long damaged;

    public EventTail(Path file) {
        this.file = file;
    }

    /** Complete lines seen so far; grows only, until {@link #poll} says that the file was replaced. */
    public long lines() {
        return lines;
    }

    /** Lines that were no events. */
    public long damaged() {
        return damaged;
    }

    /** Bytes read so far. */
    public long position() {
        return position;
    }

    /**
     * Gives what was added. A file that is not there yet is an empty one.
     *
     * @return false when the file has become shorter, that is, another one: nothing was given, and this object is of no
     *     more use
     * @throws IOException if the file cannot be read
     */
    public boolean poll(Consumer<BuildEvent> sink) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            if (channel.size() < position) {
                return false;
            }
            channel.position(position);
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
            while (position < MOST_FILE_BYTES && channel.read(buffer) > 0) {
                buffer.flip();
                position += buffer.remaining();
                take(buffer.array(), buffer.remaining(), sink);
                buffer.clear();
            }
            return true;
        } catch (NoSuchFileException e) {
            return position == 0;
        }
    }

    private void take(byte[] bytes, int count, Consumer<BuildEvent> sink) {
        int from = 0;
        for (int i = 0; i < count; i++) {
            if (bytes[i] == '\n') {
                keep(bytes, from, i);
                from = i + 1;
                complete(sink);
            }
        }
        keep(bytes, from, count);
    }

    private void keep(byte[] bytes, int from, int to) {
        int more = to - from;
        if (skipping || length + more > MOST_LINE_BYTES) {
            skipping = true;
            length = 0;
            return;
        }
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.min(MOST_LINE_BYTES, Math.max(length + more, 2 * line.length)));
        }
        System.arraycopy(bytes, from, line, length, more);
        length += more;
    }

    private void complete(Consumer<BuildEvent> sink) {
        lines++;
        BuildEvent event = null;
        if (!skipping) {
            try {
                event = EventLog.parse(line, length);
            } catch (JsonProcessingException e) {
                event = null;
            } catch (IOException e) {
                throw new IllegalStateException("reading from memory", e);
            }
        }
        skipping = false;
        length = 0;
        if (line.length > BUFFER_BYTES) {
            line = new byte[4096];
        }
        if (event == null) {
            damaged++;
        } else {
            sink.accept(event);
        }
    }
}
