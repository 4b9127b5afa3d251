package io.jenkins.plugins.distcompile.jenkins.step;

/** Makes text that an agent sent fit for a console: no control characters, and never more than there is room for. */
final class PlainText {
    private static final int MOST_LINE = 500;

    private PlainText() {}

    /** On one line, cut where it is too long; null = empty. */
    static String line(String text) {
        return line(text, MOST_LINE);
    }

    static String line(String text, int most) {
        if (text == null) {
            return "";
        }
        String cut = text.length() > most ? text.substring(0, most) + "…" : text;
        StringBuilder plain = new StringBuilder(cut.length());
        cut.chars().forEach(c -> plain.append(isControl(c) ? ' ' : (char) c));
        return plain.toString().strip();
    }

    /** On as many lines as it had, tabs kept; cut where it is too long. */
    static String lines(String text, int most) {
        if (text == null) {
            return "";
        }
        String cut = text.length() > most ? text.substring(0, most) + "\n… (cut off)" : text;
        StringBuilder plain = new StringBuilder(cut.length());
        cut.replace("\r\n", "\n")
                .chars()
                .forEach(c -> plain.append(c != '\n' && c != '\t' && isControl(c) ? '?' : (char) c));
        return plain.toString().stripTrailing();
    }

    private static boolean isControl(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
    }
}
