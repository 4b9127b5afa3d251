package io.jenkins.plugins.distcompile.report;

import io.jenkins.plugins.distcompile.report.Summary.AgentLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The closing summary for a person: a headline, a few labelled lines, one line per agent. */
final class SummaryText {

    private static final int LABEL = 12; // columns
    private static final int MOST_NAME = 24; // columns
    private static final int MOST_REASONS = 5;

    private final Summary summary;
    private final StringBuilder text = new StringBuilder();

    SummaryText(Summary summary) {
        this.summary = summary;
        headline();
        line("units", unitsLine());
        line("time", timeLine());
        line("speed-up", speedLine());
        line("extra", extraLine());
        line("network", networkLine());
        line("predictions", predictionsLine());
        line("limit", summary.limit() == null ? null : summary.limit().spelled());
        line("cost", costLine());
        reasons();
        agents();
    }

    private void headline() {
        int left = summary.units() - summary.succeeded() - summary.failed();
        String result = summary.success() ? "Build succeeded" : "Build FAILED";
        text.append(result)
                .append(": ")
                .append(summary.succeeded())
                .append(" of ")
                .append(summary.units());
        text.append(summary.units() == 1 ? " unit" : " units")
                .append(" in ")
                .append(Spell.seconds(summary.wallSeconds()));
        if (summary.failed() > 0) {
            text.append(", ").append(summary.failed()).append(" failed");
        }
        if (left > 0) {
            text.append(", ").append(left).append(" not run");
        }
        if (summary.reason() != null && !summary.reason().isBlank() && !summary.success()) {
            text.append(" (").append(Spell.plain(summary.reason())).append(')');
        }
        text.append('\n');
    }

    private String unitsLine() {
        long used = summary.agents().stream().filter(agent -> agent.units() > 0).count();
        String where =
                summary.remoteUnits() + " on " + Spell.count(used, "agent") + ", " + summary.localUnits() + " here";
        return summary.fallbacks() > 0 ? where + " (" + Spell.count(summary.fallbacks(), "fallback") + ")" : where;
    }

    private String timeLine() {
        return Spell.seconds(summary.unitSeconds()) + " of units, "
                + Spell.seconds(summary.preparedSeconds()) + " of preprocessing, "
                + Spell.seconds(summary.clientCpuSeconds()) + " of processor time here";
    }

    private String speedLine() {
        String line = decimal(summary.speedUp()) + " x one slot";
        if (summary.speedUpHere() == null) {
            return line;
        }
        double saved = summary.savedSeconds();
        String verdict = saved >= 0 ? "saved about " : "cost about ";
        return line + ", " + decimal(summary.speedUpHere()) + " x this machine alone (" + verdict
                + Spell.seconds(Math.abs(saved)) + ")";
    }

    private String extraLine() {
        List<String> parts = new ArrayList<>();
        String unneeded = Spell.seconds(summary.copySeconds()) + " of runs not needed";
        if (summary.copies() > 0) {
            parts.add(Spell.counted(summary.copies(), "copy", "copies") + " (" + unneeded + ")");
        } else if (summary.copySeconds() > 0) { // one here was, an agent being first
            parts.add(unneeded);
        }
        if (summary.reposts() > 0) {
            parts.add(
                    Spell.count(summary.reposts(), "repost") + " (" + Spell.seconds(summary.lostSeconds()) + " lost)");
        }
        for (Map.Entry<String, Integer> fault : summary.agentFaults().entrySet()) {
            parts.add(Spell.count(fault.getValue(), "fault") + " of " + Spell.plain(fault.getKey()));
        }
        return parts.isEmpty() ? null : String.join(", ", parts);
    }

    private String networkLine() {
        if (summary.bytesSent() == 0 && summary.bytesMoved() == 0) {
            return null;
        }
        return Spell.bytes(summary.bytesSent()) + " of packed texts sent, " + Spell.bytes(summary.bytesMoved())
                + " of results received";
    }

    private String predictionsLine() {
        Predictions p = summary.predictions();
        return p == null
                ? null
                : String.format(
                        Locale.ROOT,
                        "median off by %.0f %%, 90 %% within %.0f %%",
                        p.medianError() * 100,
                        p.ninetyError() * 100);
    }

    private String costLine() {
        if (summary.cost() == null) {
            return null;
        }
        long unrated = summary.agents().stream()
                .filter(agent -> agent.busySeconds() > 0 && agent.cost() == null)
                .count();
        String rest = unrated == 0 ? "" : ", without " + Spell.count(unrated, "agent") + " of no known rate";
        return Spell.money(summary.cost(), summary.currency())
                + " (copies not needed " + Spell.money(summary.costOfCopies(), summary.currency())
                + ", lost " + Spell.money(summary.costOfLost(), summary.currency()) + ")" + rest;
    }

    private void reasons() {
        int shown = 0;
        for (Map.Entry<String, Integer> reason : summary.localReasons().entrySet()) {
            if (shown++ == MOST_REASONS) {
                line("", "and " + (summary.localReasons().size() - MOST_REASONS) + " other reasons");
                return;
            }
            line(shown == 1 ? "kept here" : "", reason.getValue() + " x " + Spell.plain(reason.getKey()));
        }
    }

    private void agents() {
        int width = summary.agents().stream()
                .mapToInt(agent -> Spell.plain(agent.name()).length())
                .max()
                .orElse(0);
        String label = "agents";
        for (AgentLine agent : summary.agents()) {
            line(label, agentLine(agent, Math.min(width, MOST_NAME)));
            label = "";
        }
        if (summary.agents().isEmpty()) {
            line(label, "none was asked");
        }
    }

    private String agentLine(AgentLine agent, int width) {
        String name = Spell.plain(agent.name());
        String fixed = String.format(Locale.ROOT, "%-" + Math.max(1, width) + "s  %-11s", name, agent.verdict());
        if (agent.units() == 0 && agent.busySeconds() == 0 && agent.reason() != null) {
            return fixed + "  " + Spell.plain(agent.reason());
        }
        String work = String.format(
                Locale.ROOT,
                "  %5d units  %3d slots  %3.0f %% busy",
                agent.units(),
                agent.slots(),
                agent.busyShare() * 100);
        if (agent.rank() != null) {
            work += String.format(Locale.ROOT, "  rank %.0f", agent.rank());
        }
        if (agent.cost() != null) {
            work += "  " + Spell.money(agent.cost(), summary.currency());
        }
        return agent.reason() == null ? fixed + work : fixed + work + "  " + Spell.plain(agent.reason());
    }

    private void line(String label, String content) {
        if (content != null) {
            text.append(String.format(Locale.ROOT, "  %-" + LABEL + "s", label))
                    .append(content)
                    .append('\n');
        }
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
