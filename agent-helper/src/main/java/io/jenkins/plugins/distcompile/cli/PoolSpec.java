package io.jenkins.plugins.distcompile.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What {@code --pool} says: helpers within this JVM, helpers in processes of their own, and addresses of helpers that
 * run already.
 *
 * @param embedded helpers to start in this JVM
 * @param spawned helpers to start as processes of their own
 * @param addresses {@code host:port}, in the order given, each once
 */
record PoolSpec(int embedded, int spawned, List<Address> addresses) {
    private static final int MOST_STARTED = 256;
    private static final int MOST_FILE_BYTES = 1 << 20;

    static final PoolSpec NONE = new PoolSpec(0, 0, List.of());

    record Address(String host, int port) {
        @Override
        public String toString() {
            return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /** Length of the distribution list. */
    int agents() {
        return embedded + spawned + addresses.size();
    }

    /** As the report shows it. */
    String shown() {
        List<String> parts = new ArrayList<>();
        if (embedded > 0) {
            parts.add("embedded:" + embedded);
        }
        if (spawned > 0) {
            parts.add("spawn:" + spawned);
        }
        addresses.forEach(address -> parts.add(address.toString()));
        return parts.isEmpty() ? "none" : String.join(",", parts);
    }

    /** @throws UserError for a text that is none of the forms */
    static PoolSpec parse(List<String> texts) {
        int embedded = 0;
        int spawned = 0;
        Set<Address> addresses = new LinkedHashSet<>();
        for (String text : texts) {
            for (String part : text.split(",")) {
                String item = part.trim();
                if (item.startsWith("embedded:")) {
                    embedded += count(item);
                } else if (item.startsWith("spawn:")) {
                    spawned += count(item);
                } else if (item.startsWith("@")) {
                    addresses.addAll(readFile(Path.of(item.substring(1))));
                } else if (!item.isEmpty()) {
                    addresses.add(address(item, "--pool " + item));
                }
            }
        }
        return new PoolSpec(embedded, spawned, List.copyOf(addresses));
    }

    private static int count(String item) {
        String number = item.substring(item.indexOf(':') + 1);
        try {
            int count = Integer.parseInt(number);
            if (count >= 1 && count <= MOST_STARTED) {
                return count;
            }
        } catch (NumberFormatException e) {
            // falls through to the one message
        }
        throw UserError.usage("--pool " + item + ": expected a number of helpers from 1 to " + MOST_STARTED);
    }

    private static Address address(String text, String where) {
        int colon = text.lastIndexOf(':');
        try {
            String host = text.substring(0, Math.max(0, colon)).replaceAll("^\\[|]$", "");
            int port = Integer.parseInt(text.substring(colon + 1));
            if (!host.isEmpty() && port >= 1 && port <= 65_535) {
                return new Address(host, port);
            }
        } catch (NumberFormatException e) {
            // falls through to the one message
        }
        throw UserError.usage(where + ": expected HOST:PORT, embedded:N, spawn:N or @FILE");
    }

    /** A stored list: one {@code host:port} a line; {@code #} begins a comment. */
    private static List<Address> readFile(Path file) {
        try {
            if (Files.size(file) > MOST_FILE_BYTES) {
                throw UserError.usage("--pool @" + file + ": larger than 1 MiB; is it a list of HOST:PORT lines?");
            }
            List<Address> addresses = new ArrayList<>();
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i).replaceFirst("#.*", "").trim();
                if (!line.isEmpty()) {
                    addresses.add(address(line, file + ":" + (i + 1) + ": " + line));
                }
            }
            return addresses;
        } catch (IOException e) {
            throw UserError.usage("cannot read --pool @" + file + ": " + Reason.of(e));
        }
    }
}
