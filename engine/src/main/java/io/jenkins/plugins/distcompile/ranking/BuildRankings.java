package io.jenkins.plugins.distcompile.ranking;

import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The ranking utilities of one build with what is known of each agent's ranks: the client's side of section C. Pure but
 * for the clock of its {@link RankMemory}; not thread-safe, used on the build's thread.
 */
public final class BuildRankings {
    private final RankingRule rule;
    private final Map<String, Script> scripts;
    private final RankMemory memory;

    private record Script(String sha256, byte[] content) {}

    /**
     * What to ask an agent.
     *
     * @param sha256 of the utility in hex; empty = installed on the agent
     * @param knownMillis a known rank holds for so long yet; 0 = none is known
     */
    public record Wanted(RankingSpec spec, String sha256, long knownMillis) {}

    private BuildRankings(RankingRule rule, Map<String, Script> scripts, RankMemory memory) {
        this.rule = rule;
        this.scripts = scripts;
        this.memory = memory;
    }

    /** No ranking at all: every agent qualifies, without a rank. */
    public static BuildRankings none() {
        return new BuildRankings(RankingRule.NONE, Map.of(), RankMemory.ofOneBuild());
    }

    /**
     * @param contents of the utilities that are sent, by name; the others are installed on the helpers
     * @throws IllegalArgumentException if one that has a file has no content
     */
    public static BuildRankings of(RankingRule rule, Map<String, byte[]> contents, RankMemory memory) {
        Map<String, Script> scripts = new HashMap<>();
        for (RankingSpec spec : rule.specs()) {
            byte[] content = contents.get(spec.name());
            if (!spec.installed() && content == null) {
                throw new IllegalArgumentException("no content for ranking utility " + spec.name());
            }
            if (content != null) {
                scripts.put(spec.name(), new Script(sha256(content), content.clone()));
            }
        }
        return new BuildRankings(rule, scripts, memory);
    }

    /** Whether agents are asked for ranks. */
    public boolean ranks() {
        return !rule.specs().isEmpty();
    }

    /** What to ask the agent for, in the user's order. */
    public List<Wanted> wanted(String agent) {
        return rule.specs().stream()
                .map(spec -> new Wanted(spec, hash(spec), memory.validMillis(agent, spec, hash(spec))))
                .toList();
    }

    /** The content to send for a name and digest; empty = the build has no such utility. */
    public Optional<byte[]> content(String name, String sha256) {
        return Optional.ofNullable(scripts.get(name))
                .filter(script -> script.sha256().equals(sha256))
                .map(Script::content);
    }

    /** Takes one rank from the agent; one that the build did not want is passed over. */
    public void heard(String agent, String machine, Rank rank, long validMillis) {
        for (RankingSpec spec : rule.specs()) {
            if (spec.name().equals(rank.utility())) {
                memory.put(agent, machine, spec, hash(spec), rank.checked(), validMillis);
            }
        }
    }

    /**
     * Notices another machine under an agent's address, whose ranks must be asked for anew.
     *
     * @return whether ranks of the one before were known
     */
    public boolean anotherMachine(String agent, String machine) {
        return memory.forgetOthers(agent, machine);
    }

    /** The ranks that count now, by the utility's name. */
    public Map<String, Rank> ranks(String agent) {
        Map<String, Rank> ranks = new HashMap<>();
        for (RankingSpec spec : rule.specs()) {
            memory.usable(agent, spec, hash(spec)).ifPresent(rank -> ranks.put(spec.name(), rank));
        }
        return ranks;
    }

    /** How the agent stands now. */
    public Standing judge(String agent, AgentProfile profile) {
        return rule.judge(profile, ranks(agent));
    }

    /** The profile with what the utilities say of the agent, to be shown: {@code rank.UTILITY}, {@code rank.UTILITY.FACT}. */
    public AgentProfile described(String agent, AgentProfile profile) {
        Map<String, String> facts = new HashMap<>(profile.metadata());
        ranks(agent).forEach((utility, rank) -> {
            String name = "rank." + utility;
            if (rank.ranked()) {
                facts.put(name, String.format(Locale.ROOT, "%.1f", rank.value()));
            }
            rank.metadata().forEach((fact, value) -> facts.put(name + "." + fact, value));
        });
        return profile.withMetadata(facts);
    }

    private String hash(RankingSpec spec) {
        Script script = scripts.get(spec.name());
        return script == null ? "" : script.sha256();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 belongs to every Java runtime", e);
        }
    }
}
