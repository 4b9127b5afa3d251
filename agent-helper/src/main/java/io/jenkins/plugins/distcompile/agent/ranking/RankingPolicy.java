package io.jenkins.plugins.distcompile.agent.ranking;

/** Which ranking utilities a helper runs. */
public enum RankingPolicy {
    /** None. */
    NONE,
    /** Those that its administrator has put into a folder, by name: the default outside Jenkins. */
    INSTALLED,
    /** Those, and what clients send. */
    SENT;

    /** Reads {@code none}, {@code installed} or {@code sent}. @throws IllegalArgumentException naming the values */
    public static RankingPolicy parse(String text) {
        for (RankingPolicy policy : values()) {
            if (policy.name().toLowerCase(java.util.Locale.ROOT).equals(text)) {
                return policy;
            }
        }
        throw new IllegalArgumentException("ranking policy '" + text + "': use none, installed or sent");
    }
}
