package io.jenkins.plugins.distcompile.schedule;

/** What becomes of units that no agent takes. Confirming runs are made here under each of them. */
public enum Fallback {
    /** Run them here; agents that bid later still get units. */
    LOCAL,
    /** Wait for an agent. */
    WAIT,
    /** Fail them. */
    FAIL
}
