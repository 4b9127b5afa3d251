package io.jenkins.plugins.distcompile.jenkins.step;

import jenkins.model.CauseOfInterruption;

/** Why a step ended whose node was taken away. */
public final class AgentGone extends CauseOfInterruption {
    private static final long serialVersionUID = 1L;

    private final String node;

    AgentGone(String node) {
        this.node = node;
    }

    @Override
    public String getShortDescription() {
        return Messages.AgentGone_shortDescription(node);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AgentGone gone && gone.node.equals(node);
    }

    @Override
    public int hashCode() {
        return node.hashCode();
    }
}
