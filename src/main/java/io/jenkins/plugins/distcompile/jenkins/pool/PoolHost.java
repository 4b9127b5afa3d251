package io.jenkins.plugins.distcompile.jenkins.pool;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import java.io.IOException;

/** What a pool asks of the step it serves. Asked anew each time: the build's node may have come back since. */
public interface PoolHost {
    /** Names the step: letters and digits. */
    String id();

    Run<?, ?> run();

    /** The name of the node that the build runs on; empty = the built-in one. */
    String nodeName();

    /** The control folder of the dispatcher on that node. */
    FilePath control() throws IOException, InterruptedException;

    /** Starts processes on that node, as the build itself would. */
    Launcher launcher() throws IOException, InterruptedException;

    /** The helper's program on that node. */
    HelperProgram program() throws IOException, InterruptedException;

    /** A helper's link has ended, and nobody here has ended it: the dispatcher may have. From any thread, and at once. */
    void suspect();

    /** A line for the build's console, unless the build has ended by then; from any thread, and at once. */
    void tell(String line);
}
