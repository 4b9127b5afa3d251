package io.jenkins.plugins.distcompile.cli.progress;

import io.jenkins.plugins.distcompile.report.BuildEvent;
import io.jenkins.plugins.distcompile.report.Spell;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Shows a running build: on a terminal a block that is redrawn in place, elsewhere a line every few seconds. What a
 * person has to know (a failed unit, a lost agent) is printed at once, above the block. Any thread may call it; it starts
 * none: events and {@link #tick} drive it.
 */
public final class ProgressDisplay implements Consumer<BuildEvent>, AutoCloseable {

    private static final double REDRAW_EVERY_MILLIS = 100;
    private static final double LINE_EVERY_MILLIS = 3000;
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;:]*m");
    private static final Pattern OTHER_SEQUENCE =
            Pattern.compile("\u001b\\[[0-9;:?<=>]*[ -/]*[@-ln-~]|\u001b\\][^\u0007\u001b]*(\u0007|\u001b\\\\)?");

    private final PrintWriter out;
    private final Terminal terminal;
    private final boolean quiet;
    private final Painter painter;
    private final ProgressState state = new ProgressState();
    private final Set<String> keptHere = new HashSet<>();
    private final Set<String> saidReasons = new HashSet<>();
    private final StringBuilder pending = new StringBuilder(); // to be shown above the block
    private int drawn; // lines of the block on the screen
    private double drawnAt = Double.NEGATIVE_INFINITY;
    private boolean changed;
    private boolean over;

    /** {@code quiet}: only diagnostics, failures and warnings are shown. */
    public ProgressDisplay(PrintWriter out, Terminal terminal, boolean quiet) {
        this.out = out;
        this.terminal = terminal;
        this.quiet = quiet;
        this.painter = new Painter(terminal.colour(), terminal.unicode());
    }

    @Override
    public synchronized void accept(BuildEvent event) {
        if (over) {
            return;
        }
        if (!quiet) { // else it is never drawn
            state.accept(event);
        }
        changed = true;
        tell(event);
        if (event instanceof BuildEvent.Finished) {
            close();
        } else {
            draw();
        }
    }

    /** The time, in milliseconds since the build started; to be called a few times a second, so that the clock moves. */
    public synchronized void tick(double nowMillis) {
        if (!over) {
            state.at(nowMillis);
            changed |= terminal.live();
            draw();
        }
    }

    /** Clears the block; later events are ignored. Idempotent. */
    @Override
    public synchronized void close() {
        if (!over) {
            over = true;
            erase();
            out.flush();
        }
    }

    private void tell(BuildEvent event) {
        if (event instanceof BuildEvent.UnitPlanned e) {
            if (e.localReason() != null) {
                keptHere.add(e.unit());
            }
        } else if (event instanceof BuildEvent.CopyEnded e) {
            if (e.ending().equals("failed")) {
                keptHere.add(e.unit()); // a local run will check it: no fallback
            }
        } else if (event instanceof BuildEvent.UnitDone e) {
            unitDone(e);
        } else if (event instanceof BuildEvent.AgentLost e) {
            say("33", "agent " + e.agent() + " lost: " + e.reason());
        } else if (event instanceof BuildEvent.AgentVerdict e && e.verdict().equals("left")) {
            inform("agent " + e.agent() + " left: " + e.reason());
        } else if (event instanceof BuildEvent.Reposted e) {
            inform("unit " + e.unit() + " goes to another agent (" + e.agent() + ": " + e.reason() + ")");
        } else if (event instanceof BuildEvent.LocalStarted e) {
            if (!keptHere.contains(e.unit()) && saidReasons.add(Objects.toString(e.reason()))) {
                inform("running here: " + e.unit() + " (" + e.reason() + ")");
            }
        } else if (event instanceof BuildEvent.Notice e) {
            if (e.level().equals("warning")) {
                say("33", e.text());
            } else {
                inform(e.text());
            }
        }
    }

    private void unitDone(BuildEvent.UnitDone e) {
        String diagnostics = e.diagnostics() == null || e.diagnostics().isEmpty() ? "" : harmless(e.diagnostics());
        if (!e.success()) {
            String reason = e.reason() == null || e.reason().isBlank() ? "" : " (" + e.reason() + ")";
            say("1;31", "FAILED " + e.unit() + reason);
        }
        if (!diagnostics.isBlank()) {
            above(diagnostics.endsWith("\n") ? diagnostics : diagnostics + "\n");
        }
    }

    private void inform(String text) {
        if (!quiet) {
            say("2", text);
        }
    }

    private void say(String colour, String text) {
        above(painter.paint(colour, Spell.plain(text)) + "\n");
    }

    /** On a terminal texts wait for the next frame, a tenth of a second at most, so that nothing tears or flickers. */
    private void above(String text) {
        pending.append(text);
        if (!terminal.live() || quiet) {
            out.print(pending);
            out.flush();
            pending.setLength(0);
        }
    }

    private void draw() {
        if (quiet || !changed || state.units() == 0) {
            return;
        }
        double every = terminal.live() ? REDRAW_EVERY_MILLIS : LINE_EVERY_MILLIS;
        if (state.now() - drawnAt < every) {
            return;
        }
        if (terminal.live()) {
            frame();
        } else if (state.done() > 0 || state.running() > 0) {
            out.println(painter.plainLine(state));
        } else {
            return;
        }
        drawnAt = state.now();
        changed = false;
        out.flush();
    }

    /** Texts and block in one write. */
    private void frame() {
        // One column is left free: a line of full width would make some terminals wrap.
        List<String> lines = painter.block(state, terminal.columns().getAsInt() - 1);
        StringBuilder frame = new StringBuilder();
        if (pending.length() > 0) {
            frame.append(erasing()).append(pending);
            pending.setLength(0);
        } else {
            frame.append(drawn > 0 ? "\u001b[" + drawn + "A\r" : "");
        }
        lines.forEach(line -> frame.append(line).append("\u001b[K\n"));
        out.print(frame.append("\u001b[J"));
        drawn = lines.size();
    }

    private void erase() {
        out.print(erasing() + pending);
        pending.setLength(0);
        drawn = 0;
    }

    private String erasing() {
        return drawn > 0 ? "\u001b[" + drawn + "A\r\u001b[J" : "";
    }

    /** Compiler output keeps its colours where they are wanted, and loses every other control sequence. */
    private String harmless(String text) {
        String plain = OTHER_SEQUENCE.matcher(text).replaceAll("");
        if (!terminal.colour()) {
            plain = COLOUR.matcher(plain).replaceAll("");
        }
        StringBuilder kept = new StringBuilder(plain.length());
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            boolean sequence = c == '\u001b'
                    && COLOUR.matcher(plain).region(i, plain.length()).lookingAt();
            if (sequence || c == '\n' || c == '\t' || !Character.isISOControl(c)) {
                kept.append(c);
            }
        }
        return terminal.colour() && kept.indexOf("\u001b") >= 0 ? kept + "\u001b[0m" : kept.toString();
    }
}
