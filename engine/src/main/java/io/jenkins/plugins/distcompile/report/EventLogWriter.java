package io.jenkins.plugins.distcompile.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Appends events to a log file, which others may follow while it grows. Any thread may call it. No event is held back
 * for longer than half a second, and none after the last of the build or after close. A disk that fails must not fail
 * the build: the first error is reported, and nothing more is written.
 */
public final class EventLogWriter implements Consumer<BuildEvent>, Closeable {

    /** From the first event that is held back to the flush; less than half a second, for the timer may be late. */
    private static final long FLUSH_AFTER_MILLIS = 300;

    private final Path file;
    private final Consumer<String> complain;
    private final BufferedWriter out;
    private final ScheduledThreadPoolExecutor timer;
    private boolean flushDue; // a flush has been ordered and has not been done
    private boolean broken;
    private boolean closed;

    EventLogWriter(Path file, Consumer<String> complain) throws IOException {
        this.file = file;
        this.complain = complain;
        this.out = Files.newBufferedWriter(file);
        this.timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "event-log");
            thread.setDaemon(true);
            return thread;
        });
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
            if (event instanceof BuildEvent.Finished) {
                out.flush();
            } else if (!flushDue) {
                flushDue = true;
                timer.schedule(this::flush, FLUSH_AFTER_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (IOException e) {
            breakOff(e);
        }
    }

    /** Brings what has been taken so far to the file; does nothing after an error or after close. */
    public synchronized void flush() {
        flushDue = false;
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
        timer.shutdownNow();
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
