package io.jenkins.plugins.distcompile.agent.ranking;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.distcompile.ranking.Rank;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Understands what a ranking utility printed. Either lines: a number alone on the first one or {@code rank=NN} anywhere,
 * the others {@code name=value}, blank lines and lines that begin with {@code #} passed over; or one JSON object with
 * {@code rank}, its other members being facts. Anything else is no rank and a reason. Pure.
 */
final class RankOutput {
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(8).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final String utility;
    private final Map<String, String> facts = new TreeMap<>();
    /** null = none found yet. */
    private String rank;

    private RankOutput(String utility) {
        this.utility = utility;
    }

    /** Never throws: what cannot be understood has no rank. */
    static Rank parse(String utility, String output) {
        RankOutput parser = new RankOutput(utility);
        try {
            if (output.stripLeading().startsWith("{")) {
                parser.readJson(output);
            } else {
                parser.readLines(output.lines().map(String::strip).toList());
            }
            return parser.result();
        } catch (BadOutput e) {
            return Rank.none(utility, e.getMessage());
        }
    }

    private void readLines(List<String> lines) throws BadOutput {
        boolean first = true;
        for (String line : lines) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals > 0) {
                put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            } else if (first) {
                put("rank", line);
            } else {
                throw new BadOutput("its line '" + shown(line) + "' is not name=value");
            }
            first = false;
        }
    }

    private void readJson(String output) throws BadOutput {
        try {
            JsonNode object = JSON.readTree(output);
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                if (!member.getValue().isValueNode()) {
                    throw new BadOutput("its member '" + shown(member.getKey()) + "' is not a plain value");
                }
                put(member.getKey(), member.getValue().asText());
            }
        } catch (JsonProcessingException e) {
            throw new BadOutput("its JSON cannot be read: " + e.getOriginalMessage());
        }
    }

    private void put(String name, String value) throws BadOutput {
        if (name.equals("rank")) {
            if (rank != null) {
                throw new BadOutput("it gives more than one rank");
            }
            rank = value;
            return;
        }
        if (!Rank.isFactName(name)) {
            throw new BadOutput("'" + shown(name) + "' cannot name a fact");
        }
        if (value.length() > Rank.MAX_VALUE_CHARS) {
            throw new BadOutput("the value of " + name + " is longer than " + Rank.MAX_VALUE_CHARS + " characters");
        }
        if (facts.put(name, value) != null) {
            throw new BadOutput("it gives " + name + " twice");
        }
        if (facts.size() > Rank.MAX_FACTS) {
            throw new BadOutput("it gives more than " + Rank.MAX_FACTS + " facts");
        }
    }

    private Rank result() throws BadOutput {
        if (rank == null) {
            throw new BadOutput("it printed no rank");
        }
        // Not Double.parseDouble alone: that takes NaN, 0x1p3 and 5f.
        if (!rank.matches("[+-]?\\d{1,9}(\\.\\d{1,9})?")) {
            throw new BadOutput("its rank '" + shown(rank) + "' is not a number");
        }
        double value = Double.parseDouble(rank);
        if (value < 0 || value > 100) {
            throw new BadOutput("its rank " + rank + " is not within 0 to 100");
        }
        // Adding 0.0 turns -0 into 0.
        return Rank.of(utility, value + 0.0, facts);
    }

    /** Control characters would garble the log. */
    private static String shown(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() > 40 ? plain.substring(0, 40) + "…" : plain;
    }

    private static final class BadOutput extends Exception {
        BadOutput(String message) {
            super(message);
        }
    }
}
