package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The agents of a pool as a table for a terminal. */
final class PoolTable {
    private static final double GIB = 1L << 30;
    private static final List<String> HEAD =
            List.of("AGENT", "STATE", "SLOTS", "LOAD", "CORES", "MHZ", "MEMORY", "COMPILERS", "RUNNING", "RTT");

    private PoolTable() {}

    static String of(List<AgentStatus> agents) {
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        List<String> problems = new ArrayList<>();
        for (AgentStatus agent : agents) {
            if (agent.profile() == null) {
                rows.add(List.of(agent.address(), "no answer", "", "", "", "", "", "", "", ""));
                String problem = agent.problem();
                problems.add(problem.startsWith(agent.address()) ? problem : agent.address() + ": " + problem);
            } else {
                rows.add(row(agent, agent.profile()));
            }
        }
        StringBuilder text = new StringBuilder();
        int[] widths = widths(rows);
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append(String.format("%-" + widths[i] + "s", row.get(i)));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        problems.forEach(p -> text.append(p).append('\n'));
        return text.toString();
    }

    private static int[] widths(List<List<String>> rows) {
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length() + 2);
            }
        }
        return widths;
    }

    private static List<String> row(AgentStatus agent, AgentProfile p) {
        return List.of(
                p.name().equals(agent.address()) ? p.name() : p.name() + " (" + agent.address() + ")",
                p.slotsFree() > 0 ? "ready" : "busy",
                p.slotsFree() + "/" + p.slots() + " free",
                String.format(Locale.ROOT, "%.0f %%", 100 * p.load().cpu()),
                Integer.toString(p.cpu().cores()),
                Integer.toString(p.cpu().mhz()),
                String.format(
                        Locale.ROOT,
                        "%.1f/%.1f GiB free",
                        p.memory().freeBytes() / GIB,
                        p.memory().totalBytes() / GIB),
                p.compilers().stream()
                        .map(c -> c.kind() + " " + c.version())
                        .distinct()
                        .reduce((a, b) -> a + ", " + b)
                        .orElse("none"),
                units(agent.units()),
                String.format(Locale.ROOT, "%.1f ms", agent.roundTripMillis()));
    }

    private static String units(List<String> units) {
        if (units.size() <= 2) {
            return units.isEmpty() ? "-" : String.join(", ", units);
        }
        return units.get(0) + " and " + (units.size() - 1) + " more";
    }
}
