package io.jenkins.plugins.distcompile.schedule;

/**
 * What the build could give to agents that it has no free slots for.
 *
 * @param units that could run on an agent now or soon; 0 = nobody more is needed
 * @param seconds predicted work of all units that are not done, on the reference machine
 * @param largestMemoryBytes largest stated need; 0 = none stated
 */
public record Demand(int units, double seconds, long largestMemoryBytes) {}
