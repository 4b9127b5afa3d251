package io.jenkins.plugins.distcompile.jenkins.step;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import java.io.IOException;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * A Pipeline step as the host of a compile. The node is found by its name and the folder by its path: the step's own
 * context would wait for an agent that is away, or not find it at all.
 */
final class StepHost implements CompileHost {
    private final StepContext context;
    private final Run<?, ?> run;
    private final String nodeName;
    private final String folder;

    StepHost(StepContext context, Run<?, ?> run, String nodeName, String folder) {
        this.context = context;
        this.run = run;
        this.nodeName = nodeName;
        this.folder = folder;
    }

    @Override
    public Run<?, ?> run() {
        return run;
    }

    @Override
    public String nodeName() {
        return nodeName;
    }

    @Override
    public FilePath folder() {
        Computer computer = Jenkins.get().getComputer(nodeName);
        VirtualChannel channel = computer == null ? null : computer.getChannel();
        return channel == null ? null : new FilePath(channel, folder);
    }

    @Override
    public Launcher launcher() throws IOException, InterruptedException {
        return context.get(Launcher.class);
    }

    @Override
    public EnvVars environment() throws IOException, InterruptedException {
        return context.get(EnvVars.class);
    }

    @Override
    public TaskListener listener() throws IOException, InterruptedException {
        return context.get(TaskListener.class);
    }
}
