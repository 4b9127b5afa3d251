package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.agent.ranking.RankingPolicy;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Which ranking utilities a helper runs, and how long; for {@code serve}. */
final class UtilityOptions {
    @Option(
            names = "--ranking-policy",
            paramLabel = "POLICY",
            description = {
                "Ranking utilities that clients may have run here: none, installed (by name, from --utilities),",
                "or sent ones too. Default with --listen: installed; with --stdio: sent."
            })
    private RankingPolicy policy;

    @Option(
            names = "--utilities",
            paramLabel = "DIR",
            description = "Folder of installed ranking utilities: executables, named as clients name them.")
    Path folder;

    @Option(
            names = "--ranking-limit",
            paramLabel = "TIME",
            description = "A ranking utility that runs longer is killed and gives no rank. Default: ${DEFAULT-VALUE}")
    private String limit = "10s";

    @Option(
            names = "--ranking-forget",
            paramLabel = "TIME",
            description =
                    "Sent utilities and ranks that nobody has asked for this long are removed. Default: ${DEFAULT-VALUE}")
    private String forget = "720h";

    /** Who starts a helper on its standard streams could run there what he likes; who reaches it by a port could not. */
    RankingPolicy policy(boolean startedByTheClient) {
        if (policy != null) {
            return policy;
        }
        return startedByTheClient ? RankingPolicy.SENT : RankingPolicy.INSTALLED;
    }

    Duration limit() {
        return Durations.parse("--ranking-limit", limit);
    }

    Duration forget() {
        return Durations.parse("--ranking-forget", forget);
    }
}
