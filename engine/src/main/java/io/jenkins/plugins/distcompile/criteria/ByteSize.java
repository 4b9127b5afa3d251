package io.jenkins.plugins.distcompile.criteria;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sizes as people write them: {@code 2GiB}, {@code 512 MB}, {@code 4096}. Units as in IEC 80000-13: KiB is 1024
 * bytes, kB is 1000.
 */
public final class ByteSize {
    /** Bytes per unit, smallest first, the unit spelt as it is read. */
    public static final Map<String, Double> UNITS = units();

    private static final Pattern SIZE = Pattern.compile("\\s*(\\d{1,18}(?:\\.\\d{1,9})?)\\s*([A-Za-z]{0,3})\\s*");

    private ByteSize() {}

    /** The number of bytes; empty when the text is no size or does not fit a long. */
    public static OptionalLong parse(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        Double factor = matcher.group(2).isEmpty() ? Double.valueOf(1) : UNITS.get(matcher.group(2));
        if (factor == null) {
            return OptionalLong.empty();
        }
        double bytes = Double.parseDouble(matcher.group(1)) * factor;
        return bytes < Long.MAX_VALUE ? OptionalLong.of(Math.round(bytes)) : OptionalLong.empty();
    }

    private static Map<String, Double> units() {
        Map<String, Double> units = new LinkedHashMap<>();
        units.put("B", 1.0);
        units.put("kB", 1e3);
        units.put("KiB", 0x1p10);
        units.put("MB", 1e6);
        units.put("MiB", 0x1p20);
        units.put("GB", 1e9);
        units.put("GiB", 0x1p30);
        units.put("TB", 1e12);
        units.put("TiB", 0x1p40);
        return java.util.Collections.unmodifiableMap(units);
    }
}
