package io.jenkins.plugins.distcompile.history;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * Entries as keys and values of the store. A value ends with a checksum over key and value, because the store checks
 * its own structure but not the bytes in it.
 */
final class EntryCodec {
    private static final String SEPARATOR = "\t";
    private static final int MAX_NAME = 1024;

    private EntryCodec() {}

    static String key(String project, String unit, String agent) {
        return prefix(project) + name(unit) + SEPARATOR + name(agent);
    }

    /** What all keys of a project start with. */
    static String prefix(String project) {
        return name(project) + SEPARATOR;
    }

    static String value(String key, HistoryEntry entry) {
        String body = String.join(
                SEPARATOR,
                name(entry.language()),
                Long.toString(entry.count()),
                Long.toString(entry.sourceBytes()),
                Long.toString(entry.outputBytes()),
                Long.toString(entry.memoryBytes()),
                Long.toString(entry.seenAt()),
                entry.lastSeconds().stream().map(String::valueOf).collect(Collectors.joining(" ")));
        return body + SEPARATOR + checksum(key, body);
    }

    /** The entry; null when key or value are damaged. */
    static HistoryEntry entry(String key, String value) {
        int end = value.lastIndexOf(SEPARATOR);
        if (end < 0 || !value.substring(end + 1).equals(checksum(key, value.substring(0, end)))) {
            return null;
        }
        String[] names = key.split(SEPARATOR, -1);
        String[] parts = value.substring(0, end).split(SEPARATOR, -1);
        if (names.length != 3 || parts.length != 7) {
            return null;
        }
        try {
            List<Double> times =
                    Arrays.stream(parts[6].split(" ", -1)).map(Double::valueOf).toList();
            return new HistoryEntry(
                    names[0],
                    names[1],
                    names[2],
                    parts[0],
                    Long.parseLong(parts[1]),
                    times,
                    Long.parseLong(parts[2]),
                    Long.parseLong(parts[3]),
                    Long.parseLong(parts[4]),
                    Long.parseLong(parts[5]));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String name(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", " ");
        return plain.length() > MAX_NAME ? plain.substring(0, MAX_NAME) : plain;
    }

    private static String checksum(String key, String body) {
        CRC32 crc = new CRC32();
        crc.update(key.getBytes(StandardCharsets.UTF_8));
        crc.update('\n');
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }
}
