package io.jenkins.plugins.distcompile.schedule;

/** Seconds with two places, as the reasons of decisions name them. One is made for each copy: a Formatter took 0.05 ms. */
final class Seconds {
    /** Beyond this nobody reads the hundredths. */
    private static final double MOST = 1e12;

    private Seconds() {}

    static String text(double seconds) {
        if (!(Math.abs(seconds) < MOST)) { // NaN too
            return Double.toString(seconds);
        }
        long hundredths = Math.round(Math.abs(seconds) * 100);
        long rest = hundredths % 100;
        return (seconds < 0 && hundredths > 0 ? "-" : "") + hundredths / 100 + (rest < 10 ? ".0" : ".") + rest;
    }
}
