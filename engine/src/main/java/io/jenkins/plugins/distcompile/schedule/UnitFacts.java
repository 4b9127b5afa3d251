package io.jenkins.plugins.distcompile.schedule;

/**
 * What the scheduler knows of a unit before the build; its index is its place in the list.
 *
 * @param id the plan's name for it
 * @param predecessors indexes of the units before it
 * @param remote whether an agent may run it
 * @param localReason why it may not; empty when {@code remote}
 * @param compiler digest of the compiler it needs; empty = none
 * @param needsPreparation whether it has to be preprocessed here before it can be sent
 * @param memoryBytes stated need; 0 = not stated
 * @param workSeconds predicted run time on the reference machine; &gt; 0
 * @param uncertainty standard deviation of the natural logarithm of {@code workSeconds}; 0 = known
 * @param outputBytes predicted size of what it writes for others; 0 = not known
 * @param diskBytes stated need, else predicted size of what it writes; 0 = not known
 * @param networkBytes predicted size of what it reads and writes, if an agent may run it; 0 = not known
 */
public record UnitFacts(
        String id,
        int[] predecessors,
        boolean remote,
        String localReason,
        String compiler,
        boolean needsPreparation,
        long memoryBytes,
        double workSeconds,
        double uncertainty,
        long outputBytes,
        long diskBytes,
        long networkBytes) {

    public UnitFacts {
        if (!(workSeconds > 0) || !(uncertainty >= 0) || memoryBytes < 0) {
            throw new IllegalArgumentException(
                    "unit " + id + ": work must be positive, uncertainty and memory not negative");
        }
    }

    /** A unit of which nothing is known but what it writes. */
    public UnitFacts(
            String id,
            int[] predecessors,
            boolean remote,
            String localReason,
            String compiler,
            boolean needsPreparation,
            long memoryBytes,
            double workSeconds,
            double uncertainty,
            long outputBytes) {
        this(
                id,
                predecessors,
                remote,
                localReason,
                compiler,
                needsPreparation,
                memoryBytes,
                workSeconds,
                uncertainty,
                outputBytes,
                0,
                0);
    }

    /** A unit of which the size of its output is not known. */
    public UnitFacts(
            String id,
            int[] predecessors,
            boolean remote,
            String localReason,
            String compiler,
            boolean needsPreparation,
            long memoryBytes,
            double workSeconds,
            double uncertainty) {
        this(
                id,
                predecessors,
                remote,
                localReason,
                compiler,
                needsPreparation,
                memoryBytes,
                workSeconds,
                uncertainty,
                0);
    }
}
