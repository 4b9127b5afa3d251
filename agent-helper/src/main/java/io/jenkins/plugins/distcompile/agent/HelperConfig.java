package io.jenkins.plugins.distcompile.agent;

import io.jenkins.plugins.distcompile.agent.activity.ActivityPolicy;
import io.jenkins.plugins.distcompile.agent.activity.Reaction;
import io.jenkins.plugins.distcompile.agent.benchmark.BenchmarkPolicy;
import io.jenkins.plugins.distcompile.agent.ranking.RankingPolicy;
import io.jenkins.plugins.distcompile.agent.ranking.RankingRunner;
import io.jenkins.plugins.distcompile.toolchain.CompilerIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What the owner of a machine settles for its helper. Filled by one thread before the {@link Helper} is made, not
 * changed afterwards; defaults stand at the fields.
 */
public final class HelperConfig {

    final String name;
    final Path work;
    int slots = Runtime.getRuntime().availableProcessors();
    /** 0 = all memory installed. */
    long maxMemoryBytes;
    /** Empty = every gcc and clang on PATH. */
    List<String> allowedCompilers = List.of();

    List<String> allowedCommands = List.of();
    Duration lease = Duration.ofSeconds(10);
    Duration shortestHeartbeat = Duration.ofMillis(1);
    Duration longestHeartbeat = Duration.ofMinutes(10);
    /** Above 1 = no limit. */
    double maxLoad = Double.MAX_VALUE;

    long minFreeMemoryBytes;
    long minFreeDiskBytes = 64 * Bytes.MIB;
    long maxOutputBytes = 1024 * Bytes.MIB;
    Map<String, String> metadata = Map.of();
    Consumer<String> log = line -> {};
    CompilerIdentity compilers = new CompilerIdentity();
    /** null = nothing outlives the helper. */
    Path state;

    ActivityPolicy activity = ActivityPolicy.reacting(Reaction.IGNORE, Reaction.IGNORE);
    Duration activityEvery = Duration.ofSeconds(5);
    BenchmarkPolicy benchmark = BenchmarkPolicy.NEVER;
    RankingPolicy rankingPolicy = RankingPolicy.INSTALLED;
    /** null = none are installed. */
    Path utilities;

    Duration rankingLimit = RankingRunner.DEFAULT_LIMIT;
    Duration rankingForget = Duration.ofDays(30);

    /**
     * @param name the agent's name, unique in a pool
     * @param work folder in which the helper makes its own; made when missing
     */
    public HelperConfig(String name, Path work) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the helper's name is empty: give one with --name");
        }
        this.name = name;
        this.work = work;
    }

    /** Units run at once, 1 … 4096; default: the number of processors. */
    public HelperConfig slots(int count) {
        require(count >= 1 && count <= 4096, "--slots is 1 to 4096, not " + count);
        slots = count;
        return this;
    }

    /** What all units together may use, bytes, by sampled resident memory; 0 = all that is installed. */
    public HelperConfig maxMemoryBytes(long bytes) {
        require(bytes >= 0, "--max-memory is not negative");
        maxMemoryBytes = bytes;
        return this;
    }

    /** Compilers that may run, by name on PATH or by path; empty = every gcc and clang on PATH. */
    public HelperConfig allowedCompilers(List<String> namesOrPaths) {
        allowedCompilers = List.copyOf(namesOrPaths);
        return this;
    }

    /** Programs that {@link io.jenkins.plugins.distcompile.toolchain.Task.Command} may run, by name or path; default none. */
    public HelperConfig allowedCommands(List<String> namesOrPaths) {
        allowedCommands = List.copyOf(namesOrPaths);
        return this;
    }

    /** A client that holds slots and is not heard for so long loses them; at least 10 ms, default 10 s. */
    public HelperConfig lease(Duration duration) {
        require(duration.toMillis() >= 10, "--lease is at least 10 ms");
        lease = duration;
        return this;
    }

    /** Bounds for the heartbeat interval that clients ask for; within 1 ms … 10 min, which are the defaults. */
    public HelperConfig heartbeats(Duration shortest, Duration longest) {
        require(
                shortest.toMillis() >= 1 && shortest.compareTo(longest) <= 0 && longest.toMinutes() <= 10,
                "heartbeat bounds lie within 1 ms and 10 min");
        shortestHeartbeat = shortest;
        longestHeartbeat = longest;
        return this;
    }

    /** No bids while others use this share of the processors or more, 0 … 1; default: no limit. */
    public HelperConfig maxLoad(double share) {
        require(share >= 0, "--max-load is not negative");
        maxLoad = share;
        return this;
    }

    /** No bids while less memory than this is free, bytes; default 0. */
    public HelperConfig minFreeMemoryBytes(long bytes) {
        minFreeMemoryBytes = bytes;
        return this;
    }

    /** No bids and no new units while the work folder's disk has less than this free, bytes; default 64 MiB. */
    public HelperConfig minFreeDiskBytes(long bytes) {
        minFreeDiskBytes = bytes;
        return this;
    }

    /** Largest output file or diagnostics file of a unit, bytes, at most 2 GiB - 16; default 1 GiB. */
    public HelperConfig maxOutputBytes(long bytes) {
        require(bytes >= 1 && bytes <= Integer.MAX_VALUE - 16, "the largest output is 1 byte to 2 GiB - 16");
        maxOutputBytes = bytes;
        return this;
    }

    /** Facts that criteria can ask for beside those probed. */
    public HelperConfig metadata(Map<String, String> facts) {
        metadata = Map.copyOf(facts);
        return this;
    }

    /** What identifies compilers; one object may serve several helpers. Default: one that remembers nothing on disk. */
    public HelperConfig compilers(CompilerIdentity identity) {
        compilers = identity;
        return this;
    }

    /** Takes log lines, from several threads; must return quickly. */
    public HelperConfig log(Consumer<String> sink) {
        log = sink;
        return this;
    }

    /** Folder for what outlives the helper: ranks, sent utilities, the benchmark score; default: nothing does. */
    public HelperConfig state(Path folder) {
        state = folder;
        return this;
    }

    /**
     * What to do about activity that is not ours; default: ignore all.
     *
     * @param every how often to look, while a client is connected, at least 10 ms
     */
    public HelperConfig activity(ActivityPolicy policy, Duration every) {
        require(every.toMillis() >= 10, "--activity-every is at least 10 ms");
        activity = policy;
        activityEvery = every;
        return this;
    }

    /** Whether to time the benchmark unit; default: never. */
    public HelperConfig benchmark(BenchmarkPolicy policy) {
        benchmark = policy;
        return this;
    }

    /** Which ranking utilities may run; default: those installed in {@code folder}, null = there is no such folder. */
    public HelperConfig rankings(RankingPolicy policy, Path folder) {
        require(folder == null || Files.isDirectory(folder), "--utilities " + folder + " is not a folder");
        rankingPolicy = policy;
        utilities = folder;
        return this;
    }

    /**
     * Bounds for ranking utilities.
     *
     * @param run a utility that runs longer is killed and gives no rank; default 10 s
     * @param forget utilities and ranks that nobody has asked for this long are removed; default 30 days
     */
    public HelperConfig rankingTimes(Duration run, Duration forget) {
        require(
                run.toMillis() >= 1 && forget.toMillis() >= 1,
                "--ranking-limit and --ranking-forget are at least 1 ms");
        rankingLimit = run;
        rankingForget = forget;
        return this;
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
