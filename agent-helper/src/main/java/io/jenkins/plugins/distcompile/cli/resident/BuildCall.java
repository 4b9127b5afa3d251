package io.jenkins.plugins.distcompile.cli.resident;

import io.jenkins.plugins.distcompile.cli.caller.CallTexts;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A build that somebody wants: the protocol's number, 1 if standard error is a terminal and its columns, before arguments
 * and environment.
 *
 * @param columns the terminal's width; 0 = not known
 */
record BuildCall(boolean terminal, int columns, List<String> arguments, Map<String, String> environment) {
    /** What {@code caller.c} says. */
    static final String PROTOCOL = "1";

    private static final int OWN_TEXTS = 3;

    BuildCall {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** @throws IOException if it is no call, or one of another version */
    static BuildCall parse(byte[] payload) throws IOException {
        CallTexts texts = CallTexts.parse(payload, PROTOCOL, OWN_TEXTS);
        try {
            return new BuildCall(
                    texts.own().get(1).equals("1"),
                    Integer.parseInt(texts.own().get(2)),
                    texts.arguments(),
                    texts.environment());
        } catch (NumberFormatException e) {
            throw new IOException("not a call", e);
        }
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
