package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.ranking.Rank;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Agents by rank as a table for a terminal. */
final class RankTable {
    private static final List<String> HEAD = List.of("AGENT", "RANK", "UTILITIES", "FACTS", "VERDICT");

    private RankTable() {}

    static String of(List<AgentRanking> agents) {
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        for (AgentRanking agent : agents) {
            rows.add(List.of(
                    agent.agent(),
                    agent.standing() == null ? "-" : shown(agent.standing().rank()),
                    agent.ranks().stream()
                            .map(rank -> rank.utility() + " " + shown(rank.value()))
                            .collect(Collectors.joining(", ")),
                    agent.ranks().stream()
                            .map(Rank::metadata)
                            .map(RankTable::facts)
                            .filter(text -> !text.isEmpty())
                            .collect(Collectors.joining(", ")),
                    verdict(agent)));
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                int column = i;
                int width = rows.stream()
                        .mapToInt(other -> other.get(column).length() + 2)
                        .max()
                        .orElseThrow();
                line.append(String.format("%-" + width + "s", row.get(i)));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static String verdict(AgentRanking agent) {
        if (agent.problem() != null) {
            // a connection's reason begins with the address, which is in this row already
            return "no answer: " + agent.problem().replace(agent.agent() + ": ", "");
        }
        return agent.standing().qualified() ? "qualifies" : agent.standing().reason();
    }

    private static String shown(double rank) {
        return rank < 0 ? "-" : String.format(Locale.ROOT, "%.1f", rank);
    }

    private static String facts(Map<String, String> facts) {
        return facts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(fact -> fact.getKey() + "=" + fact.getValue().replaceAll("\\p{Cntrl}", "?"))
                .collect(Collectors.joining(" "));
    }
}
