package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.history.HistoryEntry;
import io.jenkins.plugins.distcompile.report.Spell;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** History entries as aligned lines; names from agents cannot steer the terminal. */
final class HistoryTable {
    private static final DateTimeFormatter SEEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final int MOST_WIDTH = 60;

    private HistoryTable() {}

    static String of(List<HistoryEntry> entries) {
        if (entries.isEmpty()) {
            return "nothing is remembered\n";
        }
        int project =
                width("project", entries.stream().map(HistoryEntry::project).toList());
        int unit = width("unit", entries.stream().map(HistoryEntry::unit).toList());
        int agent = width("agent", entries.stream().map(HistoryEntry::agent).toList());
        String form = "%-" + project + "s  %-" + unit + "s  %-" + agent + "s  %6s  %10s  %10s  %10s  %s%n";
        StringBuilder table = new StringBuilder();
        table.append(String.format(
                Locale.ROOT, form, "project", "unit", "agent", "count", "centre", "spread", "last", "seen"));
        for (HistoryEntry entry : entries) {
            double last = entry.lastSeconds().get(entry.lastSeconds().size() - 1);
            table.append(String.format(
                    Locale.ROOT,
                    form,
                    Spell.plain(entry.project()),
                    Spell.plain(entry.unit()),
                    Spell.plain(entry.agent()),
                    entry.count(),
                    seconds(entry.centre()),
                    seconds(entry.spread()),
                    seconds(last),
                    SEEN.format(Instant.ofEpochSecond(entry.seenAt()).atZone(ZoneId.systemDefault()))));
        }
        return table.toString();
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f s", seconds);
    }

    private static int width(String title, List<String> texts) {
        int longest = texts.stream().mapToInt(String::length).max().orElse(0);
        return Math.max(title.length(), Math.min(MOST_WIDTH, longest));
    }
}
