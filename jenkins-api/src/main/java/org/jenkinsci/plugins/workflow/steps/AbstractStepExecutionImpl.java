package org.jenkinsci.plugins.workflow.steps;

/** Signature only; see README.md of this module. */
public abstract class AbstractStepExecutionImpl extends StepExecution {
    protected AbstractStepExecutionImpl(StepContext context) {
        super(null);
        throw new AssertionError("signature only");
    }
}
