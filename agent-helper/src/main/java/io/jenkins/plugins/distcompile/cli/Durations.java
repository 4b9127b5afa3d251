package io.jenkins.plugins.distcompile.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times on the command line: {@code 500ms}, {@code 1.5s}, {@code 10min}. */
final class Durations {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*(ms|s|min|h)");

    private Durations() {}

    static Duration parse(String option, String text) {
        Matcher form = FORM.matcher(text.trim());
        if (!form.matches()) {
            throw UserError.usage(option + " " + text + ": expected a time such as 500ms, 1.5s or 10min");
        }
        double seconds =
                switch (form.group(2)) {
                    case "ms" -> 1e-3;
                    case "s" -> 1;
                    case "min" -> 60;
                    default -> 3_600;
                };
        return Duration.ofNanos(Math.round(Double.parseDouble(form.group(1)) * seconds * 1e9));
    }

    /** As {@link #parse} takes it. */
    static String text(Duration time) {
        long millis = time.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }
}
