package io.jenkins.plugins.distcompile.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Appends events to a log file. Any thread may call it. It flushes when a second of build time has passed since the last
 * flush, after the last event of the build, on close, and when it is told to. A disk that fails must not fail the build: the first error is
 * reported, and nothing more is written.
 */
public final class EventLogWriter implements Consumer<BuildEvent>, Closeable {

    private static final double FLUSH_EVERY_MILLIS = 1000;

    private final Path file;
    private final Consumer<String> complain;
    private final BufferedWriter out;
    private double flushedAt;
    private boolean broken;
    private boolean closed;

    EventLogWriter(Path file, Consumer<String> complain) throws IOException {
        this.file = file;
        this.complain = complain;
        this.out = Files.newBufferedWriter(file);
    }

    /** Appends one line; ignored after an error or after close. Never throws for a failing disk. */
    @Override
    public synchronized void accept(BuildEvent event) {
        if (broken || closed) {
            return;
        }
        try {
            out.write(line(event));
            out.write('\n');
            if (event instanceof BuildEvent.Finished || event.at() - flushedAt >= FLUSH_EVERY_MILLIS) {
                flushedAt = event.at();
                out.flush();
            }
        } catch (IOException e) {
            breakOff(e);
        }
    }

    /** Brings what has been taken so far to the file; does nothing after an error or after close. */
    public synchronized void flush() {
        if (broken || closed) {
            return;
        }
        try {
            out.flush();
        } catch (IOException e) {
            breakOff(e);
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            out.close();
        } catch (IOException e) {
            if (!broken) {
                breakOff(e);
            }
        }
    }

    private void breakOff(IOException e) {
        broken = true;
        complain.accept("cannot write the event log " + file + " (" + e.getMessage() + "); it is incomplete");
    }

    private static String line(BuildEvent event) {
        try {
            return EventLog.WRITER.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("event cannot be written: " + event, e);
        }
    }
}
