package io.jenkins.plugins.distcompile.agent.activity;

/**
 * A process that is not ours, with what it used since the sample before.
 *
 * @param share of all processors, 0 … 1
 */
public record ForeignProcess(long pid, String name, double share) {}
