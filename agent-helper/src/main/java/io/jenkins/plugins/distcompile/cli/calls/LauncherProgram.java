package io.jenkins.plugins.distcompile.cli.calls;

import io.jenkins.plugins.distcompile.cli.caller.SmallProgram;
import io.jenkins.plugins.distcompile.link.OwnerOnly;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The program that stands before compilers, {@code distcompile-cc}, and what processes need to find it and whom it calls.
 *
 * @param file in a folder that holds no other program
 */
public record LauncherProgram(Path file) {
    private static final String NAME = "distcompile-cc";
    /** Names the socket; {@code distcompile-cc.c} reads it. */
    private static final String SOCKET = "DISTCOMPILE_CALLS";
    /** Names the program, for {@code bin/distcompile-cc}, which may be what a configured tree calls. */
    private static final String PROGRAM = "DISTCOMPILE_CC";

    /**
     * @param cache what {@code bin/distcompile} takes for its cache
     * @throws IOException if it cannot be made: the message says why and what to do
     */
    public static LauncherProgram ensure(Path cache) throws IOException, InterruptedException {
        Path folder = cache.resolve("launcher");
        OwnerOnly.createFolder(folder);
        return new LauncherProgram(SmallProgram.ensure(folder, NAME));
    }

    /** The variables of a process whose compiler calls, and those of all that it starts, are to go there. */
    public Map<String, String> environment(Map<String, String> own, Path socket) {
        Map<String, String> variables = new HashMap<>(own);
        String path = own.getOrDefault("PATH", "");
        variables.put("PATH", file.getParent() + (path.isEmpty() ? "" : File.pathSeparator + path));
        variables.put(SOCKET, socket.toString());
        variables.put(PROGRAM, file.toString());
        return variables;
    }
}
