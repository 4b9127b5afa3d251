package io.jenkins.plugins.distcompile.plan;

/**
 * What one unit needs while it runs.
 *
 * @param memoryBytes resident memory at its peak; 0 = not stated
 * @param diskBytes space for inputs, outputs and temporary files; 0 = not stated
 * @param slots how many of an agent's slots it occupies, at least 1
 */
public record ResourceNeed(long memoryBytes, long diskBytes, int slots) {

    public static final ResourceNeed NONE = new ResourceNeed(0, 0, 1);

    public ResourceNeed {
        if (memoryBytes < 0 || diskBytes < 0 || slots < 1) {
            throw new IllegalArgumentException("a need is not negative and takes at least one slot");
        }
    }
}
