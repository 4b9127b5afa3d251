package io.jenkins.plugins.distcompile.bench.peers;

import java.nio.file.Path;
import java.util.List;

/** One way to compile on several hosts. */
interface Peer extends AutoCloseable {
    String name();

    /** Starts its daemons on the hosts and returns when they take work. */
    void start(List<SimHost> hosts, int slots) throws Exception;

    /** Starts the build; objects go to {@code out}. */
    Process build(Work work, Path out) throws Exception;

    /** Ends what runs outside the hosts. */
    @Override
    default void close() throws Exception {}
}
