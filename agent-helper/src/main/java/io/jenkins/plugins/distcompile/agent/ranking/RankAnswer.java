package io.jenkins.plugins.distcompile.agent.ranking;

import io.jenkins.plugins.distcompile.ranking.Rank;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** What {@link Rankings} says to a request. */
public sealed interface RankAnswer {

    /** Known now, and not to be asked again for so long; also when the policy says no, with the reason. */
    record Known(Rank rank, Duration validFor) implements RankAnswer {}

    /** The client has to send the utility with this hash first. */
    record NeedScript(String hash) implements RankAnswer {}

    /** It is being run; the future always ends with a rank, or with one that has no value. */
    record Running(CompletableFuture<Rank> rank) implements RankAnswer {}
}
