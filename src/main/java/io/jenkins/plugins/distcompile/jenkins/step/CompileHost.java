package io.jenkins.plugins.distcompile.jenkins.step;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;

/**
 * Who runs a compile: a Pipeline step, or a freestyle build. Asked anew whenever something is needed, since an agent that
 * comes back comes with other handles.
 */
public interface CompileHost {
    Run<?, ?> run();

    /** The name of the node that the build runs on; empty = the built-in one. */
    String nodeName();

    /** The folder that paths are relative to, and beside which temporary files go; null = the node is away. */
    FilePath folder();

    Launcher launcher() throws IOException, InterruptedException;

    EnvVars environment() throws IOException, InterruptedException;

    TaskListener listener() throws IOException, InterruptedException;
}
