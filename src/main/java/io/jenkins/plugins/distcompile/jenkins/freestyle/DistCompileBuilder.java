package io.jenkins.plugins.distcompile.jenkins.freestyle;

import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AbstractProject;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import io.jenkins.plugins.distcompile.jenkins.FormErrors;
import io.jenkins.plugins.distcompile.jenkins.step.DistCompileStep;
import java.io.IOException;
import jenkins.tasks.SimpleBuildStep;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * The step of a freestyle job: the options of {@code distCompile} in a Pipeline, kept in the job's configuration.
 * {@code $VARIABLES} in its texts are replaced from the build's environment. Blocks the build's executor; a freestyle
 * build does not survive a restart of the controller.
 */
public final class DistCompileBuilder extends Builder implements SimpleBuildStep {
    private final DistCompileStep request;

    /** @param options null = all defaults; what is missing is told when the build runs */
    @DataBoundConstructor
    public DistCompileBuilder(DistCompileStep options) {
        this.request = options == null ? new DistCompileStep() : options;
    }

    public DistCompileStep getOptions() {
        return request;
    }

    /** A job's configuration that was written by hand may lack the options. */
    private Object readResolve() {
        return request == null ? new DistCompileBuilder(null) : this;
    }

    @Override
    public void perform(Run<?, ?> run, FilePath workspace, EnvVars env, Launcher launcher, TaskListener listener)
            throws InterruptedException, IOException {
        new FreestyleCompile(Expansion.of(request, env), run, workspace, env, launcher, listener).perform();
    }

    /** Checks, choices and help are those of the options' own descriptor. */
    @Extension
    @Symbol("distCompile")
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {
        @Override
        public String getDisplayName() {
            return Messages.DistCompileBuilder_displayName();
        }

        @Override
        public Builder newInstance(StaplerRequest2 req, JSONObject form) throws FormException {
            return FormErrors.explained("options", () -> super.newInstance(req, form));
        }

        @Override
        public boolean isApplicable(Class<? extends AbstractProject> jobType) {
            return true;
        }
    }
}
