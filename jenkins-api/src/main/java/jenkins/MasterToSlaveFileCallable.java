package jenkins;

import jenkins.agents.ControllerToAgentFileCallable;

/** Signature only; see README.md of this module. */
public abstract class MasterToSlaveFileCallable<T> implements ControllerToAgentFileCallable<T> {}
