package io.jenkins.plugins.distcompile.ranking;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One {@code --ranking} of a build.
 *
 * @param name names the utility in tables, in reasons, and on helpers that have it installed
 * @param file the script to send; empty = installed on the helpers under {@code name}
 * @param ttl a rank older than this is measured anew; at least a second
 * @param weight its part in the combined rank, above 0, at most 1000; 0 = only its metadata count
 */
public record RankingSpec(String name, String file, Duration ttl, double weight) {
    /** Long enough for facts of the hardware and short enough to see a machine change between builds. */
    public static final Duration DEFAULT_TTL = Duration.ofMinutes(10);

    private static final Duration MAX_TTL = Duration.ofDays(365);
    private static final double MAX_WEIGHT = 1_000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}");
    private static final Pattern OPTION = Pattern.compile("(.*),(ttl|weight)=([^,=]*)", Pattern.DOTALL);
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    public RankingSpec {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("ranking name '" + name
                    + "': use 1 to 64 letters, digits, '_', '.' or '-', not beginning with '.' or '-'");
        }
        if (ttl.compareTo(Duration.ofSeconds(1)) < 0 || ttl.compareTo(MAX_TTL) > 0) {
            throw new IllegalArgumentException("ranking " + name + ": ttl must be 1s to 365d");
        }
        if (!(weight >= 0 && weight <= MAX_WEIGHT)) {
            throw new IllegalArgumentException("ranking " + name + ": weight must be 0 to 1000");
        }
    }

    /** Whether the helpers must have it installed. */
    public boolean installed() {
        return file.isEmpty();
    }

    /**
     * Reads {@code NAME=FILE[,ttl=60s][,weight=0.7]}, or {@code NAME[,…]} for one that is installed on the helpers.
     * The file's own name may hold commas.
     *
     * @throws IllegalArgumentException saying what is wrong, for the user
     */
    public static RankingSpec parse(String text) {
        Duration ttl = null;
        Double weight = null;
        String rest = text;
        for (Matcher option = OPTION.matcher(rest); option.matches(); option = OPTION.matcher(rest)) {
            boolean isTtl = option.group(2).equals("ttl");
            if (isTtl ? ttl != null : weight != null) {
                throw new IllegalArgumentException("--ranking " + text + ": " + option.group(2) + " is given twice");
            }
            if (isTtl) {
                ttl = duration(text, option.group(3));
            } else {
                weight = weight(text, option.group(3));
            }
            rest = option.group(1);
        }
        int equals = rest.indexOf('=');
        if (equals >= 0 && equals == rest.length() - 1) {
            throw new IllegalArgumentException("--ranking " + text + ": no file after '='; write NAME=FILE");
        }
        return new RankingSpec(
                equals < 0 ? rest : rest.substring(0, equals),
                equals < 0 ? "" : rest.substring(equals + 1),
                ttl == null ? DEFAULT_TTL : ttl,
                weight == null ? 1 : weight);
    }

    private static Duration duration(String text, String value) {
        Matcher matcher = DURATION.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "--ranking " + text + ": ttl '" + value + "' is not a time such as 500ms, 60s, 5m, 2h or 1d");
        }
        return Duration.ofMillis(Long.parseLong(matcher.group(1)) * MILLIS.get(matcher.group(2)));
    }

    private static double weight(String text, String value) {
        try {
            return new BigDecimal(value).doubleValue();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--ranking " + text + ": weight '" + value + "' is not a number", e);
        }
    }
}
