package jenkins.agents;

import hudson.remoting.Callable;

/** Signature only; see README.md of this module. */
public interface ControllerToAgentCallable<V, T extends Throwable> extends Callable<V, T> {}
