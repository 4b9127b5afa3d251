package io.jenkins.plugins.distcompile.cli.progress;

import io.jenkins.plugins.distcompile.report.Spell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Turns the state into lines of text; pure. No line is wider than the width asked for. */
final class Painter {

    private static final String GREEN = "32";
    private static final String RED = "31";
    private static final String CYAN = "36";
    private static final String DIM = "2";
    private static final int MOST_BAR = 48; // columns
    private static final int LEAST_BAR = 8; // columns
    private static final int AGENT_LINES = 2;

    private final boolean colour;
    private final boolean unicode;

    Painter(boolean colour, boolean unicode) {
        this.colour = colour;
        this.unicode = unicode;
    }

    /** The live block: a bar and up to two lines of agents. */
    List<String> block(ProgressState state, int width) {
        List<String> lines = new ArrayList<>();
        lines.add(barLine(state, width));
        agentLines(state, width, lines);
        return lines;
    }

    /** {@code [ 42/200] 21 % · 8 running on 4 agents · about 14 s left}. */
    String plainLine(ProgressState state) {
        int digits = String.valueOf(state.units()).length();
        StringBuilder line = new StringBuilder();
        line.append(
                String.format(Locale.ROOT, "[%" + digits + "d/%d] %d %%", state.done(), state.units(), percent(state)));
        line.append(dot()).append(state.running()).append(" running");
        if (state.busyAgents() > 0) {
            line.append(" on ").append(Spell.count(state.busyAgents(), "agent"));
        }
        if (state.failed() > 0) {
            line.append(dot()).append(state.failed()).append(" failed");
        }
        return line.append(left(state, dot() + "about ", " left")).toString();
    }

    private String barLine(ProgressState state, int width) {
        int digits = String.valueOf(state.units()).length();
        String head = String.format(Locale.ROOT, "%" + digits + "d/%d ", state.done(), state.units());
        String tail = String.format(Locale.ROOT, " %3d %%", percent(state));
        String failed = state.failed() > 0 ? "  " + state.failed() + " failed" : "";
        List<String> extras = List.of(
                failed,
                left(state, "  about ", " left"),
                "  " + state.running() + " running",
                "  " + state.waiting() + " waiting");
        int room = width - head.length() - tail.length() - LEAST_BAR;
        StringBuilder text = new StringBuilder();
        int used = 0;
        for (String extra : extras) {
            if (used + extra.length() <= room) {
                used += extra.length();
                text.append(
                        extra.equals(failed) ? paint(RED, extra) : extra.contains("about") ? extra : paint(DIM, extra));
            }
        }
        int bar = Math.max(1, Math.min(MOST_BAR, width - head.length() - tail.length() - used));
        return fit(head, width) + (width > head.length() + tail.length() ? bar(state, bar) + tail + text : "");
    }

    private String bar(ProgressState state, int width) {
        int units = Math.max(1, state.units());
        int done = (int) ((long) width * state.done() / units);
        int running = (int) ((long) width * (state.done() + state.running()) / units) - done;
        if (state.running() > 0 && running == 0 && done < width) {
            running = 1;
        }
        String full = unicode ? "━" : "#";
        return paint(state.failed() > 0 ? RED : GREEN, full.repeat(done))
                + paint(CYAN, (unicode ? colour ? "━" : "╍" : "=").repeat(running))
                + paint(DIM, (unicode ? "─" : ".").repeat(Math.max(0, width - done - running)));
    }

    private void agentLines(ProgressState state, int width, List<String> lines) {
        List<String[]> parts = new ArrayList<>();
        state.slots().forEach((agent, slots) -> parts.add(part(agent, state.goingOn(agent), slots)));
        if (!state.goingHere().isEmpty()) {
            parts.add(part("here", state.goingHere(), 0));
        }
        if (parts.isEmpty()) {
            return;
        }
        int perLine = Math.max(1, Math.min((parts.size() + AGENT_LINES - 1) / AGENT_LINES, (width + 2) / 26));
        int cell = (width + 2) / perLine - 2;
        int shown = Math.min(parts.size(), perLine * AGENT_LINES);
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < shown; i++) {
            boolean more = i == shown - 1 && shown < parts.size();
            String[] part =
                    more ? new String[] {"and " + (parts.size() - shown + 1) + " more agents", ""} : parts.get(i);
            String name = fit(part[0], cell);
            String unit = fit(part[1], cell - length(name) - 1);
            boolean last = i % perLine == perLine - 1 || i == shown - 1;
            int pad = last ? 0 : cell - length(name) - length(unit) - (unit.isEmpty() ? 0 : 1) + 2;
            line.append(name)
                    .append(unit.isEmpty() ? "" : " " + paint(DIM, unit))
                    .append(" ".repeat(Math.max(0, pad)));
            if (last) {
                lines.add(line.toString());
                line.setLength(0);
            }
        }
    }

    /** Name with running and slots, and the unit that has been running longest. */
    private static String[] part(String agent, Map<String, ProgressState.Going> going, int slots) {
        String unit = going.isEmpty() ? "" : going.values().iterator().next().unit();
        String base = unit.substring(unit.lastIndexOf('/') + 1);
        String count = slots > 0 ? going.size() + "/" + Math.max(slots, going.size()) : String.valueOf(going.size());
        return new String[] {Spell.plain(agent) + " " + count, Spell.plain(base)};
    }

    private static String left(ProgressState state, String before, String after) {
        double seconds = state.secondsLeft();
        if (seconds < 0) {
            return "";
        }
        long whole = Math.max(1, Math.round(seconds));
        return before + (whole < 60 ? whole + " s" : Spell.seconds((double) whole)) + after;
    }

    private static int percent(ProgressState state) {
        return state.units() == 0 ? 0 : (int) (100L * state.done() / state.units());
    }

    private String dot() {
        return unicode ? " · " : " - ";
    }

    String paint(String code, String text) {
        return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    private String fit(String text, int width) {
        if (length(text) <= width) {
            return text;
        }
        String dots = unicode ? "…" : "~";
        int[] points = text.codePoints().toArray();
        StringBuilder fitted = new StringBuilder();
        int used = 1;
        for (int point : points) {
            used += columns(point);
            if (used > width) {
                break;
            }
            fitted.appendCodePoint(point);
        }
        return width < 1 ? "" : fitted + dots;
    }

    static int length(String text) {
        return text.codePoints().map(Painter::columns).sum();
    }

    private static int columns(int point) {
        if (Character.getType(point) == Character.NON_SPACING_MARK) {
            return 0;
        }
        return Character.isIdeographic(point) || point >= 0x1f300 || (point >= 0xac00 && point <= 0xd7a3) ? 2 : 1;
    }
}
