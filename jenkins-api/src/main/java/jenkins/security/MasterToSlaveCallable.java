package jenkins.security;

import jenkins.agents.ControllerToAgentCallable;

/** Signature only; see README.md of this module. */
public abstract class MasterToSlaveCallable<V, T extends Throwable> implements ControllerToAgentCallable<V, T> {}
