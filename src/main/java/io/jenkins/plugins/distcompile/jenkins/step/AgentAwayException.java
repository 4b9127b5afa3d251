package io.jenkins.plugins.distcompile.jenkins.step;

import java.io.IOException;

/** The build's own node cannot be reached now; it may come back, with the dispatcher still at work. */
public final class AgentAwayException extends IOException {
    private static final long serialVersionUID = 1L;

    AgentAwayException(String node) {
        super((node.isEmpty() ? "the built-in node" : node) + " is away");
    }
}
