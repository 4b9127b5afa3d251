package io.jenkins.plugins.distcompile.jenkins.pool;

import hudson.Extension;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.queue.CauseOfBlockage;
import hudson.model.queue.QueueTaskDispatcher;

/** Keeps placeholders off the build's own node and off agents that have just declined. */
@Extension
public final class PlaceholderPlaces extends QueueTaskDispatcher {
    @Override
    public CauseOfBlockage canTake(Node node, Queue.BuildableItem item) {
        return item.task instanceof Placeholder placeholder ? placeholder.refusal(node) : null;
    }
}
