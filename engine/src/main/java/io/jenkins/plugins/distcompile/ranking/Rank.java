package io.jenkins.plugins.distcompile.ranking;

import java.util.Map;

/**
 * What one ranking utility says of one agent. From the other side of a link it is data: check it with {@link #checked}.
 *
 * @param utility the name that the build gave the utility
 * @param value 0 … 100, more is better; -1 = no rank, and {@code reason} says why
 * @param metadata further facts, name = value
 * @param reason one line; empty when there is a rank
 */
public record Rank(String utility, double value, Map<String, String> metadata, String reason) {
    public static final int MAX_FACTS = 64;
    public static final int MAX_NAME_CHARS = 64;
    public static final int MAX_VALUE_CHARS = 256;
    public static final int MAX_REASON_CHARS = 300;

    public Rank {
        metadata = Map.copyOf(metadata);
        if (value != -1 && !(value >= 0 && value <= 100)) {
            throw new IllegalArgumentException("a rank is 0 to 100, or -1 for none, not " + value);
        }
    }

    public static Rank of(String utility, double value, Map<String, String> metadata) {
        return new Rank(utility, value, metadata, "");
    }

    /** No rank; a reason that is too long is cut. */
    public static Rank none(String utility, String reason) {
        String line = reason.lines().findFirst().orElse("no reason given");
        return new Rank(utility, -1, Map.of(), line.substring(0, Math.min(line.length(), MAX_REASON_CHARS)));
    }

    public boolean ranked() {
        return value >= 0;
    }

    /** Whether {@code name} can name a fact: a letter or {@code _}, then letters, digits, {@code _}, {@code .}, {@code -}. */
    public static boolean isFactName(String name) {
        return name.length() <= MAX_NAME_CHARS && name.matches("[A-Za-z_][A-Za-z0-9_.-]*");
    }

    /** This rank, or none with a reason when a peer sent more than a utility may say. */
    public Rank checked() {
        boolean bounded = metadata.size() <= MAX_FACTS
                && reason.length() <= MAX_REASON_CHARS
                && metadata.entrySet().stream()
                        .allMatch(fact ->
                                isFactName(fact.getKey()) && fact.getValue().length() <= MAX_VALUE_CHARS);
        return bounded ? this : none(utility, "the agent sent facts or a reason beyond their limits");
    }
}
