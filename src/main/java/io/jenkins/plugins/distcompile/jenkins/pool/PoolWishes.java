package io.jenkins.plugins.distcompile.jenkins.pool;

/**
 * How a step wants its agents.
 *
 * @param label expression; empty = none, the build's own node does it all
 * @param beside next to other builds, without executors
 * @param maxExecutors most that are taken; ignored when {@code beside}
 * @param link {@code auto}, {@code relay} or {@code direct}
 */
public record PoolWishes(String label, boolean beside, int maxExecutors, String link) {
    boolean triesDirect() {
        return !link.equals("relay");
    }

    boolean needsDirect() {
        return link.equals("direct");
    }
}
