package org.jenkinsci.plugins.workflow.steps;

import hudson.ExtensionList;
import hudson.model.Descriptor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Signature only; see README.md of this module. */
public abstract class StepDescriptor extends Descriptor<Step> {
    public abstract Set<? extends Class<?>> getRequiredContext();

    public Set<? extends Class<?>> getProvidedContext() {
        throw new AssertionError("signature only");
    }

    public abstract String getFunctionName();

    public boolean takesImplicitBlockArgument() {
        throw new AssertionError("signature only");
    }

    public boolean isAdvanced() {
        throw new AssertionError("signature only");
    }

    public boolean isMetaStep() {
        throw new AssertionError("signature only");
    }

    public final Class<?> getMetaStepArgumentType() {
        throw new AssertionError("signature only");
    }

    public final void checkContextAvailability(StepContext c)
            throws MissingContextVariableException, IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public static ExtensionList<StepDescriptor> all() {
        throw new AssertionError("signature only");
    }

    public static Iterable<StepDescriptor> allMeta() {
        throw new AssertionError("signature only");
    }

    public static StepDescriptor byFunctionName(String name) {
        throw new AssertionError("signature only");
    }

    public static List<StepDescriptor> metaStepsOf(String symbol) {
        throw new AssertionError("signature only");
    }

    public String argumentsToString(Map<String, Object> namedArgs) {
        throw new AssertionError("signature only");
    }
}
