package io.jenkins.plugins.distcompile.criteria;

/**
 * Threshold criteria of an announcement: {@code cpu.mhz >= 2000 && mem.free >= 4GiB && os == 'linux'}. A client
 * parses them to tell the user early, a helper parses and checks them to decide whether it bids. Immutable; any
 * thread. The language is described in docs/criteria.md.
 */
public final class Criteria {
    /** Longest criteria that are read, characters. */
    public static final int MAX_LENGTH = 4096;

    /** Passes every agent. */
    public static final Criteria NONE = new Criteria("", new Condition.Constant(true));

    private final String text;
    private final Condition condition;

    private Criteria(String text, Condition condition) {
        this.text = text;
        this.condition = condition;
    }

    /**
     * Reads criteria; blank text passes every agent. Linear in the length.
     *
     * @throws CriteriaException for anything that is not of the language, longer than {@link #MAX_LENGTH} or nested
     *     deeper than 64
     */
    public static Criteria parse(String text) throws CriteriaException {
        if (text.length() > MAX_LENGTH) {
            throw new CriteriaException("longer than " + MAX_LENGTH + " characters", text, MAX_LENGTH);
        }
        return new Criteria(text.strip(), Parser.parse(text, Facts::find));
    }

    /**
     * Reads criteria in which a name that is no fact means metadata of that name, so that {@code gpu_mem >= 8GiB} is short
     * for {@code meta.gpu_mem >= 8GiB}. For the answers of ranking utilities, whose names only their author knows.
     *
     * @throws CriteriaException as {@link #parse}
     */
    public static Criteria parseWithMetadata(String text) throws CriteriaException {
        if (text.length() > MAX_LENGTH) {
            throw new CriteriaException("longer than " + MAX_LENGTH + " characters", text, MAX_LENGTH);
        }
        return new Criteria(text.strip(), Parser.parse(text, Facts::findOrMetadata));
    }

    /** Whether the machine meets them; a fact that the machine does not state meets no threshold. */
    public Verdict check(AgentProfile profile) {
        Condition.Outcome outcome = condition.check(profile);
        return outcome.truth() == Condition.Truth.TRUE ? Verdict.PASSED : new Verdict(false, outcome.reason());
    }

    /** The criteria as they were written. */
    @Override
    public String toString() {
        return text;
    }
}
