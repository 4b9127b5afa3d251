package io.jenkins.plugins.distcompile.dispatch;

import io.jenkins.plugins.distcompile.protocol.Message;

/**
 * A distribution list that nobody keeps: whoever hears of the build may come, by {@link Dispatcher#join}. This is how
 * they hear of it.
 */
@FunctionalInterface
public interface OpenList {

    /**
     * What waits now. Called on the build's thread, at least twice a second; must not block.
     *
     * @param announcement without rankings, which are settled on the link; no waiting units = nobody need come
     */
    void waiting(Message.Announce announcement);
}
