package io.jenkins.plugins.distcompile.criteria;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a number measures, with the units it can be written in; a number without unit is in the first one. */
enum Dimension {
    COUNT(Map.of()),
    SHARE(Map.of("%", 0.01)),
    BYTES(ByteSize.UNITS),
    RATE(ordered("bit/s", 1, "kbit/s", 1e3, "Mbit/s", 1e6, "Gbit/s", 1e9)),
    FREQUENCY(ordered("MHz", 1, "GHz", 1e3)),
    TIME(ordered("s", 1, "ms", 1e-3, "min", 60, "h", 3600)),
    /** Metadata: whatever the literal beside it measures. */
    ANY(Map.of());

    private static final Pattern QUANTITY =
            Pattern.compile("\\s*(-?\\d{1,18}(?:\\.\\d{1,18})?)\\s*([A-Za-z%/]{0,8})\\s*");

    private final Map<String, Double> units;

    Dimension(Map<String, Double> units) {
        this.units = units;
    }

    Map<String, Double> units() {
        return units;
    }

    /** The dimension that knows the unit; null when none does. */
    static Dimension ofUnit(String unit) {
        for (Dimension dimension : values()) {
            if (dimension.units.containsKey(unit)) {
                return dimension;
            }
        }
        return null;
    }

    /** A number with an optional unit of this dimension, in base units; empty when the text is something else. */
    OptionalDouble read(String text) {
        Matcher matcher = QUANTITY.matcher(text);
        if (!matcher.matches()) {
            return OptionalDouble.empty();
        }
        Double factor = matcher.group(2).isEmpty() ? Double.valueOf(1) : units.get(matcher.group(2));
        return factor == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(Double.parseDouble(matcher.group(1)) * factor);
    }

    /** The value for people: {@code 3.2 GiB}, {@code 100 Mbit/s}, {@code 0.92}. */
    String show(double value) {
        return switch (this) {
            case BYTES -> scaled(value, "B", 1024, "KiB", "MiB", "GiB", "TiB");
            case RATE -> scaled(value, "bit/s", 1000, "kbit/s", "Mbit/s", "Gbit/s");
            case FREQUENCY -> plain(value) + " MHz";
            case TIME -> plain(value) + " s";
            case COUNT, SHARE, ANY -> plain(value);
        };
    }

    private static String scaled(double value, String base, double step, String... units) {
        String unit = base;
        for (String next : units) {
            if (Math.abs(value) < step) {
                break;
            }
            value /= step;
            unit = next;
        }
        return plain(value) + " " + unit;
    }

    private static String plain(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        return String.format(Locale.ROOT, "%.3f", value).replaceFirst("\\.?0+$", "");
    }

    private static Map<String, Double> ordered(Object... namesAndFactors) {
        Map<String, Double> units = new LinkedHashMap<>();
        for (int i = 0; i < namesAndFactors.length; i += 2) {
            units.put((String) namesAndFactors[i], ((Number) namesAndFactors[i + 1]).doubleValue());
        }
        return units;
    }
}
