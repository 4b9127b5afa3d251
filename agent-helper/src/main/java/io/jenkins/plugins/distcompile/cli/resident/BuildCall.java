package io.jenkins.plugins.distcompile.cli.resident;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A build that somebody wants: texts that each end with a zero byte. The protocol's number, 1 if standard error is a
 * terminal, its columns, the number of arguments, those, and the environment.
 *
 * @param columns the terminal's width; 0 = not known
 */
record BuildCall(boolean terminal, int columns, List<String> arguments, Map<String, String> environment) {
    /** What {@code caller.c} says. */
    static final String PROTOCOL = "1";

    BuildCall {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** @throws IOException if it is no call, or one of another version */
    static BuildCall parse(byte[] payload) throws IOException {
        List<String> texts = texts(payload);
        try {
            if (!texts.get(0).equals(PROTOCOL)) {
                throw new IOException("the caller speaks another version; run 'distcompile resident start' anew");
            }
            int count = Integer.parseInt(texts.get(3));
            Map<String, String> environment = new HashMap<>();
            for (String variable : texts.subList(4 + count, texts.size())) {
                int equals = variable.indexOf('=');
                if (equals > 0) {
                    environment.putIfAbsent(variable.substring(0, equals), variable.substring(equals + 1));
                }
            }
            return new BuildCall(
                    texts.get(1).equals("1"), Integer.parseInt(texts.get(2)), texts.subList(4, 4 + count), environment);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IOException("not a call", e);
        }
    }

    private static List<String> texts(byte[] payload) {
        // As this JVM reads its own arguments and environment.
        Charset charset = Charset.forName(
                System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name()));
        List<String> texts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < payload.length; i++) {
            if (payload[i] == 0) {
                texts.add(charset.decode(ByteBuffer.wrap(payload, start, i - start))
                        .toString());
                start = i + 1;
            }
        }
        return texts;
    }

    /**
     * A variable by which this process would have to be another one; null = there is none. Its defaults come from some, the
     * JVM finds programs by its own {@code PATH}, whatever environment they are given, and reads names in its own locale.
     */
    String differsIn(Map<String, String> own) {
        TreeSet<String> names = new TreeSet<>(own.keySet());
        names.addAll(environment.keySet());
        return names.stream()
                .filter(BuildCall::matters)
                .filter(name -> !own.getOrDefault(name, "").equals(environment.getOrDefault(name, "")))
                .findFirst()
                .orElse(null);
    }

    private static boolean matters(String name) {
        return name.startsWith("DISTCOMPILE_")
                || name.startsWith("LC_")
                || List.of("HOME", "LANG", "PATH", "XDG_CACHE_HOME", "XDG_STATE_HOME")
                        .contains(name);
    }
}
