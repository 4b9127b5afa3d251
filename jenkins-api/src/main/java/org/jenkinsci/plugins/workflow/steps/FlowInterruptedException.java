package org.jenkinsci.plugins.workflow.steps;

import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.List;
import jenkins.model.CauseOfInterruption;

/** Signature only; see README.md of this module. */
public final class FlowInterruptedException extends InterruptedException {
    public FlowInterruptedException(Result result, boolean actualInterruption, CauseOfInterruption... causes) {
        throw new AssertionError("signature only");
    }

    public Result getResult() {
        throw new AssertionError("signature only");
    }

    public List<CauseOfInterruption> getCauses() {
        throw new AssertionError("signature only");
    }

    public boolean isActualInterruption() {
        throw new AssertionError("signature only");
    }

    public void setActualInterruption(boolean actualInterruption) {
        throw new AssertionError("signature only");
    }

    @Override
    public String getMessage() {
        throw new AssertionError("signature only");
    }

    public void handle(Run<?, ?> run, TaskListener listener) {
        throw new AssertionError("signature only");
    }
}
