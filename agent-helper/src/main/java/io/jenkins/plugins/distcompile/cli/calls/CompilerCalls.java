package io.jenkins.plugins.distcompile.cli.calls;

import io.jenkins.plugins.distcompile.dispatch.CallReader;
import io.jenkins.plugins.distcompile.dispatch.UnitIntake;
import java.io.IOException;

/** Compiler calls of a command and all that it starts, on their way into a build. */
public final class CompilerCalls implements AutoCloseable {
    private final CallDesk desk;
    private final CallServer server;

    private CompilerCalls(CallDesk desk, CallServer server) {
        this.desk = desk;
        this.server = server;
    }

    /**
     * Calls are taken from now on.
     *
     * @param colour whether compilers that would speak to a terminal may be told so
     * @throws IOException if the socket cannot be had
     */
    public static CompilerCalls open(CallFolder folder, CallReader reader, UnitIntake intake, boolean colour)
            throws IOException {
        CallDesk desk = new CallDesk(reader, intake, colour);
        CallServer server = CallServer.open(folder.socket(), desk, CallServer.Bounds.STANDARD);
        desk.answerThrough(server);
        return new CompilerCalls(desk, server);
    }

    /** Who calls from now on compiles for himself; those who wait are answered as ever. */
    public void takeNoMore() {
        server.takeNoMore();
    }

    /** One line on the calls that their callers have run themselves; null = there were none. */
    public String others() {
        return desk.others();
    }

    /** Whoever still waits is told that nothing comes any more. */
    @Override
    public void close() {
        desk.close();
        server.close();
    }
}
