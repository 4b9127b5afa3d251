package io.jenkins.plugins.distcompile.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts tables between the markers of docs/performance.md and leaves the rest of the page alone. */
public final class PerformancePage {
    private PerformancePage() {}

    public static void write(Path page, String section, String table) throws IOException {
        Files.writeString(page, replaced(Files.readString(page), section, table));
    }

    /** @throws IOException if the page has no pair of markers for this section */
    static String replaced(String text, String section, String table) throws IOException {
        String begin = "<!-- begin " + section + " -->\n";
        String end = "<!-- end " + section + " -->";
        int from = text.indexOf(begin);
        int to = text.indexOf(end, Math.max(from, 0));
        if (from < 0 || to < 0) {
            throw new IOException("the page has no markers for " + section + ": " + begin.strip() + " … " + end);
        }
        return text.substring(0, from + begin.length()) + table + "\n" + text.substring(to);
    }
}
