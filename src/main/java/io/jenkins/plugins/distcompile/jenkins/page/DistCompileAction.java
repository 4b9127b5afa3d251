package io.jenkins.plugins.distcompile.jenkins.page;

import hudson.model.Run;
import java.io.File;
import jenkins.model.RunAction2;

/**
 * One {@code distCompile} of a build: marks the build as having it, and knows where its record is. Kept in the build's
 * file by its id alone.
 */
public class DistCompileAction implements RunAction2 {
    private final String stepId;
    private transient Run<?, ?> run;

    /** @param stepId names the folder of its record in the build's folder */
    public DistCompileAction(String stepId) {
        this.stepId = stepId;
    }

    public String getStepId() {
        return stepId;
    }

    /** Events and result as they come. */
    protected File folder() {
        return new File(new File(run.getRootDir(), "distributed-compile"), stepId);
    }

    public Run<?, ?> getRun() {
        return run;
    }

    @Override
    public void onAttached(Run<?, ?> r) {
        run = r;
    }

    @Override
    public void onLoad(Run<?, ?> r) {
        run = r;
    }

    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return null;
    }

    @Override
    public String getUrlName() {
        return null;
    }
}
