package org.jenkinsci.plugins.workflow.steps;

import hudson.EnvVars;
import hudson.model.TaskListener;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import java.util.Set;

/** Signature only; see README.md of this module. */
public abstract class EnvironmentExpander implements Serializable {
    public abstract void expand(EnvVars env) throws IOException, InterruptedException;

    public Set<String> getSensitiveVariables() {
        throw new AssertionError("signature only");
    }

    public static EnvironmentExpander constant(Map<String, String> env) {
        throw new AssertionError("signature only");
    }

    public static EnvironmentExpander merge(EnvironmentExpander original, EnvironmentExpander subsequent) {
        throw new AssertionError("signature only");
    }

    public static EnvVars getEffectiveEnvironment(
            EnvVars customEnvironment,
            EnvVars contextualEnvironment,
            EnvironmentExpander expander,
            StepContext stepContext,
            TaskListener listener)
            throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }
}
