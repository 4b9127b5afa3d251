package io.jenkins.plugins.distcompile.agent.activity;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads the text of {@code /proc/interrupts}, which anybody may read: how often each line has fired. Pure. */
final class Interrupts {
    /** Interrupt number to its count over all processors and its description in lower case. */
    private final Map<String, Line> lines = new HashMap<>();

    static Interrupts parse(String text) {
        Interrupts interrupts = new Interrupts();
        for (String row : text.split("\\n")) {
            int colon = row.indexOf(':');
            if (colon > 0) {
                interrupts.add(
                        row.substring(0, colon).trim(),
                        row.substring(colon + 1).trim().split("\\s+"));
            }
        }
        return interrupts;
    }

    private void add(String number, String[] fields) {
        long count = 0;
        int field = 0;
        while (field < fields.length && fields[field].matches("\\d{1,18}")) {
            count += Long.parseLong(fields[field]);
            field++;
        }
        String description = String.join(" ", java.util.Arrays.asList(fields).subList(field, fields.length));
        lines.put(number, new Line(count, description.toLowerCase(Locale.ROOT)));
    }

    /**
     * The count of the line that serves the device alone, or -1 when there is none: i8042's line 1 is its keyboard
     * and 12 its pointer; an I²C device's line carries the device's own name, of which {@code i2cName} is the start.
     */
    long i8042(boolean keyboard) {
        Line line = lines.get(keyboard ? "1" : "12");
        return line != null && line.description.contains("i8042") ? line.count : -1;
    }

    long i2c(String i2cName) {
        String wanted = i2cName.toLowerCase(Locale.ROOT);
        return lines.values().stream()
                .filter(line -> !wanted.isEmpty() && line.description.contains(wanted))
                .mapToLong(Line::count)
                .max()
                .orElse(-1);
    }

    /** All USB host controllers together; -1 = none. */
    long usb() {
        return lines.values().stream()
                .filter(line -> line.description.contains("hci_hcd"))
                .mapToLong(Line::count)
                .reduce(Long::sum)
                .orElse(-1);
    }

    private record Line(long count, String description) {}
}
