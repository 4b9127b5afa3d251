package io.jenkins.plugins.distcompile.criteria;

import java.util.OptionalLong;

/** Rates of links as people write them: {@code 10Mbit/s}, {@code 100 kbit/s}; steps of 1000. */
public final class LinkRate {
    private LinkRate() {}

    /** Bits per second; empty when the text is no rate above 0, or has no unit. */
    public static OptionalLong parse(String text) {
        double bits = text.strip().endsWith("bit/s") ? Dimension.RATE.read(text).orElse(0) : 0;
        return bits >= 1 && bits < Long.MAX_VALUE ? OptionalLong.of(Math.round(bits)) : OptionalLong.empty();
    }

    /** {@code 3.142 Mbit/s}. */
    public static String show(long bitsPerSecond) {
        return Dimension.RATE.show(bitsPerSecond);
    }
}
