package io.jenkins.plugins.distcompile.jenkins.step;

import io.jenkins.plugins.distcompile.report.BuildEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a build's events look like in the console: a line for what somebody should know, compile errors that stand out,
 * a progress line every few seconds; a line for every unit only when asked. Pure; used by one thread.
 */
final class ConsoleText {
    static final String PREFIX = "[distCompile] ";

    private static final double PROGRESS_EVERY_MILLIS = 5_000;
    private static final int MOST_DIAGNOSTICS = 64 << 10; // characters a unit
    private static final int MOST_ALIKE = 20; // lines a build
    private static final String RULE = "-".repeat(60);

    private final boolean verbose;
    private final Tally tally = new Tally();
    private final Set<String> bidders = new HashSet<>();
    private int reposts;
    private int silentFailures;
    private double printedAt;
    private String printed = "";

    ConsoleText(boolean verbose) {
        this.verbose = verbose;
    }

    /** What an event adds to the console; nothing, mostly. */
    List<String> accept(BuildEvent event) {
        tally.add(event);
        List<String> lines = new ArrayList<>();
        if (event instanceof BuildEvent.Started started) {
            lines.add(count(started.units(), "unit") + ", dispatched from " + PlainText.line(started.client()));
        } else if (event instanceof BuildEvent.AgentVerdict verdict) {
            verdict(verdict, lines);
        } else if (event instanceof BuildEvent.AgentLost lost) {
            lost(lost, lines);
        } else if (event instanceof BuildEvent.Reposted reposted) {
            reposted(reposted, lines);
        } else if (event instanceof BuildEvent.Notice notice) {
            lines.add((notice.level().equals("warning") ? "WARNING: " : "") + PlainText.line(notice.text()));
        } else if (event instanceof BuildEvent.UnitDone done) {
            done(done, lines);
        } else if (verbose) {
            detail(event, lines);
        }
        progress(event, lines);
        return lines.stream()
                .map(line -> line.startsWith("\n") ? line.substring(1) : PREFIX + line)
                .toList();
    }

    /** The counts so far. */
    Tally tally() {
        return tally;
    }

    private void verdict(BuildEvent.AgentVerdict verdict, List<String> lines) {
        String agent = PlainText.line(verdict.agent());
        if (verdict.verdict().equals("bid")) {
            if (bidders.add(verdict.agent())) {
                lines.add(agent + " joins with " + count(verdict.slots(), "slot"));
            }
        } else if (verdict.verdict().equals("left")) {
            bidders.remove(verdict.agent()); // the pool says why it was given back
        } else {
            lines.add(agent + " " + PlainText.line(verdict.verdict()) + ": " + PlainText.line(verdict.reason()));
        }
    }

    private void lost(BuildEvent.AgentLost lost, List<String> lines) {
        bidders.remove(lost.agent());
        lines.add(PlainText.line(lost.agent()) + " is lost: " + PlainText.line(lost.reason()));
        if (tally.agents() == 0 && tally.settled() < tally.units()) {
            lines.add("WARNING: no agent is left");
        }
    }

    private void reposted(BuildEvent.Reposted reposted, List<String> lines) {
        reposts++;
        if (verbose || reposts <= MOST_ALIKE) {
            lines.add(PlainText.line(reposted.unit()) + " waits again, " + PlainText.line(reposted.agent()) + ": "
                    + PlainText.line(reposted.reason()));
        } else if (reposts == MOST_ALIKE + 1) {
            lines.add("more units wait again; the build's page lists them all");
        }
    }

    private void done(BuildEvent.UnitDone done, List<String> lines) {
        String diagnostics = PlainText.lines(done.diagnostics(), MOST_DIAGNOSTICS);
        if (!done.success()) {
            failed(done, diagnostics, lines);
            return;
        }
        if (verbose) {
            String where = done.agent() == null ? "here" : "on " + PlainText.line(done.agent());
            lines.add(PlainText.line(done.unit()) + " done " + where);
        }
        raw(diagnostics, lines);
    }

    private void failed(BuildEvent.UnitDone done, String diagnostics, List<String> lines) {
        String reason = PlainText.line(done.reason());
        String error = "ERROR: " + PlainText.line(done.unit()) + " failed" + (reason.isEmpty() ? "" : ": " + reason);
        if (!diagnostics.isEmpty()) {
            lines.add(RULE);
            lines.add(error);
            raw(diagnostics, lines);
            lines.add(RULE);
            return;
        }
        // No compiler said anything: where one fails like this, all do.
        silentFailures++;
        if (verbose || silentFailures <= MOST_ALIKE) {
            lines.add(error);
        } else if (silentFailures == MOST_ALIKE + 1) {
            lines.add("more units fail; the build's page lists them all");
        }
    }

    /** Without our prefix, so that what reads a compiler's warnings from consoles finds them. */
    private static void raw(String text, List<String> lines) {
        if (!text.isEmpty()) {
            text.lines().forEach(line -> lines.add("\n" + line));
        }
    }

    private static void detail(BuildEvent event, List<String> lines) {
        if (event instanceof BuildEvent.Assigned assigned) {
            lines.add(PlainText.line(assigned.unit()) + (assigned.copy() > 1 ? " (copy " + assigned.copy() + ")" : "")
                    + " goes to " + PlainText.line(assigned.agent()) + ": " + PlainText.line(assigned.why()));
        } else if (event instanceof BuildEvent.LocalStarted local) {
            lines.add(PlainText.line(local.unit()) + " runs here: " + PlainText.line(local.reason()));
        }
    }

    private void progress(BuildEvent event, List<String> lines) {
        if (event.at() - printedAt >= PROGRESS_EVERY_MILLIS && tally.settled() < tally.units()) {
            String now = tally.progress();
            if (!now.equals(printed)) {
                lines.add(now + String.format(Locale.ROOT, ", %.0f s", event.at() / 1_000));
                printed = now;
            }
            printedAt = event.at();
        }
    }

    private static String count(int number, String word) {
        return number + " " + word + (number == 1 ? "" : "s");
    }
}
