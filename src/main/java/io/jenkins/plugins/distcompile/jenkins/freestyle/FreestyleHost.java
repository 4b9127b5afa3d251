package io.jenkins.plugins.distcompile.jenkins.freestyle;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.distcompile.jenkins.step.CompileHost;

/** A freestyle build as the host of a compile: what it was given is good until it ends. */
record FreestyleHost(
        Run<?, ?> run, String nodeName, FilePath folder, Launcher launcher, EnvVars environment, TaskListener listener)
        implements CompileHost {}
