package io.jenkins.plugins.distcompile.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Appends events to a log file, which others may follow while it grows. Any thread may call it; a thread of its own writes
 * what has gathered, so that a build's first decisions need not wait for that. No event is held back for longer than half a second, and none after
 * the last of the build or after close. A disk that fails must not fail the build: the first error is reported, and
 * nothing more is written.
 */
public final class EventLogWriter implements Consumer<BuildEvent>, Closeable {

    /** From the first event that is held back to the flush; less than half a second, for the timer may be late. */
    private static final long FLUSH_AFTER_MILLIS = 300;

    private final Path file;
    private final Consumer<String> complain;
    private final BufferedWriter out; // guarded by itself, which is locked before this
    private final ScheduledThreadPoolExecutor timer;
    private List<BuildEvent> taken = new ArrayList<>(); // not yet written; like the rest, guarded by this
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

    /** Takes an event for the file; ignored after an error or after close. Never throws for a failing disk. */
    @Override
    public void accept(BuildEvent event) {
        synchronized (this) {
            if (broken || closed) {
                return;
            }
            taken.add(event);
            if (!flushDue) {
                flushDue = true;
                timer.schedule(this::flush, FLUSH_AFTER_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
        if (event instanceof BuildEvent.Finished) {
            flush();
        }
    }

    /** Brings what has been taken so far to the file; does nothing after an error. */
    private void flush() {
        synchronized (out) {
            List<BuildEvent> lines;
            synchronized (this) {
                flushDue = false;
                lines = taken;
                taken = new ArrayList<>();
                if (broken) {
                    return;
                }
            }
            try {
                for (BuildEvent event : lines) {
                    out.write(line(event));
                    out.write('\n');
                }
                out.flush();
            } catch (IOException e) {
                breakOff(e);
            }
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        timer.shutdownNow();
        flush();
        synchronized (out) {
            try {
                out.close();
            } catch (IOException e) {
                breakOff(e);
            }
        }
    }

    /** Complains once. */
    private void breakOff(IOException e) {
        synchronized (this) {
            if (broken) {
                return;
            }
            broken = true;
        }
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
