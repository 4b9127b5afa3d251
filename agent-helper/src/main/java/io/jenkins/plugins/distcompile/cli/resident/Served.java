package io.jenkins.plugins.distcompile.cli.resident;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A build that another process has asked for, and that process's streams, terminal and Ctrl-C. Whoever hangs up has
 * interrupted it. Thread-safe.
 */
public final class Served {
    private static final String WHY = "interrupted";

    private final BuildCall call;
    private final Conversation conversation;
    private final List<Consumer<String>> stops = new ArrayList<>(); // guarded by this
    private boolean interrupted; // guarded by this
    private volatile int columns;

    Served(BuildCall call, Conversation conversation) {
        this.call = call;
        this.conversation = conversation;
        this.columns = call.columns();
    }

    /** Takes what the caller has to say until it hangs up or the conversation is closed. */
    void listen() {
        try {
            for (Frame frame = conversation.receive(); frame != null; frame = conversation.receive()) {
                if (frame.kind() == Frame.INTERRUPT) {
                    interrupt();
                } else if (frame.kind() == Frame.WIDTH) {
                    columns = Integer.parseInt(new String(frame.payload(), java.nio.charset.StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException | NumberFormatException e) {
            System.getLogger(Served.class.getName()).log(System.Logger.Level.DEBUG, "a caller", e);
        }
        interrupt();
    }

    private void interrupt() {
        List<Consumer<String>> told;
        synchronized (this) {
            interrupted = true;
            told = List.copyOf(stops);
        }
        told.forEach(stop -> stop.accept(WHY));
    }

    /** @param stop told once or more often, on any thread, when the user gives up; at once if he has already */
    public void onInterrupt(Consumer<String> stop) {
        boolean late;
        synchronized (this) {
            stops.add(stop);
            late = interrupted;
        }
        if (late) {
            stop.accept(WHY);
        }
    }

    /** {@code stop} is told no longer. */
    public synchronized void forget(Consumer<String> stop) {
        stops.remove(stop);
    }

    /** What follows {@code distcompile} on the command line. */
    public List<String> arguments() {
        return call.arguments();
    }

    public Map<String, String> environment() {
        return call.environment();
    }

    /** Whether standard error is a terminal. */
    public boolean terminal() {
        return call.terminal();
    }

    /** The terminal's width now; 0 = not known. */
    public int columns() {
        return columns;
    }

    public OutputStream out() {
        return conversation.stream(Frame.OUT);
    }

    public OutputStream err() {
        return conversation.stream(Frame.ERR);
    }
}
