package io.jenkins.plugins.distcompile.agent.activity;

import java.util.Locale;

/** What a helper does about activity that is not ours. */
public enum Reaction {
    /** Nothing. */
    IGNORE,
    /** Goes on bidding and compiling, at the lowest priority. */
    LOWER_PRIORITY,
    /** Finishes what runs and bids for nothing new. */
    NO_NEW_BIDS,
    /** Hands running units back and bids for nothing new. */
    HAND_BACK;

    /** Reads {@code hand-back} and the like. @throws IllegalArgumentException naming the values */
    public static Reaction parse(String text) {
        for (Reaction reaction : values()) {
            if (reaction.word().equals(text)) {
                return reaction;
            }
        }
        throw new IllegalArgumentException(
                "activity policy '" + text + "': use one of ignore, lower-priority, no-new-bids, hand-back");
    }

    /** As the command line and the configuration write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
