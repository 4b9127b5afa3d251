package jenkins.agents;

import hudson.FilePath;

/** Signature only; see README.md of this module. */
public interface ControllerToAgentFileCallable<T> extends FilePath.FileCallable<T> {}
