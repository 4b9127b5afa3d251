package io.jenkins.plugins.distcompile.jenkins.pool;

/** One way of finding agents for a step. Thread-safe; nothing waits for an agent here. */
interface Seats {
    /** Adds and gives back what the build's state asks for; called at every look at the build. */
    void tend(Demand demand);

    /** Helpers that are on their way, of executors that are free at least; after {@link #tend}. */
    int coming(Demand demand);

    /** Starts no further helper; those that have been stay until they end or {@link #close}. */
    void takeNoMore();

    /** Gives everything back; the helpers end within seconds. */
    void close(String reason);
}
