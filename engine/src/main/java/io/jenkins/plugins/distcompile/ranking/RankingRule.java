package io.jenkins.plugins.distcompile.ranking;

import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import io.jenkins.plugins.distcompile.criteria.Criteria;
import io.jenkins.plugins.distcompile.criteria.Verdict;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a build makes of its agents' ranks (C5): combines them, qualifies by the smallest rank and then by a condition
 * on the metadata; the highest wins. Pure; the client asks it at each bid.
 *
 * @param specs the utilities; empty = no ranking
 * @param minRank smallest combined rank that qualifies, 0 … 100
 * @param where condition as {@link Criteria#parseWithMetadata} reads it; sees the profile with the utilities' metadata
 */
public record RankingRule(List<RankingSpec> specs, double minRank, Criteria where) {
    public static final int MAX_SPECS = 16;

    /** Every agent qualifies. */
    public static final RankingRule NONE = new RankingRule(List.of(), 0, Criteria.NONE);

    public RankingRule {
        specs = List.copyOf(specs);
        if (!(minRank >= 0 && minRank <= 100)) {
            throw new IllegalArgumentException("--min-rank must be 0 to 100, not " + minRank);
        }
        if (specs.size() > MAX_SPECS) {
            throw new IllegalArgumentException("--ranking is given more than " + MAX_SPECS + " times");
        }
        Set<String> names = new HashSet<>();
        for (RankingSpec spec : specs) {
            if (!names.add(spec.name())) {
                throw new IllegalArgumentException("--ranking " + spec.name() + " is given twice");
            }
        }
        if (!specs.isEmpty() && specs.stream().noneMatch(spec -> spec.weight() > 0)) {
            throw new IllegalArgumentException("--ranking: at least one weight must be above 0");
        }
    }

    /**
     * How the agent stands.
     *
     * @param ranks by the utility's name; ranks of others than {@link #specs} are not looked at
     */
    public Standing judge(AgentProfile profile, Map<String, Rank> ranks) {
        double sum = 0;
        double weights = 0;
        Map<String, String> metadata = new HashMap<>(profile.metadata());
        for (RankingSpec spec : specs) {
            Rank rank = ranks.getOrDefault(spec.name(), Rank.none(spec.name(), "the agent has not sent one"))
                    .checked();
            if (!rank.ranked() && spec.weight() > 0) {
                return Standing.refused(-1, "no rank from " + spec.name() + ": " + rank.reason());
            }
            sum += spec.weight() * Math.max(0, rank.value());
            weights += spec.weight();
            addFacts(metadata, spec.name(), rank.metadata());
        }
        // Weighted arithmetic mean, so the result is 0 … 100 again whatever the weights add up to.
        double combined = weights == 0 ? 0 : sum / weights;
        if (combined < minRank) {
            return Standing.refused(combined, "rank " + shown(combined) + ", wanted at least " + shown(minRank));
        }
        Verdict verdict = where.check(profile.withMetadata(metadata));
        return verdict.passed() ? Standing.qualified(combined) : Standing.refused(combined, verdict.reason());
    }

    /** Under its own name a fact of a later utility replaces that of an earlier one; {@code UTILITY.NAME} keeps both. */
    private static void addFacts(Map<String, String> metadata, String utility, Map<String, String> facts) {
        facts.forEach((name, value) -> {
            metadata.put(name, value);
            metadata.put(utility + "." + name, value);
        });
    }

    private static String shown(double rank) {
        return String.format(Locale.ROOT, "%.1f", rank);
    }
}
