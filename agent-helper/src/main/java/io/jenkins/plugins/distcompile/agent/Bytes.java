package io.jenkins.plugins.distcompile.agent;

import java.util.Locale;

/** Byte counts for people, in the binary units of IEC 80000-13. */
final class Bytes {

    private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};

    static final long KIB = 1L << 10;
    static final long MIB = 1L << 20;

    private Bytes() {}

    /** {@code 1536} is {@code 1.5 KiB}. */
    static String text(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }
}
