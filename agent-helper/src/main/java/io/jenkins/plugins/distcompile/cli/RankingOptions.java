package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.agent.ranking.RankCache;
import io.jenkins.plugins.distcompile.criteria.Criteria;
import io.jenkins.plugins.distcompile.criteria.CriteriaException;
import io.jenkins.plugins.distcompile.ranking.BuildRankings;
import io.jenkins.plugins.distcompile.ranking.RankMemory;
import io.jenkins.plugins.distcompile.ranking.RankingRule;
import io.jenkins.plugins.distcompile.ranking.RankingSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** How agents are ranked by the user's own utilities; shared by {@code build} and {@code rank}. */
final class RankingOptions {
    @Option(
            names = "--ranking",
            paramLabel = "NAME=FILE",
            description = {
                "Rank agents by this script or executable, run on each: NAME=FILE[,ttl=60s][,weight=0.7], or NAME[,…]",
                "for one that is installed there. Repeatable. Decides under --scheme ranking."
            })
    private List<String> rankings = List.of();

    @Option(
            names = "--min-rank",
            paramLabel = "RANK",
            description = "Use only agents whose weighted rank is at least this, 0 to 100. Default: ${DEFAULT-VALUE}")
    private double minRank = 0;

    @Option(
            names = "--rank-where",
            paramLabel = "CONDITION",
            description = "Use only agents for which this holds; names are the utilities' facts: 'gpu_mem >= 8GiB'.")
    private String where = "";

    /** The utilities named; empty = no ranking is wanted. */
    List<RankingSpec> specs() {
        try {
            return rankings.stream().map(RankingSpec::parse).toList();
        } catch (IllegalArgumentException e) {
            throw UserError.usage(e.getMessage());
        }
    }

    /** @throws UserError for options that cannot be read, and files that cannot */
    BuildRankings rankings(RankMemory memory) {
        List<RankingSpec> specs = specs();
        Map<String, byte[]> contents = new HashMap<>();
        for (RankingSpec spec : specs) {
            if (!spec.installed()) {
                contents.put(spec.name(), read(spec));
            }
        }
        return rankings(specs, contents, memory);
    }

    /** With utilities that come from elsewhere: {@code contents} by name, of those that are sent. */
    BuildRankings rankings(List<RankingSpec> specs, Map<String, byte[]> contents, RankMemory memory) {
        if (specs.isEmpty() && minRank > 0) {
            throw UserError.usage("--min-rank " + minRank + ": nothing ranks the agents; add --ranking NAME=FILE");
        }
        try {
            return BuildRankings.of(
                    new RankingRule(specs, minRank, Criteria.parseWithMetadata(where)), contents, memory);
        } catch (CriteriaException e) {
            throw UserError.usage("--rank-where: " + e.getMessage().replaceFirst("^criteria: ", ""));
        } catch (IllegalArgumentException e) {
            throw UserError.usage(e.getMessage());
        }
    }

    private static byte[] read(RankingSpec spec) {
        Path file = Path.of(spec.file());
        try {
            if (Files.size(file) > RankCache.MAX_SCRIPT_BYTES) {
                throw UserError.usage("--ranking " + spec.name() + "=" + file + ": larger than 1 MiB; install it on"
                        + " the helpers and name it alone");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw UserError.usage("--ranking " + spec.name() + "=" + file + ": cannot be read: " + Reason.of(e));
        }
    }

    /** What earlier builds have kept; read only if this one ranks agents. */
    RankMemory known() {
        return rankings.isEmpty() ? RankMemory.ofOneBuild() : memory();
    }

    static RankMemory memory() {
        return RankMemory.open(Folders.cache().resolve("ranks.json"), InstantSource.system());
    }

    /** Keeps what was learnt for the next build; that it cannot costs time only. */
    void keep(RankMemory memory) {
        if (!rankings.isEmpty()) {
            save(memory);
        }
    }

    static void save(RankMemory memory) {
        try {
            memory.save();
        } catch (IOException e) {
            System.getLogger(RankingOptions.class.getName())
                    .log(System.Logger.Level.WARNING, "cannot keep the ranks for the next build: {0}", e.getMessage());
        }
    }
}
