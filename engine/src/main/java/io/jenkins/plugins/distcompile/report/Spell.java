package io.jenkins.plugins.distcompile.report;

import java.util.Locale;

/** Numbers and foreign texts as a person reads them on a terminal. */
public final class Spell {

    private Spell() {}

    /** {@code 0.42 s}, {@code 12.3 s}, {@code 3 min 07 s}, {@code 2 h 05 min}. */
    public static String seconds(double seconds) {
        if (seconds < 9.995) {
            return String.format(Locale.ROOT, "%.2f s", seconds);
        }
        if (seconds < 59.95) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        if (whole < 3600) {
            return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
        }
        return String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
    }

    /** {@code 512 B}, {@code 3.4 MiB}, …; steps of 1024. */
    public static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= 1023.95 && unit < 4) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %ciB", value, "KMGTP".charAt(unit));
    }

    /** {@code 12.40 EUR}; below a unit of the currency with four decimals. */
    public static String money(double amount, String currency) {
        String number = String.format(Locale.ROOT, Math.abs(amount) < 1 ? "%.4f" : "%.2f", amount);
        return currency == null || currency.isEmpty() ? number : number + " " + plain(currency);
    }

    /** {@code 1 agent}, {@code 4 agents}. */
    public static String count(long number, String noun) {
        return counted(number, noun, noun + "s");
    }

    static String counted(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    /** One line without control characters: what a peer sent must not steer a terminal. */
    public static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT || c == 0x2028 || c == 0x2029) {
                plain.append(' ');
            } else {
                plain.appendCodePoint(c);
            }
        });
        return plain.toString();
    }
}
