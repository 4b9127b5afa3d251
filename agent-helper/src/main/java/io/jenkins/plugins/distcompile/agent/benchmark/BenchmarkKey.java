package io.jenkins.plugins.distcompile.agent.benchmark;

/**
 * What a score holds for: another compiler or other hardware needs another measurement.
 *
 * @param compiler digest, as in {@code CompilerFacts}
 * @param cpu model name
 * @param cores logical processors
 */
public record BenchmarkKey(String compiler, String cpu, int cores) {}
