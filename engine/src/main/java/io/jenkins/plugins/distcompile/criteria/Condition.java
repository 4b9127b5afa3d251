package io.jenkins.plugins.distcompile.criteria;

import java.util.ArrayList;
import java.util.List;

/**
 * A node of parsed criteria. Three-valued as in Kleene's strong logic ("Introduction to Metamathematics", 1952,
 * section 64): what a machine does not say is neither true nor false, so a negation does not make it pass.
 */
sealed interface Condition permits Condition.Constant, Condition.And, Condition.Or, Condition.Not, Comparison {

    Outcome check(AgentProfile profile);

    enum Truth {
        TRUE,
        FALSE,
        UNKNOWN
    }

    /** @param reason why it is not TRUE; empty when it is */
    record Outcome(Truth truth, String reason) {
        static final Outcome HOLDS = new Outcome(Truth.TRUE, "");
    }

    /** Empty criteria, or the word {@code true} or {@code false}. */
    record Constant(boolean value) implements Condition {
        @Override
        public Outcome check(AgentProfile profile) {
            return value ? Outcome.HOLDS : new Outcome(Truth.FALSE, "the criteria say false");
        }
    }

    record And(List<Condition> parts) implements Condition {
        @Override
        public Outcome check(AgentProfile profile) {
            Outcome unknown = null;
            for (Condition part : parts) {
                Outcome outcome = part.check(profile);
                if (outcome.truth() == Truth.FALSE) {
                    return outcome;
                }
                if (outcome.truth() == Truth.UNKNOWN && unknown == null) {
                    unknown = outcome;
                }
            }
            return unknown == null ? Outcome.HOLDS : unknown;
        }
    }

    record Or(List<Condition> parts) implements Condition {
        @Override
        public Outcome check(AgentProfile profile) {
            Truth truth = Truth.FALSE;
            List<String> reasons = new ArrayList<>();
            for (Condition part : parts) {
                Outcome outcome = part.check(profile);
                if (outcome.truth() == Truth.TRUE) {
                    return Outcome.HOLDS;
                }
                if (outcome.truth() == Truth.UNKNOWN) {
                    truth = Truth.UNKNOWN;
                }
                reasons.add(outcome.reason());
            }
            return new Outcome(truth, String.join("; or ", reasons));
        }
    }

    /** @param text the negated part as it was written */
    record Not(Condition inner, String text) implements Condition {
        @Override
        public Outcome check(AgentProfile profile) {
            Outcome outcome = inner.check(profile);
            return switch (outcome.truth()) {
                case TRUE -> new Outcome(Truth.FALSE, "unwanted: " + text);
                case FALSE -> Outcome.HOLDS;
                case UNKNOWN -> outcome;
            };
        }
    }
}
