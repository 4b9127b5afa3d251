package io.jenkins.plugins.distcompile.jenkins.page;

import io.jenkins.plugins.distcompile.report.AgentReport;
import io.jenkins.plugins.distcompile.report.Attempt;
import io.jenkins.plugins.distcompile.report.BuildReport;
import io.jenkins.plugins.distcompile.report.UnitReport;
import java.util.List;
import java.util.Locale;

/**
 * Tables for spreadsheets, by RFC 4180. A text that a spreadsheet would take for a formula is preceded by an
 * apostrophe: names come from build files and agents.
 */
final class Csv {
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private final StringBuilder out = new StringBuilder();

    private Csv() {}

    /** One row a unit. */
    static String units(BuildReport report) {
        Csv csv = new Csv();
        csv.row(
                "unit",
                "kind",
                "state",
                "agent",
                "predicted_s",
                "took_s",
                "prepared_s",
                "copies",
                "attempts",
                "critical",
                "text_bytes",
                "packed_bytes",
                "why",
                "kept_here",
                "reason");
        for (UnitReport unit : report.units()) {
            Attempt accepted = unit.acceptedAttempt();
            csv.row(
                    unit.id(),
                    unit.kind(),
                    unit.state().id(),
                    unit.where() != null ? unit.where() : unit.state().settled() ? "here" : "",
                    number(unit.expectedSeconds()),
                    number(unit.actualSeconds()),
                    number(unit.preparedSeconds()),
                    unit.copies(),
                    unit.attempts().size(),
                    String.join(" ", unit.critical()),
                    unit.textBytes(),
                    unit.wireBytes(),
                    accepted == null ? "" : accepted.why(),
                    unit.localReason(),
                    unit.reason());
        }
        return csv.out.toString();
    }

    /** One row an agent. */
    static String agents(BuildReport report) {
        Csv csv = new Csv();
        csv.row(
                "agent",
                "verdict",
                "reason",
                "slots",
                "awarded",
                "accepted",
                "faults",
                "busy_s",
                "busy_share",
                "copies_s",
                "lost_s",
                "bytes",
                "per_hour",
                "cost",
                "currency",
                "rank");
        for (AgentReport agent : report.agents()) {
            csv.row(
                    agent.name(),
                    agent.state(),
                    agent.reason(),
                    agent.slots(),
                    agent.awarded(),
                    agent.accepted(),
                    agent.faults(),
                    number(agent.busySeconds()),
                    number(agent.busyShare()),
                    number(agent.copySeconds()),
                    number(agent.lostSeconds()),
                    agent.bytes(),
                    agent.perHour(),
                    agent.perHour() == null ? "" : String.format(Locale.ROOT, "%.6f", agent.cost()),
                    agent.perHour() == null ? "" : report.head().currency(),
                    agent.rank());
        }
        return csv.out.toString();
    }

    private static String number(double value) {
        return value < 0 ? "" : String.format(Locale.ROOT, "%.3f", value);
    }

    private void row(Object... cells) {
        List<Object> row = java.util.Arrays.asList(cells);
        for (int i = 0; i < row.size(); i++) {
            out.append(i == 0 ? "" : ",").append(cell(row.get(i)));
        }
        out.append("\r\n");
    }

    static String cell(Object value) {
        if (value == null) {
            return "";
        }
        String text = value.toString();
        if (value instanceof String && !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        boolean quoted = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
