package org.jenkinsci.plugins.workflow.steps;

/** Signature only; see README.md of this module. */
public class MissingContextVariableException extends Exception {
    public MissingContextVariableException(Class<?> type, StepDescriptor d) {
        throw new AssertionError("signature only");
    }
}
