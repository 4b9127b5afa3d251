package io.jenkins.plugins.distcompile.cli.progress;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * What the display may do with its output.
 *
 * @param live whether lines can be overwritten: a terminal that knows cursor movements
 * @param colour whether colour codes are wanted
 * @param unicode whether box-drawing characters can be shown
 * @param columns width now; asked before each redraw
 */
public record Terminal(boolean live, boolean colour, boolean unicode, IntSupplier columns) {

    private static final int USUAL = 80;
    private static final int LEAST = 20;
    private static final long MEASURE_EVERY_NANOS = 2_000_000_000L;

    /** Plain lines without colour: a file, a pipe, a build log. */
    public static final Terminal PLAIN = new Terminal(false, false, false, () -> USUAL);

    /**
     * What file descriptor {@code fd} (1 or 2) of this process is connected to. {@code NO_COLOR} (any value but the empty
     * one, no-color.org) and {@code TERM=dumb} are honoured. Where {@code /proc} is missing, the JDK's console decides.
     */
    public static Terminal detect(int fd, Map<String, String> environment) {
        return of(isTerminal(fd), environment, width(environment));
    }

    /**
     * The same of another process's.
     *
     * @param columns width now; less than 20 = not known
     */
    public static Terminal of(boolean terminal, Map<String, String> environment, IntSupplier columns) {
        String term = environment.getOrDefault("TERM", "dumb");
        boolean live = terminal && !term.equals("dumb");
        boolean colour = live && environment.getOrDefault("NO_COLOR", "").isEmpty();
        IntSupplier width = () -> {
            int now = columns.getAsInt();
            return now >= LEAST ? now : USUAL;
        };
        return new Terminal(live, colour, speaksUnicode(environment), live ? width : () -> USUAL);
    }

    @SuppressWarnings("SystemConsoleNull") // only without /proc; newer JDKs then say yes too often
    private static boolean isTerminal(int fd) {
        try {
            String target =
                    Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return System.console() != null;
        }
    }

    private static boolean speaksUnicode(Map<String, String> environment) {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                String upper = value.toUpperCase(Locale.ROOT);
                return upper.contains("UTF-8") || upper.contains("UTF8");
            }
        }
        return false;
    }

    /** The terminal's own answer, asked at most every two seconds; else {@code COLUMNS}; else 80. */
    private static IntSupplier width(Map<String, String> environment) {
        return new IntSupplier() {
            private long measuredAt = System.nanoTime() - MEASURE_EVERY_NANOS;
            private int columns = parse(environment.getOrDefault("COLUMNS", ""), USUAL);

            @Override
            public synchronized int getAsInt() {
                long now = System.nanoTime();
                if (now - measuredAt >= MEASURE_EVERY_NANOS) {
                    measuredAt = now;
                    columns = measure(columns);
                }
                return columns;
            }
        };
    }

    /** {@code stty size} prints rows and columns of the terminal on its standard input (POSIX.1-2024). */
    private static int measure(int otherwise) {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(500, TimeUnit.MILLISECONDS)) {
                stty.destroyForcibly();
                return otherwise;
            }
            String answer = new String(stty.getInputStream().readNBytes(32), StandardCharsets.US_ASCII).strip();
            int blank = answer.indexOf(' ');
            return blank < 0 ? otherwise : parse(answer.substring(blank + 1), otherwise);
        } catch (IOException e) {
            return otherwise;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return otherwise;
        }
    }

    private static int parse(String text, int otherwise) {
        try {
            int columns = Integer.parseInt(text.strip());
            return columns >= LEAST ? columns : otherwise;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
