package io.jenkins.plugins.distcompile.agent.benchmark;

/** When a helper times the benchmark unit. */
public enum BenchmarkPolicy {
    /** Never; a score that is known from before is used all the same. */
    NEVER,
    /** At the first start, and when the compiler or the hardware has changed. */
    WHEN_NEEDED,
    /** At this start, and when the compiler or the hardware has changed. */
    NOW
}
