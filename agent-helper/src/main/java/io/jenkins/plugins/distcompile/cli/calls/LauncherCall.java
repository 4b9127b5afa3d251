package io.jenkins.plugins.distcompile.cli.calls;

import io.jenkins.plugins.distcompile.cli.caller.CallTexts;
import io.jenkins.plugins.distcompile.toolchain.CompilerCall;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A compiler call that a launcher has handed over.
 *
 * @param directory absolute, as compilers name it
 * @param command compiler first
 * @param environment all of the launcher's
 */
record LauncherCall(Path directory, List<String> command, Map<String, String> environment) {
    /** What {@code distcompile-cc.c} says. */
    private static final String PROTOCOL = "1";

    private static final int OWN_TEXTS = 3;

    /**
     * @param colour whether compilers that would speak to a terminal may be told so
     * @throws IOException if it is no call, or one of another version
     */
    static LauncherCall parse(byte[] payload, boolean colour) throws IOException {
        CallTexts texts = CallTexts.parse(payload, PROTOCOL, OWN_TEXTS);
        boolean terminal = colour && texts.own().get(1).equals("1");
        try {
            return new LauncherCall(
                    Path.of(texts.own().get(2)),
                    terminal ? coloured(texts.arguments(), texts.environment()) : texts.arguments(),
                    texts.environment());
        } catch (InvalidPathException e) {
            throw new IOException("not a call", e);
        }
    }

    /** A compiler that writes to a pipe of ours has to be told what it would see for itself. */
    private static List<String> coloured(List<String> command, Map<String, String> environment) {
        boolean decided = environment.getOrDefault("TERM", "dumb").equals("dumb")
                || "".equals(environment.get("GCC_COLORS"))
                || command.stream().anyMatch(CompilerCall::saysColour);
        if (decided) {
            return command;
        }
        List<String> told = new ArrayList<>(command);
        told.add(CompilerCall.COLOUR);
        return told;
    }
}
