package io.jenkins.plugins.distcompile.dispatch;

import io.jenkins.plugins.distcompile.link.Opening;
import java.io.IOException;

/** One entry of the distribution list: how to reach a helper. Implementations are safe for use by several threads. */
public interface AgentSource {

    /** How the list names it: a name, or {@code host:port}. Unique in a pool. */
    String address();

    /**
     * Reaches the helper and proves the pool key; blocks for at most a few seconds.
     *
     * @throws IOException with one line that says why not
     */
    Opening connect() throws IOException;

    /** Whether a helper that cannot be reached, or is lost, may be there again later in the build. */
    boolean mayReturn();

    /** Whether it is certain that the helper runs on this machine, so that bytes reach it at next to no cost. */
    default boolean near() {
        return false;
    }

    /** Called in place of {@link #connect} when the build takes nobody any more; a source that holds a link closes it. */
    default void abandon(String reason) {}
}
