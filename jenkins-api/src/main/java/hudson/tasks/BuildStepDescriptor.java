package hudson.tasks;

import hudson.model.AbstractProject;
import hudson.model.Describable;
import hudson.model.Descriptor;

/** Signature only; see README.md of this module. */
public abstract class BuildStepDescriptor<T extends BuildStep & Describable<T>> extends Descriptor<T> {
    protected BuildStepDescriptor(Class<? extends T> clazz) {
        throw new AssertionError("signature only");
    }

    protected BuildStepDescriptor() {
        throw new AssertionError("signature only");
    }

    public abstract boolean isApplicable(Class<? extends AbstractProject> jobType);
}
